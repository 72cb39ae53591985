import type {
  AdjStep,
  ChangeItem,
  ChangeOrigin,
  ChangePlan,
  ChangeRequest,
  ProcessSample,
} from '../../../shared/model';
import { systemServiceOf } from '../../../shared/replay/explanation/owner';

/** A request for single things. */
export function requestFor(items: readonly ChangeItem[], origin: ChangeOrigin): ChangeRequest {
  return { items, selection: null, origin };
}

/**
 * The change of one process's value.
 * @param adj in the scale that the process has
 * @returns null where the process cannot be told from a later one of its pid, or has no value that is known
 */
export function adjItem(hostId: string, process: ProcessSample, adj: number): ChangeItem | null {
  const { pid, startTicks, oomScoreAdj, oomAdj } = process;
  if (startTicks === null || (oomScoreAdj === null && oomAdj === null)) return null;
  const scale = oomScoreAdj === null ? 'oom_adj' : 'oom_score_adj';
  return { kind: 'set-adj', hostId, pid, startTicks, adj, scale };
}

/** A unit that may keep a value over restarts. */
export interface LastingUnit {
  readonly hostId: string;
  readonly unit: string;
  /** `oom_score_adj`. */
  readonly adj: number;
}

/** The value of a step in the scale that `OOMScoreAdjust=` has. */
function oomScoreAdjOf({ file, after, mapping }: AdjStep): number | null {
  return file === 'oom_score_adj' ? after : (mapping?.oomScoreAdj ?? null);
}

/**
 * The services whose processes a plan changes. Left out where processes of one service get different values: the unit
 * has only one.
 */
export function lastingUnits(plan: ChangePlan): readonly LastingUnit[] {
  return plan.hosts.flatMap(({ hostId, steps }) => {
    const values = new Map<string, Set<number>>();
    for (const step of steps) {
      if (step.kind !== 'set-adj' || step.blocked !== null) continue;
      const [unit, adj] = [systemServiceOf(step.process.cgroup), oomScoreAdjOf(step)];
      if (unit === null || adj === null) continue;
      values.set(unit, (values.get(unit) ?? new Set()).add(adj));
    }
    return [...values].flatMap(([unit, adjs]) => {
      const [adj] = adjs;
      return adjs.size === 1 && adj !== undefined ? [{ hostId, unit, adj }] : [];
    });
  });
}

/** Whether a request also asks for drop-ins of its own accord: then there is nothing to be ticked. */
export function asksForUnits({ items }: ChangeRequest): boolean {
  return items.some(({ kind }) => kind !== 'set-adj');
}

/** The request with the services of its processes, so that the values outlive a restart; or with none of them. */
export function withLasting(
  request: ChangeRequest,
  units: readonly LastingUnit[],
  isLasting: boolean,
): ChangeRequest {
  const selection = request.selection === null ? null : { ...request.selection, isLasting };
  const items = request.items.filter(({ kind }) => kind === 'set-adj');
  // A selection finds the units of its own processes itself.
  if (!isLasting || selection !== null) return { ...request, items, selection };
  const added = units.map(({ hostId, unit, adj }): ChangeItem => ({
    kind: 'set-unit-adj',
    hostId,
    unit,
    adj,
    isAppliedNow: false,
  }));
  return { ...request, items: [...items, ...added], selection };
}
