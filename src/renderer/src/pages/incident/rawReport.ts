import type { RawLine } from '../../../../shared/incidentDocument/rawLines';
import type { IncidentPartKind } from '../../../../shared/model';

/** Parts of a report that are tinted alike and shown or dimmed together. */
export const PART_GROUPS = ['request', 'memory', 'cgroup', 'tasks', 'decision', 'after'] as const;
export type PartGroup = (typeof PART_GROUPS)[number];

const GROUP_OF: Readonly<Record<IncidentPartKind, PartGroup>> = {
  invoker: 'request',
  cpuset: 'request',
  stack: 'request',
  totals: 'memory',
  node: 'memory',
  zone: 'memory',
  reserve: 'memory',
  buddy: 'memory',
  swap: 'memory',
  ram: 'memory',
  slab: 'memory',
  cgroup: 'cgroup',
  'cgroup-stats': 'cgroup',
  tasks: 'tasks',
  constraint: 'decision',
  kill: 'decision',
  group: 'decision',
  reaper: 'after',
  panic: 'after',
  note: 'after',
};

/** The CSS variable of each group's colour; words say the same beside each part. */
export const GROUP_COLOURS: Readonly<Record<PartGroup, string>> = {
  request: 'var(--swap-in)',
  memory: 'var(--memory-anon)',
  cgroup: 'var(--memory-shmem)',
  tasks: 'var(--memory-file-cache)',
  decision: 'var(--danger)',
  after: 'var(--memory-hugetlb)',
};

/** Null: a line that was not understood as part of the report. */
export function groupOf(kind: IncidentPartKind | null): PartGroup | null {
  return kind === null ? null : GROUP_OF[kind];
}

/** The groups that a report has lines of, in their usual order. */
export function groupsIn(lines: readonly RawLine[]): readonly PartGroup[] {
  const found = new Set(lines.map(({ kind }) => groupOf(kind)));
  return PART_GROUPS.filter((group) => found.has(group));
}

/** Whether a line begins its part: only there the part is named beside it. */
export function beginsPart(lines: readonly RawLine[], index: number): boolean {
  const kind = lines[index]?.kind ?? null;
  return kind !== null && lines[index - 1]?.kind !== kind;
}

/** Indexes of the lines that hold the text, whatever its case; none for an empty text. */
export function findLines(lines: readonly RawLine[], query: string): readonly number[] {
  const wanted = query.toLowerCase();
  if (wanted === '') return [];
  return lines.flatMap(({ text }, index) => (text.toLowerCase().includes(wanted) ? [index] : []));
}

/** A piece of a line; `isHit`: what was searched for. */
export interface LineSegment {
  readonly text: string;
  readonly isHit: boolean;
}

/** More hits in one line are no help, and a line may be a megabyte of one letter. */
const MOST_HITS = 200;

/** A line cut at what is searched for, whatever its case. */
export function segmentsOf(text: string, query: string): readonly LineSegment[] {
  const [lower, wanted] = [text.toLowerCase(), query.toLowerCase()];
  // Letters that change their length with their case would shift the cuts.
  if (wanted === '' || lower.length !== text.length) return [{ text, isHit: false }];
  const segments: LineSegment[] = [];
  let from = 0;
  for (let hits = 0; hits < MOST_HITS; hits += 1) {
    const at = lower.indexOf(wanted, from);
    if (at === -1) break;
    if (at > from) segments.push({ text: text.slice(from, at), isHit: false });
    segments.push({ text: text.slice(at, at + wanted.length), isHit: true });
    from = at + wanted.length;
  }
  if (from < text.length) segments.push({ text: text.slice(from), isHit: false });
  return segments;
}

/** The hit after (step 1) or before (step -1) a line, around the ends; null where there is none. */
export function nextHit(hits: readonly number[], from: number, step: 1 | -1): number | null {
  if (hits.length === 0) return null;
  if (step === 1) return hits.find((line) => line > from) ?? hits[0] ?? null;
  return hits.findLast((line) => line < from) ?? hits.at(-1) ?? null;
}
