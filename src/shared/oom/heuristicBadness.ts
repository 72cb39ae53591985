import type { ProcessSample } from '../model';
import { CAP_SYS_ADMIN, CAP_SYS_RAWIO, CAP_SYS_RESOURCE, hasCapability } from './capabilities';
import type { BadnessGeneration } from './generation';
import { parseNodeList } from './nodeList';
import type { OomScope } from './scope';

/** Virtual size in pages of each child that has an address space of its own, in the order of the task list. */
export type ChildSizes = readonly number[];

/** How long a process has worked and lived, as far as the host says. */
export interface RunningTime {
  readonly cpuSeconds: number | null;
  readonly ageSeconds: number | null;
}

/** What the kernel divides by: jiffies >> (SHIFT_HZ + 3), about 8 s for HZ of 250 and 1000 (include/linux/jiffies.h). */
const CPU_UNIT_SECONDS = 8.192;
const RUN_UNIT_SECONDS = 1024;

/**
 * Points of the kernels before 2.6.36 (badness in mm/oom_kill.c): virtual size, divided and multiplied. Whole numbers
 * after each step, as in C. What was not read counts as if it were not so.
 */
export function heuristicPoints(
  process: ProcessSample,
  generation: Extract<BadnessGeneration, { readonly kind: 'heuristic' }>,
  { pageBytes, nodes }: OomScope,
  { children, running }: { readonly children: ChildSizes; readonly running: RunningTime },
): number {
  let points =
    Math.trunc((process.vsizeBytes ?? 0) / pageBytes) + childrenPoints(children, generation.children);
  const cpuRoot = integerRoot((running.cpuSeconds ?? 0) / CPU_UNIT_SECONDS);
  if (cpuRoot > 0) points = Math.trunc(points / cpuRoot);
  const runRoot = integerRoot(integerRoot((running.ageSeconds ?? 0) / RUN_UNIT_SECONDS));
  if (runRoot > 0) points = Math.trunc(points / runRoot);
  if ((process.nice ?? 0) > 0) points *= 2;
  for (const divisor of divisorsOf(process, generation.quarters, nodes))
    points = Math.trunc(points / divisor);
  return shifted(points, process.oomAdj ?? 0, generation.shiftsAtLeastOne);
}

/** What privileges and other nodes divide the points by, one after the other. */
function divisorsOf(
  process: ProcessSample,
  quarters: 'admin-or-root' | 'admin-or-resource',
  nodes: readonly number[] | undefined,
): number[] {
  const isRaw = hasCapability(process.effectiveCapabilities, CAP_SYS_RAWIO) === true;
  return [
    ...(isQuartered(process, quarters) ? [4] : []),
    ...(isRaw ? [4] : []),
    ...(nodes !== undefined && isForeignTo(nodes, process) ? [8] : []),
  ];
}

function isForeignTo(nodes: readonly number[], { memsAllowed }: ProcessSample): boolean {
  const allowed = memsAllowed === null ? null : parseNodeList(memsAllowed);
  return allowed !== null && !allowed.some((node) => nodes.includes(node));
}

function childrenPoints(children: ChildSizes, share: 'none' | 'whole' | 'half'): number {
  if (share === 'none') return 0;
  return children.reduce((sum, pages) => sum + (share === 'whole' ? pages : Math.trunc(pages / 2) + 1), 0);
}

/** int_sqrt of lib/int_sqrt.c: rounded down. */
function integerRoot(value: number): number {
  return Math.floor(Math.sqrt(Math.max(0, Math.trunc(value))));
}

function isQuartered(
  { effectiveCapabilities, uid }: ProcessSample,
  quarters: 'admin-or-root' | 'admin-or-resource',
): boolean {
  if (hasCapability(effectiveCapabilities, CAP_SYS_ADMIN) === true) return true;
  return quarters === 'admin-or-root'
    ? uid === 0
    : hasCapability(effectiveCapabilities, CAP_SYS_RESOURCE) === true;
}

function shifted(points: number, adj: number, isAtLeastOne: boolean): number {
  if (adj > 0) return (isAtLeastOne ? Math.max(1, points) : points) * 2 ** adj;
  return Math.trunc(points / 2 ** -adj);
}
