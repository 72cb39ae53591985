import type { HostIdentity, Meminfo, ProcessSample } from '../model';
import { badnessOf, oomScoreOf, type Badness, type HeuristicEvidence } from './badness';
import { generationOf, type BadnessGeneration, type ChosenGeneration } from './generation';
import type { OomScope } from './scope';

/** One process as the OOM killer sees it, in a scope. */
export interface Candidate {
  readonly process: ProcessSample;
  readonly badness: Badness;
  /** Share of the scope's memory with adj, in thousandths; null for exempt ones and for the heuristic. */
  readonly normalisedPermille: number | null;
  /** What `/proc/PID/oom_score` should read: always of the whole machine. */
  readonly predictedScore: number;
  /** Candidates that cannot be told apart share a number: equal, or closer than the kernel's counters are exact. */
  readonly tieGroup: number | null;
}

export interface Ranking {
  readonly chosenGeneration: ChosenGeneration;
  readonly scope: OomScope;
  /** RAM and swap of the machine, which `predictedScore` is measured by. */
  readonly machinePages: number;
  /** How far the memory that /proc shows may be from what the score counts. */
  readonly errorPages: number;
  /** Every process, the one that would be killed first in front; exempt ones behind, by pid. */
  readonly candidates: readonly Candidate[];
}

/** What the machine is, as far as the OOM killer asks. */
export interface OomHost {
  readonly identity: Pick<HostIdentity, 'kernel' | 'pageBytes' | 'cpus' | 'ticksPerSecond'>;
  readonly memory: Pick<Meminfo, 'memTotalBytes' | 'swapTotalBytes'> | null;
  /** At the sweep; for the run time of old kernels. */
  readonly uptimeSeconds: number;
  /** Chosen by all of its processes; absent: by those that are ranked, which in a small scope may show too little. */
  readonly chosenGeneration?: ChosenGeneration;
}

/**
 * RAM and swap of the whole machine: the scope of a global kill, and of `oom_score` (constrained_alloc, proc_oom_score).
 *
 * @returns null where the page size or RAM is not reported, or both make no page
 */
export function wholeMachine({ identity, memory }: OomHost): OomScope | null {
  const { pageBytes } = identity;
  const ramBytes = memory?.memTotalBytes ?? null;
  if (pageBytes === null || pageBytes <= 0 || ramBytes === null || ramBytes <= 0) return null;
  const totalPages = Math.trunc(ramBytes / pageBytes) + Math.trunc((memory?.swapTotalBytes ?? 0) / pageBytes);
  // Everything is measured by it, so what is less than a page is no measure.
  return totalPages < 1 ? null : { totalPages, pageBytes };
}

/**
 * Ranks processes as the kernel would, in one scope.
 *
 * @param processes those of one sweep; in a cgroup's scope only its members
 * @param host the machine, for the generation and for `predictedScore`
 * @param scope what adj and shares are measured by
 * @param machinePages RAM and swap of the machine, which `oom_score` is always measured by
 */
export function rankIn(
  processes: readonly ProcessSample[],
  host: OomHost,
  scope: OomScope,
  machinePages: number = scope.totalPages,
): Ranking {
  const chosenGeneration = host.chosenGeneration ?? generationOf(host.identity.kernel, processes);
  const { generation } = chosenGeneration;
  const children = generation.kind === 'heuristic' ? childrenByParent(processes, scope.pageBytes) : null;
  const evidenceOf = (process: ProcessSample): HeuristicEvidence =>
    children === null
      ? NO_EVIDENCE
      : { children: children.get(process.pid) ?? [], running: runningTimeOf(process, host) };
  const scored = processes.map((process) =>
    scoredOf(process, badnessOf(process, generation, scope, evidenceOf(process))),
  );
  scored.sort(inOrderOfChoice(isLastOfEqualsChosen(generation)));
  const errorPages = errorPagesOf(generation, host.identity.cpus);
  const tieGroups = tieGroupsOf(scored, errorPages);
  const machine = { ...scope, totalPages: machinePages };
  const candidates = scored.map(({ process, badness }, index): Candidate => {
    const ofMachine =
      machinePages === scope.totalPages
        ? badness
        : badnessOf(process, generation, machine, evidenceOf(process));
    return {
      process,
      badness,
      normalisedPermille: permilleOf(badness, generation, scope.totalPages),
      predictedScore: oomScoreOf(ofMachine, generation, machinePages),
      tieGroup: tieGroups[index] ?? null,
    };
  });
  return { chosenGeneration, scope, machinePages, errorPages, candidates };
}

/** A process and its badness, outside of any ranking. */
export interface ScoredProcess {
  readonly process: ProcessSample;
  readonly badness: Badness;
}

/**
 * The one that {@link rankIn} puts in front, found without ordering the others. Not for the heuristic, which asks for more than
 * the process itself.
 *
 * @returns null where there is no process
 */
export function firstIn(
  processes: readonly ProcessSample[],
  generation: Exclude<BadnessGeneration, { readonly kind: 'heuristic' }>,
  scope: OomScope,
): ScoredProcess | null {
  const compare = inOrderOfChoice(isLastOfEqualsChosen(generation));
  let first: Scored | null = null;
  for (const process of processes) {
    const scored = scoredOf(process, badnessOf(process, generation, scope, NO_EVIDENCE));
    if (first === null || compare(scored, first) < 0) first = scored;
  }
  return first;
}

/** Only the heuristic asks for more than the process itself. */
const NO_EVIDENCE: HeuristicEvidence = { children: [], running: { cpuSeconds: null, ageSeconds: null } };

interface Scored extends ScoredProcess {
  /** Below every other for the exempt. */
  readonly points: number;
}

function scoredOf(process: ProcessSample, badness: Badness): Scored {
  return {
    process,
    badness,
    points: badness.kind === 'exempt' ? Number.NEGATIVE_INFINITY : badness.points,
  };
}

function runningTimeOf(
  { cpuTicks, startTicks }: ProcessSample,
  { identity, uptimeSeconds }: OomHost,
): { cpuSeconds: number | null; ageSeconds: number | null } {
  const { ticksPerSecond } = identity;
  const seconds = (ticks: number | null): number | null =>
    ticks === null || ticksPerSecond === null ? null : ticks / ticksPerSecond;
  const startSeconds = seconds(startTicks);
  return {
    cpuSeconds: seconds(cpuTicks),
    ageSeconds: startSeconds === null ? null : Math.max(0, uptimeSeconds - startSeconds),
  };
}

/** Virtual sizes of children. /proc does not tell which of them share their parent's address space. */
function childrenByParent(processes: readonly ProcessSample[], pageBytes: number): Map<number, number[]> {
  const sizes = new Map<number, number[]>();
  for (const { ppid, vsizeBytes } of processes) {
    if (vsizeBytes === null || vsizeBytes === 0) continue;
    const siblings = sizes.get(ppid);
    const pages = Math.trunc(vsizeBytes / pageBytes);
    if (siblings === undefined) sizes.set(ppid, [pages]);
    else siblings.push(pages);
  }
  return sizes;
}

function permilleOf(badness: Badness, { kind }: BadnessGeneration, totalPages: number): number | null {
  if (badness.kind === 'exempt' || kind === 'heuristic') return null;
  return kind === 'permille' ? badness.points : Math.trunc((badness.points * 1000) / totalPages);
}

function isLastOfEqualsChosen(generation: BadnessGeneration): boolean {
  return generation.kind === 'signed' || (generation.kind === 'pages' && generation.isLastOfEqualsChosen);
}

/** By points; among equals by the task list, which is in the order in which processes were started. */
function inOrderOfChoice(isLastFirst: boolean): (a: Scored, b: Scored) => number {
  return (a, b) => {
    if (a.points !== b.points) return b.points > a.points ? 1 : -1;
    if (a.badness.kind === 'exempt') return a.process.pid - b.process.pid;
    return isLastFirst ? startOrder(b.process, a.process) : startOrder(a.process, b.process);
  };
}

function startOrder(a: ProcessSample, b: ProcessSample): number {
  return (a.startTicks ?? 0) - (b.startTicks ?? 0) || a.pid - b.pid;
}

/** include/linux/percpu_counter.h: each processor may hold back so much of a counter. */
const SMALLEST_BATCH = 32;
/** Anonymous, file, shared memory, swap. */
const RSS_COUNTERS = 4;

/** How far the memory that `status` shows may be from the one that the score counts, in pages. */
export function errorPagesOf(generation: BadnessGeneration, cpus: number | null): number {
  if (generation.kind !== 'signed' || !generation.hasApproximateRss) return 0;
  const processors = Math.max(1, cpus ?? 1);
  return RSS_COUNTERS * processors * Math.max(SMALLEST_BATCH, 2 * processors);
}

/** Numbers the groups of neighbours whose points lie closer together than the error; who stands alone has none. */
function tieGroupsOf(sorted: readonly Scored[], errorPages: number): (number | null)[] {
  let group = 0;
  let wasTied = false;
  return sorted.map((here, index) => {
    const next = sorted[index + 1];
    // The distance to an exempt one is without end, and between two of them it is no number.
    const isTied = next !== undefined && here.points - next.points <= errorPages;
    if (isTied && !wasTied) group += 1;
    const tieGroup = isTied || wasTied ? group : null;
    wasTied = isTied;
    return tieGroup;
  });
}
