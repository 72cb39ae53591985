import type { ChangeRun, RunHost, StepResult } from '../../../shared/model';

/** What a run has come to, step by step. */
export interface RunCount {
  readonly steps: number;
  /** As wanted now: written, or so already. */
  readonly done: number;
  readonly unknown: number;
}

/** Whether the thing is now as it was wanted. */
function isAsWanted({ outcome }: StepResult): boolean {
  return outcome === 'done' || outcome === 'already';
}

/** The results that there are, counted. */
export function countOf(hosts: readonly RunHost[]): RunCount {
  const results = hosts.flatMap((host) => host.results);
  return {
    steps: results.length,
    done: results.filter(isAsWanted).length,
    unknown: results.filter(({ outcome }) => outcome === 'unknown').length,
  };
}

/** How a change is named for undo and in the audit. */
export function changeIdOf(runId: string, hostId: string, stepId: string): string {
  return `${runId}/${hostId}/${stepId}`;
}

/**
 * The changes of a run that were written, so that they can be taken back; main says whether they still can.
 * @param isUndoable a restart, for one, cannot be taken back
 */
export function writtenChanges(
  run: ChangeRun,
  isUndoable: (hostId: string, stepId: string) => boolean,
): readonly string[] {
  return run.hosts.flatMap(({ hostId, results }) =>
    results
      .filter(({ outcome, stepId }) => outcome === 'done' && isUndoable(hostId, stepId))
      .map(({ stepId }) => changeIdOf(run.id, hostId, stepId)),
  );
}
