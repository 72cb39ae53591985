import type { ChangeItem, PlanStep, StepResult, UnitAdjStep } from '../model';
import { adjOfDropIn, beforeOf } from './dropIn';

/**
 * What takes a step back that was done: the process's own value before, or the drop-in as it was. The plan that is made of it asks
 * the host again, so that a process that has ended, or that somebody has changed since, is found there.
 *
 * @param step of the plan that was confirmed
 * @param result how it ended; null: nothing is on record
 * @returns empty where there is nothing to take back, or no way: a restart, a drop-in that somebody had edited
 */
export function undoItemsOf(
  hostId: string,
  step: PlanStep,
  result: Pick<StepResult, 'outcome'> | null,
): readonly ChangeItem[] {
  if (result?.outcome !== 'done') return [];
  switch (step.kind) {
    case 'set-adj': {
      const { pid, startTicks } = step.process;
      return [{ kind: 'set-adj', hostId, pid, startTicks, adj: step.before, scale: step.file }];
    }
    case 'set-unit-adj':
    case 'remove-unit-adj':
      return dropInUndo(hostId, step);
    case 'restart-unit':
      return [];
  }
}

function dropInUndo(hostId: string, { kind, unit, diff }: UnitAdjStep): readonly ChangeItem[] {
  const before = beforeOf(diff);
  if (before === null) return kind === 'remove-unit-adj' ? [] : [{ kind: 'remove-unit-adj', hostId, unit }];
  const adj = adjOfDropIn(before);
  return adj === null ? [] : [{ kind: 'set-unit-adj', hostId, unit, adj, isAppliedNow: false }];
}
