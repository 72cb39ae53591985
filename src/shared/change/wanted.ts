import type { ChangeItem } from '../model';
import { processKey } from '../oom/whatIf';
import type { HostFacts } from './hostFacts';

/** A knob to be set, because somebody wants that, or because its unit is to have it at once. */
export interface WantedAdj {
  readonly kind: 'set-adj';
  readonly pid: number;
  readonly startTicks: number;
  readonly adj: number;
  readonly scale: 'oom_score_adj' | 'oom_adj';
  /** The unit that it was taken from. */
  readonly ofUnit: string | null;
}

/** A drop-in to be written, with what it means for the processes that the unit runs now. */
export interface WantedUnitAdj {
  readonly kind: 'set-unit-adj';
  readonly unit: string;
  readonly adj: number;
  /** `now`: the knobs of its processes follow as steps of their own; `restart`: they start again in this plan. */
  readonly processes: 'now' | 'restart' | 'later';
  /** Processes that it runs now and that are changed along, and those of which nothing is known. */
  readonly knownCount: number;
  readonly unseenCount: number;
}

export type Wanted =
  | WantedAdj
  | WantedUnitAdj
  | { readonly kind: 'remove-unit-adj'; readonly unit: string }
  | { readonly kind: 'restart-unit'; readonly unit: string };

/**
 * What is wanted of a host, each process and each unit once, restarts last: they end the processes that the others are about. Of
 * two that want different things of the same the later one counts; a process that is named itself is not taken from its unit.
 */
export function wantedOf(facts: HostFacts): readonly Wanted[] {
  const { items } = facts.input;
  const last = new Map(items.map((item) => [subjectKeyOf(item), item]));
  const kept = [...last.values()];
  const restarted = new Set(kept.flatMap((item) => (item.kind === 'restart-unit' ? item.unit : [])));
  const taken = new Set(kept.flatMap((item) => (item.kind === 'set-adj' ? processKey(item) : [])));
  const first: Wanted[] = [];
  const restarts: Wanted[] = [];
  for (const item of kept) {
    if (item.kind === 'set-adj') first.push({ ...item, ofUnit: null });
    else if (item.kind === 'remove-unit-adj') first.push({ kind: item.kind, unit: item.unit });
    else if (item.kind === 'restart-unit') restarts.push({ kind: item.kind, unit: item.unit });
    else first.push(...unitWanted(facts, item, restarted.has(item.unit), taken));
  }
  return [...first, ...restarts];
}

/** A drop-in is either written or removed; a unit can be restarted beside that. */
function subjectKeyOf(item: ChangeItem): string {
  switch (item.kind) {
    case 'set-adj':
      return `process ${processKey(item)}`;
    case 'set-unit-adj':
    case 'remove-unit-adj':
      return `drop-in ${item.unit}`;
    case 'restart-unit':
      return `restart ${item.unit}`;
  }
}

function unitWanted(
  facts: HostFacts,
  item: Extract<ChangeItem, { kind: 'set-unit-adj' }>,
  isRestarted: boolean,
  taken: Set<string>,
): Wanted[] {
  const { unit, adj, isAppliedNow } = item;
  // One that moves from one cgroup of the unit to another is seen in both.
  const pids = [...new Set(facts.units.get(unit)?.pids)];
  const processes = !isAppliedNow || pids.length === 0 ? 'later' : isRestarted ? 'restart' : 'now';
  if (processes !== 'now') {
    const when = isRestarted ? 'restart' : processes;
    return [{ kind: 'set-unit-adj', unit, adj, processes: when, knownCount: 0, unseenCount: 0 }];
  }
  const known = pids.flatMap((pid) => {
    const startTicks = facts.inspected.get(pid)?.startTicks ?? facts.sampled.get(pid)?.startTicks ?? null;
    return startTicks === null ? [] : { pid, startTicks };
  });
  const unseenCount = pids.length - known.length;
  const steps = known
    .filter((process) => !taken.has(processKey(process)))
    .map((process): Wanted => ({ kind: 'set-adj', ...process, adj, scale: 'oom_score_adj', ofUnit: unit }));
  for (const process of known) taken.add(processKey(process));
  return [{ kind: 'set-unit-adj', unit, adj, processes, knownCount: known.length, unseenCount }, ...steps];
}
