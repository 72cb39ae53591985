import type { Incident, Message } from '../model';
import { message } from '../model';
import { generationOf, type BadnessGeneration } from '../oom/generation';
import { isAtLeast, parseKernelRelease, type KernelRelease } from '../oom/kernelRelease';

/** A release, by its first three numbers. */
type Release = readonly [major: number, minor: number, patch: number];

/** Something of a report that only some releases print: those from `from` on, and before `before`. */
interface Evidence {
  readonly from: Release | null;
  readonly before: Release | null;
  readonly isShownBy: (incident: Incident) => boolean;
}

const FIRST_SCORE_ADJ: Release = [2, 6, 36];

/**
 * What the format tells of the kernel, the surest first: the columns of the task table (dump_tasks), the kill line
 * (oom_kill_process), the invoker line (dump_header), the zones (show_free_areas).
 */
const EVIDENCE: readonly Evidence[] = [
  { from: [6, 8, 0], before: null, isShownBy: hasTask((task) => task.rssAnonPages !== null) },
  { from: [4, 15, 0], before: null, isShownBy: hasTask((task) => task.pageTableBytes !== null) },
  { from: [3, 6, 0], before: [4, 15, 0], isShownBy: hasTask((task) => task.pageTablePages !== null) },
  {
    from: FIRST_SCORE_ADJ,
    before: [3, 6, 0],
    isShownBy: hasTask((task) => task.oomAdj !== null && task.oomScoreAdj !== null),
  },
  {
    from: null,
    before: FIRST_SCORE_ADJ,
    isShownBy: hasTask((task) => task.oomAdj !== null && task.oomScoreAdj === null),
  },
  {
    from: [5, 4, 0],
    before: null,
    isShownBy: ({ kills }) => kills.some((kill) => kill.oomScoreAdj !== null),
  },
  {
    from: null,
    before: [5, 1, 0],
    isShownBy: ({ kills, selected }) =>
      selected?.score != null || kills.some(({ score, chosen }) => score !== null || chosen?.score != null),
  },
  {
    from: [5, 0, 0],
    before: null,
    isShownBy: ({ parts }) => parts.some(({ kind }) => kind === 'constraint'),
  },
  {
    from: null,
    before: FIRST_SCORE_ADJ,
    isShownBy: ({ trigger }) => trigger !== null && trigger.oomAdj !== null && trigger.oomScoreAdj === null,
  },
  {
    from: FIRST_SCORE_ADJ,
    before: [3, 7, 0],
    isShownBy: ({ trigger }) => trigger !== null && trigger.oomAdj !== null && trigger.oomScoreAdj !== null,
  },
  {
    from: [3, 7, 0],
    before: null,
    isShownBy: ({ trigger }) => trigger !== null && trigger.oomAdj === null && trigger.oomScoreAdj !== null,
  },
  {
    from: [5, 17, 0],
    before: null,
    isShownBy: ({ zones }) => zones.some((zone) => zone.boostBytes !== null),
  },
  // The kernel's stacks moved from the zones' lines to the nodes'.
  { from: [5, 9, 0], before: null, isShownBy: ({ nodes }) => nodes.some(hasKernelStack) },
  { from: null, before: [5, 9, 0], isShownBy: ({ zones }) => zones.some(hasKernelStack) },
  { from: [5, 3, 0], before: null, isShownBy: ({ cgroup }) => cgroup?.swap != null },
];

function hasTask(test: (task: Incident['tasks'][number]) => boolean): (incident: Incident) => boolean {
  return ({ tasks }) => tasks.some(test);
}

function hasKernelStack({ otherBytes }: Incident['zones'][number] | Incident['nodes'][number]): boolean {
  return Object.hasOwn(otherBytes, 'kernel_stack');
}

/** Those that were in wide use, the likeliest first, for a report that does not name its kernel. */
const TYPICAL: readonly Release[] = [
  [6, 1, 0],
  [5, 10, 0],
  [4, 19, 0],
  [4, 4, 0],
  [3, 10, 65],
  [3, 2, 0],
  [2, 6, 32],
];

interface Range {
  readonly from: Release | null;
  readonly before: Release | null;
}

/** How the kernel of a report computes badness, and what is to be said of how that was found out. */
export interface ReportGeneration {
  /** Null where neither the format nor a version tells. */
  readonly generation: BadnessGeneration | null;
  readonly notes: readonly Message[];
}

/** The generation of a report: by its format first, since vendors backport and logs may lack the version. */
export function generationOfReport(incident: Incident): ReportGeneration {
  const range = rangeOf(incident);
  const version = parseKernelRelease(incident.kernel);
  if (version !== null && (version.enterpriseLinux !== null || isWithin(version, range)))
    return { generation: generationOf(incident.kernel, []).generation, notes: [] };
  const release = version === null ? typicalOf(range) : nearestOf(version, range);
  // Without a table there is nothing to rank, so nothing has to be assumed.
  const isAssumed = version === null && incident.tasks.length === 0 && spansGenerations(range);
  if (release === null || isAssumed)
    return { generation: null, notes: [message('replay.generation.unknown')] };
  const text = release.join('.');
  const note =
    version === null
      ? message('replay.generation.by-format')
      : message('replay.generation.overruled', { kernel: incident.kernel ?? '', release: text });
  return { generation: generationOf(text, []).generation, notes: [note] };
}

/** What all of the evidence leaves; what contradicts surer evidence is passed over. */
function rangeOf(incident: Incident): Range {
  let range: Range = { from: null, before: null };
  for (const { from, before, isShownBy } of EVIDENCE) {
    if (!isShownBy(incident)) continue;
    const next = {
      from: latest(range.from, from),
      before: earliest(range.before, before),
    };
    if (next.from === null || next.before === null || compare(next.from, next.before) < 0) range = next;
  }
  return range;
}

function latest(a: Release | null, b: Release | null): Release | null {
  if (a === null || b === null) return a ?? b;
  return compare(a, b) >= 0 ? a : b;
}

function earliest(a: Release | null, b: Release | null): Release | null {
  if (a === null || b === null) return a ?? b;
  return compare(a, b) <= 0 ? a : b;
}

function compare(a: Release, b: Release): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function isWithin(version: KernelRelease, { from, before }: Range): boolean {
  return (
    (from === null || isAtLeast(version, ...from)) && (before === null || !isAtLeast(version, ...before))
  );
}

function typicalOf({ from, before }: Range): Release | null {
  // An upper end alone says little, but for the oldest generation.
  if (from === null && (before === null || compare(before, FIRST_SCORE_ADJ) > 0)) return null;
  return TYPICAL.find((one) => isBetween(one, { from, before })) ?? from;
}

function isBetween(release: Release, { from, before }: Range): boolean {
  return (from === null || compare(release, from) >= 0) && (before === null || compare(release, before) < 0);
}

function spansGenerations(range: Range): boolean {
  const releases = TYPICAL.filter((one) => isBetween(one, range));
  const kinds = [range.from, ...releases].map((one) => (one === null ? null : kindOf(one)));
  return new Set(kinds.filter((kind) => kind !== null)).size > 1;
}

function kindOf(release: Release): BadnessGeneration['kind'] {
  return generationOf(release.join('.'), []).generation.kind;
}

/** The release of the range that is nearest to a version outside of it. */
function nearestOf(version: KernelRelease, { from, before }: Range): Release | null {
  if (from !== null && !isAtLeast(version, ...from)) return from;
  return typicalOf({ from, before });
}
