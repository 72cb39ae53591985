import type { CgroupSample, ProcessSample } from '../model';
import { isWithinCgroup } from './cgroupPath';
import type { Candidate, Ranking } from './ranking';

/** Who dies of a ranking: the one with the most points, or a child that is sacrificed for it. */
export interface Victim {
  /** The one with the most points. */
  readonly chosen: Candidate;
  /** The one that is killed: a child of it on kernels before 5.1, if it has one that can be. */
  readonly dies: Candidate;
  /** Candidates as close to the first as the kernel's counters may be off; empty where it stands alone. */
  readonly tiedWith: readonly Candidate[];
}

/**
 * Who the kernel would kill (oom_kill_process in mm/oom_kill.c), if the shortage came now and nothing changed before it.
 * Which children share their parent's memory, and so are not asked, is not in /proc: they are taken to have their own.
 *
 * @returns null where nothing can be killed
 */
export function victimOf({ candidates, chosenGeneration }: Ranking): Victim | null {
  const [chosen] = candidates;
  if (chosen?.badness.kind !== 'eligible') return null;
  const tiedWith = candidates.filter(
    (candidate) => candidate !== chosen && chosen.tieGroup !== null && candidate.tieGroup === chosen.tieGroup,
  );
  const children = candidates.filter(
    ({ process, badness }) => process.ppid === chosen.process.pid && badness.kind === 'eligible',
  );
  const { generation } = chosenGeneration;
  const sacrifices = generation.kind === 'signed' ? 'none' : generation.sacrifices;
  return { chosen, dies: childOf(children, sacrifices) ?? chosen, tiedWith };
}

/** @param children in the order of the ranking */
function childOf(
  children: readonly Candidate[],
  sacrifices: 'none' | 'first' | 'worst',
): Candidate | undefined {
  if (sacrifices === 'none') return undefined;
  if (sacrifices === 'first') return children.toSorted(byAge)[0];
  const [worst] = children;
  if (worst?.badness.kind !== 'eligible') return undefined;
  // More points replace the child that was picked; the same points do not, so the eldest of the worst dies.
  const { points } = worst.badness;
  return children
    .filter(({ badness }) => badness.kind === 'eligible' && badness.points === points)
    .toSorted(byAge)[0];
}

function byAge({ process: a }: Candidate, { process: b }: Candidate): number {
  return (a.startTicks ?? 0) - (b.startTicks ?? 0) || a.pid - b.pid;
}

/**
 * The cgroup that dies whole with a victim (mem_cgroup_get_oom_group in mm/memcontrol.c, since 4.19): the topmost one with
 * `memory.oom.group` between the victim's own and the one that ran out.
 *
 * @param scopePath the cgroup that ran out; `/` for the whole host
 * @returns null where only the victim dies, or its cgroup is not known
 */
export function groupKilledWith(
  victim: ProcessSample,
  cgroups: readonly CgroupSample[],
  scopePath: string,
): CgroupSample | null {
  const own = victim.cgroup;
  if (own === null) return null;
  const above = cgroups.filter(
    ({ path, isGroupKilled }) =>
      isGroupKilled === true && isWithinCgroup(own, path) && isWithinCgroup(path, scopePath),
  );
  return above.toSorted((a, b) => a.path.length - b.path.length)[0] ?? null;
}
