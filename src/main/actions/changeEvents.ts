import type { ChangeEvent } from '../../shared/model';
import type { PacedWatch } from '../fleet/pacedWatch';
import type { AuditLog } from './auditLog';
import type { ChangeRuns } from './changeRuns';
import type { WriteModes } from './writeModes';

/** What the stream is made from. */
export interface ChangeEventSources {
  readonly runs: Pick<ChangeRuns, 'ids' | 'run' | 'listen'>;
  readonly modes: Pick<WriteModes, 'mode' | 'listen'>;
  readonly audit: Pick<AuditLog, 'newestNumber' | 'listen'>;
}

/**
 * The stream behind the list of changes: everything once, then the runs that move, at the pace of the watch. Nothing is queued
 * for a slow receiver: an event is made from the state at the moment it is sent.
 */
export async function* changeEvents(
  { runs, modes, audit }: ChangeEventSources,
  watch: PacedWatch,
): AsyncGenerator<ChangeEvent, void, undefined> {
  const owedIds = new Set(runs.ids());
  const markDirty = (): void => {
    watch.markDirty();
  };
  const stopListening = [
    runs.listen((runId) => {
      owedIds.add(runId);
      watch.markDirty();
    }),
    modes.listen(markDirty),
    audit.listen(markDirty),
  ];
  const event = (): ChangeEvent => {
    const moved = [...owedIds].flatMap((runId) => runs.run(runId) ?? []);
    owedIds.clear();
    return {
      sequence: watch.nextSequence(),
      writeMode: modes.mode,
      runs: moved,
      newestAuditNumber: audit.newestNumber,
    };
  };
  try {
    yield event();
    while (await watch.due()) yield event();
  } finally {
    for (const stop of stopListening) stop();
  }
}
