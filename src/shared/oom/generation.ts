import type { ProcessSample } from '../model';
import { isAtLeast, parseKernelRelease, type KernelRelease } from './kernelRelease';
import { scoreScaleOf } from './scoreScale';

/**
 * How a kernel computes badness (mm/oom_kill.c), by what it does and not by its number.
 *
 * - `heuristic` (2.6.8 to 2.6.35): virtual size, children, CPU time, run time, nice, capabilities, `oom_adj` as a shift.
 * - `permille` (2.6.36 to 3.4, and Red Hat's 2.6.32 of EL6): 0 to 1000 of RAM and swap, plus adj.
 * - `pages` (3.5 to 5.8): pages of memory, adj in thousandths of RAM and swap; nothing below 1.
 * - `signed` (5.9 and later): the same sum without the floor; `oom_score` shifted up by two thirds of 1000.
 */
export type BadnessGeneration =
  | {
      readonly kind: 'heuristic';
      /** What a child with an address space of its own adds: all of its size, half of it, or nothing. */
      readonly children: 'none' | 'whole' | 'half';
      /** Who counts a quarter: CAP_SYS_ADMIN and root (to 2.6.24), or CAP_SYS_ADMIN and CAP_SYS_RESOURCE. */
      readonly quarters: 'admin-or-root' | 'admin-or-resource';
      /** Who is killed in place of the chosen one: its first child (2.6.11 and later), whatever its size. */
      readonly sacrifices: 'none' | 'first';
      /** Who may use none of the nodes in question counts an eighth (since 2.6.24); before, it is passed over. */
      readonly countsForeignNodes: boolean;
      /** A positive oom_adj shifts at least 1 (since 2.6.24). */
      readonly shiftsAtLeastOne: boolean;
    }
  | {
      readonly kind: 'permille';
      readonly countsPageTables: boolean;
      /** The child with the most points, even if it has fewer than its parent. */
      readonly sacrifices: 'worst';
    }
  | {
      readonly kind: 'pages';
      /** What CAP_SYS_ADMIN takes off: 3 % of all memory, 3 % of what the process uses, or nothing (since 4.17). */
      readonly rootBonus: 'of-total' | 'of-own' | 'none';
      /** The child with the most points is killed in place of the chosen one (to 5.0; not in Enterprise Linux 8). */
      readonly sacrifices: 'none' | 'worst';
      /** Among equals the first of the task list is chosen, since 5.3 the last. */
      readonly isLastOfEqualsChosen: boolean;
    }
  | { readonly kind: 'signed'; readonly hasApproximateRss: boolean };

/** What a generation was chosen by: the host's own files and scores, its version, or the lack of both. */
export interface ChosenGeneration {
  readonly generation: BadnessGeneration;
  readonly by: 'evidence' | 'version' | 'default';
}

const NEWEST: BadnessGeneration = { kind: 'signed', hasApproximateRss: true };

/**
 * The generation of a host: what its files and scores show first, since vendors backport, then its version.
 *
 * @param release `uname -r`
 * @param processes the newest sweep; may be empty
 */
export function generationOf(release: string | null, processes: readonly ProcessSample[]): ChosenGeneration {
  const version = parseKernelRelease(release);
  const byVersion = version === null ? null : generationOfVersion(version);
  const byEvidence = generationByEvidence(version, byVersion, processes);
  if (byEvidence !== null) return { generation: byEvidence, by: 'evidence' };
  return byVersion === null
    ? { generation: NEWEST, by: 'default' }
    : { generation: byVersion, by: 'version' };
}

function generationByEvidence(
  version: KernelRelease | null,
  byVersion: BadnessGeneration | null,
  processes: readonly ProcessSample[],
): BadnessGeneration | null {
  const shown = shownBy(version, processes);
  // The version knows the finer points, as long as it agrees on the rough one.
  if (shown === null || shown.kind === byVersion?.kind) return shown === null ? null : byVersion;
  return shown.kind === 'pages' && byVersion?.kind === 'permille' ? byVersion : shown;
}

/** What files and scores show, whatever the version says; null where they show nothing. */
function shownBy(
  version: KernelRelease | null,
  processes: readonly ProcessSample[],
): BadnessGeneration | null {
  switch (scoreScaleOf(processes)) {
    case 'points':
      return heuristic(version);
    case 'signed':
      return signed(version);
    case 'share':
      return pages(version);
    case null: {
      const isOld = version !== null && !isAtLeast(version, 2, 6, 36);
      // The file is there, which rules the oldest out; more cannot be told.
      const hasScoreAdj = processes.some((process) => process.oomScoreAdj !== null);
      return isOld && hasScoreAdj ? { kind: 'permille', countsPageTables: true, sacrifices: 'worst' } : null;
    }
  }
}

function generationOfVersion(version: KernelRelease): BadnessGeneration {
  if (isAtLeast(version, 5, 9)) return signed(version);
  if (isAtLeast(version, 3, 5)) return pages(version);
  if (isAtLeast(version, 2, 6, 36))
    return { kind: 'permille', countsPageTables: isAtLeast(version, 2, 6, 39), sacrifices: 'worst' };
  return version.enterpriseLinux === 6
    ? { kind: 'permille', countsPageTables: true, sacrifices: 'worst' }
    : heuristic(version);
}

function heuristic(version: KernelRelease | null): BadnessGeneration {
  const isFrom = (patch: number): boolean => version === null || isAtLeast(version, 2, 6, patch);
  return {
    kind: 'heuristic',
    children: isFrom(18) ? 'half' : isFrom(11) ? 'whole' : 'none',
    sacrifices: isFrom(11) ? 'first' : 'none',
    quarters: isFrom(30) ? 'admin-or-resource' : 'admin-or-root',
    countsForeignNodes: isFrom(24),
    shiftsAtLeastOne: isFrom(24),
  };
}

function pages(version: KernelRelease | null): BadnessGeneration {
  const isLastOfEqualsChosen = version !== null && isAtLeast(version, 5, 3);
  const sacrificesNone = version === null || isAtLeast(version, 5, 1) || (version.enterpriseLinux ?? 0) >= 8;
  const sacrifices = sacrificesNone ? 'none' : 'worst';
  return { kind: 'pages', rootBonus: rootBonusOf(version), sacrifices, isLastOfEqualsChosen };
}

/** Stable kernels that took over, from this patch on, that the bonus is a share of what the process itself uses. */
const OWN_SHARE_SINCE_PATCH: Readonly<Record<string, number>> = { '3.10': 65, '3.13': 10 };

/** Gone in 4.17; a share of the process's own use since 3.14, and in the kernels that took that over. */
function rootBonusOf(version: KernelRelease | null): 'of-total' | 'of-own' | 'none' {
  if (version === null || isAtLeast(version, 4, 17) || (version.enterpriseLinux ?? 0) >= 8) return 'none';
  if (isAtLeast(version, 3, 14) || version.enterpriseLinux === 7) return 'of-own';
  const since = OWN_SHARE_SINCE_PATCH[`${String(version.major)}.${String(version.minor)}`];
  return since !== undefined && version.patch >= since ? 'of-own' : 'of-total';
}

/** Since 6.2 RSS is counted per CPU, and the score reads the rough sum where `status` reads the exact one. */
function signed(version: KernelRelease | null): BadnessGeneration {
  return { kind: 'signed', hasApproximateRss: version === null || isAtLeast(version, 6, 2) };
}
