import type { ProcessSample } from '../model';
import { CAP_SYS_ADMIN, hasCapability } from './capabilities';
import type { BadnessGeneration } from './generation';
import { heuristicPoints, type ChildSizes, type RunningTime } from './heuristicBadness';
import type { OomScope } from './scope';
import { isKernelThread } from './scoreScale';

/** Why the kernel never chooses a process, as far as /proc shows it. */
export type Exemption = 'init' | 'kernel-thread' | 'no-memory' | 'protected';

/** What the points of an eligible process are made of, in pages; their sum with `adjPages` and `bonusPages`. */
export interface BadnessParts {
  readonly rssPages: number;
  readonly swapPages: number;
  readonly pageTablePages: number;
  /** What oom_score_adj adds (or takes, below 0). */
  readonly adjPages: number;
  /** What CAP_SYS_ADMIN takes, never above 0; kernels before 4.17. */
  readonly bonusPages: number;
}

export type Badness =
  | { readonly kind: 'exempt'; readonly exemption: Exemption }
  | {
      readonly kind: 'eligible';
      /** In the generation's own unit: pages since 3.5, thousandths before, virtual pages before 2.6.36. */
      readonly points: number;
      /** Null for the heuristic, whose points are no sum. */
      readonly parts: BadnessParts | null;
    };

/** What only the heuristic of old kernels asks for. */
export interface HeuristicEvidence {
  readonly children: ChildSizes;
  readonly running: RunningTime;
}

const PROTECTED_SCORE_ADJ = -1000;
const PROTECTED_ADJ = -17;
const ROOT_BONUS_PERMILLE = 30;

/** Why a process is exempt, or null (oom_unkillable_task and oom_badness in mm/oom_kill.c). */
export function exemptionOf(process: ProcessSample): Exemption | null {
  if (process.pid === 1) return 'init';
  if (isKernelThread(process)) return 'kernel-thread';
  if (process.state === 'Z' || process.state === 'X' || process.vsizeBytes === 0) return 'no-memory';
  const isProtected =
    process.oomScoreAdj === null
      ? process.oomAdj === PROTECTED_ADJ
      : process.oomScoreAdj === PROTECTED_SCORE_ADJ;
  return isProtected ? 'protected' : null;
}

/**
 * The badness of a process within a scope (oom_badness in mm/oom_kill.c, each generation's own).
 *
 * What /proc does not show is taken as not so: a mm that was reaped already, a child of vfork on its parent's mm,
 * a process in swapoff. Root's bonus is left out where the capabilities were not read.
 */
export function badnessOf(
  process: ProcessSample,
  generation: BadnessGeneration,
  scope: OomScope,
  evidence: HeuristicEvidence,
): Badness {
  const exemption = exemptionOf(process);
  if (exemption !== null) return { kind: 'exempt', exemption };
  if (generation.kind === 'heuristic') {
    return { kind: 'eligible', points: heuristicPoints(process, generation, scope, evidence), parts: null };
  }
  if (generation.kind === 'permille') return permilleBadness(process, generation.countsPageTables, scope);
  const memory = memoryOf(process, scope.pageBytes);
  const bonus = rootBonusOf(process, generation);
  const adj = (process.oomScoreAdj ?? 0) - (bonus === 'of-total' ? ROOT_BONUS_PERMILLE : 0);
  // Divided first, as the kernel does: on small machines multiplying first is off by several points.
  const thousandthPages = Math.trunc(scope.totalPages / 1000);
  const adjPages = (process.oomScoreAdj ?? 0) * thousandthPages;
  const usedPages = memory.rssPages + memory.swapPages + memory.pageTablePages;
  const bonusPages =
    bonus === 'of-own' ? -Math.trunc((usedPages * 3) / 100) : adj * thousandthPages - adjPages;
  const sum = usedPages + bonusPages + adjPages;
  const points = generation.kind === 'pages' ? Math.max(1, sum) : sum;
  return { kind: 'eligible', points, parts: { ...memory, adjPages, bonusPages } };
}

/** What CAP_SYS_ADMIN is worth to a process on this kernel. */
function rootBonusOf(
  { effectiveCapabilities }: ProcessSample,
  generation: BadnessGeneration,
): 'of-total' | 'of-own' | 'none' {
  if (generation.kind !== 'pages' || generation.rootBonus === 'none') return 'none';
  return hasCapability(effectiveCapabilities, CAP_SYS_ADMIN) === true ? generation.rootBonus : 'none';
}

function permilleBadness(process: ProcessSample, countsPageTables: boolean, scope: OomScope): Badness {
  const all = memoryOf(process, scope.pageBytes);
  const memory = countsPageTables ? all : { ...all, pageTablePages: 0 };
  const usedPages = memory.rssPages + memory.swapPages + memory.pageTablePages;
  const bonus =
    hasCapability(process.effectiveCapabilities, CAP_SYS_ADMIN) === true ? -ROOT_BONUS_PERMILLE : 0;
  const adj = process.oomScoreAdj ?? 0;
  const sum = Math.trunc((usedPages * 1000) / scope.totalPages) + bonus + adj;
  const toPages = (permille: number): number => Math.trunc((permille * scope.totalPages) / 1000);
  return {
    kind: 'eligible',
    points: Math.min(1000, Math.max(1, sum)),
    parts: { ...memory, adjPages: toPages(adj), bonusPages: toPages(bonus) },
  };
}

function memoryOf(
  process: ProcessSample,
  pageBytes: number,
): Pick<BadnessParts, 'rssPages' | 'swapPages' | 'pageTablePages'> {
  return {
    rssPages: process.rssPages,
    swapPages: process.swapPages ?? 0,
    pageTablePages: Math.trunc((process.pageTableBytes ?? 0) / pageBytes),
  };
}

/**
 * What `/proc/PID/oom_score` should read (proc_oom_score in fs/proc/base.c).
 *
 * @param totalPages RAM and swap of the machine, never of a cgroup: the file knows no other
 */
export function oomScoreOf(badness: Badness, generation: BadnessGeneration, totalPages: number): number {
  if (badness.kind === 'exempt') return 0;
  const { points } = badness;
  if (generation.kind === 'heuristic' || generation.kind === 'permille') return points;
  const permille = Math.trunc((points * 1000) / totalPages);
  if (generation.kind === 'pages') return permille;
  // Adj above -1000 keeps this above 0 but for rounding: the file never shows a negative number.
  return Math.max(0, Math.trunc(((1000 + permille) * 2) / 3));
}
