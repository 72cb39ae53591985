import type { FailureKind, HostRow, Message } from '../../../../shared/model';
import type { Text, TextKey } from '../../i18n/catalogue';

/** What a person can do about a host that does not deliver. */
export interface FittingAction {
  readonly kind: 'reconnect' | 'host-key' | 'secret' | 'edit-host';
  readonly label: TextKey;
}

const TRY_AGAIN: FittingAction = { kind: 'reconnect', label: 'fleet.action.tryAgain' };
const EDIT: FittingAction = { kind: 'edit-host', label: 'fleet.action.edit' };

/** Actions beside "try again", by what went wrong; a person must have done them before a new try makes sense. */
const FIRST_ACTIONS: Readonly<Partial<Record<FailureKind, FittingAction>>> = {
  'host-key-unknown': { kind: 'host-key', label: 'fleet.action.acceptKey' },
  'host-key-changed': { kind: 'host-key', label: 'fleet.action.compareKeys' },
  'needs-password': { kind: 'secret', label: 'fleet.action.enterPassword' },
  'needs-passphrase': { kind: 'secret', label: 'fleet.action.enterPassphrase' },
  'auth-failed': EDIT,
  'key-unreadable': EDIT,
  'no-common-algorithm': EDIT,
  unreachable: EDIT,
  refused: EDIT,
};

/** A sentence about a host's state, for the line under its name, and what to do. */
export interface StateNote {
  readonly tone: 'note' | 'problem';
  readonly sentences: readonly (Message | Text)[];
  readonly actions: readonly FittingAction[];
}

function seconds(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

/**
 * What there is to say of a host's state; null while all is well.
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
      return {
        tone: 'note',
        sentences: [{ key: 'host.paused' }],
        actions: [{ kind: 'reconnect', label: 'fleet.action.resume' }],
      };
    case 'stale': {
      const duration = describe(seconds(nowMs, row.sampledAtMs ?? state.sinceMs));
      return {
        tone: 'problem',
        sentences: [{ key: 'host.overdue', params: { duration } }],
        actions: [TRY_AGAIN],
      };
    }
    case 'connecting': {
      const attempt: Text = { key: 'host.connecting', params: { attempt: state.attempt } };
      const sentences = state.lastFailure === null ? [attempt] : [state.lastFailure.message, attempt];
      return { tone: 'note', sentences, actions: [] };
    }
    case 'failed': {
      const first = FIRST_ACTIONS[state.failure.kind];
      const sentences: (Message | Text)[] = [state.failure.message];
      if (state.retryAtMs !== null) {
        const duration = describe(seconds(state.retryAtMs, nowMs));
        sentences.push({ key: 'host.nextTry', params: { duration } });
      }
      return { tone: 'problem', sentences, actions: first === undefined ? [TRY_AGAIN] : [first, TRY_AGAIN] };
    }
  }
}
