import { visibleText } from '../../../shared/incidentDocument/visibleText';
import type { PlanEffect, RankedProcess } from '../../../shared/model';

/** Who would die next, before and after a change. */
export interface VictimChange {
  /** `comm (pid)`; null: nothing can be killed. */
  readonly before: string | null;
  readonly after: string | null;
  readonly isOther: boolean;
}

function nameOf(process: RankedProcess | null): string | null {
  return process === null ? null : `${visibleText(process.comm)} (${String(process.pid)})`;
}

/** The next victim before and after, as names. */
export function victimChange({ victimBefore, victimAfter }: PlanEffect): VictimChange {
  return {
    before: nameOf(victimBefore),
    after: nameOf(victimAfter),
    isOther: victimBefore?.pid !== victimAfter?.pid,
  };
}
