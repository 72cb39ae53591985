import type { HostRow, Message } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';

/** What there is to say of a host's state, for the line under its name. */
export interface StateNote {
  readonly tone: 'note' | 'problem';
  readonly sentences: readonly (Message | Text)[];
}

/**
 * What there is to say of a host's state; null while all is well.
 * @param nowMs by main's clock
 * @param describe a duration in the reader's language
 */
export function stateNoteOf(
  row: Pick<HostRow, 'state' | 'sampledAtMs'>,
  nowMs: number,
  describe: (durationSeconds: number) => string,
): StateNote | null {
  const { state } = row;
  switch (state.kind) {
    case 'live':
      return null;
    case 'paused':
      return { tone: 'note', sentences: [{ key: 'host.paused' }] };
    case 'stale': {
      const sinceMs = row.sampledAtMs ?? state.sinceMs;
      const duration = describe(Math.max(0, Math.floor((nowMs - sinceMs) / 1000)));
      return { tone: 'problem', sentences: [{ key: 'host.overdue', params: { duration } }] };
    }
    case 'connecting': {
      const attempt: Text = { key: 'host.connecting', params: { attempt: state.attempt } };
      const before = state.lastFailure === null ? [] : [state.lastFailure.message];
      return { tone: 'note', sentences: [...before, attempt] };
    }
    case 'failed':
      return { tone: 'problem', sentences: [state.failure.message] };
  }
}
