import type { CgroupSample, HostSample, ProcessSample, Vmstat } from '../model';
import { isWithinCgroup } from '../oom/cgroupPath';
import { availableMemoryOf } from './availableMemory';

/** What is kept of a sample to tell in which way a host is going: a few numbers, since a fleet keeps many of them. */
export interface Vitals {
  readonly uptimeSeconds: number;
  readonly availableBytes: number | null;
  readonly swapFreeBytes: number | null;
  readonly swapInPages: number | null;
  readonly swapOutPages: number | null;
  /** Pages that were read back soon after they had been dropped. */
  readonly refaultPages: number | null;
  readonly oomKills: number | null;
  /** What each cgroup with a limit holds. */
  readonly cgroups: ReadonlyMap<string, HeldMemory>;
}

/** The parts of a sample that a judgement is made from. */
export type RiskSample = Pick<
  HostSample,
  'at' | 'host' | 'memory' | 'zones' | 'buddy' | 'vmstat' | 'pressure' | 'cgroups' | 'processes'
>;

/** Takes the vitals of one sample. */
export function vitalsOf(sample: RiskSample): Vitals {
  const { at, host, memory, zones, vmstat } = sample;
  return {
    uptimeSeconds: at.uptimeSeconds,
    availableBytes: availableMemoryOf(memory, zones, host.pageBytes)?.bytes ?? null,
    swapFreeBytes: memory?.swapFreeBytes ?? null,
    swapInPages: vmstat?.['pswpin'] ?? null,
    swapOutPages: vmstat?.['pswpout'] ?? null,
    refaultPages: refaultsOf(vmstat),
    oomKills: vmstat?.['oom_kill'] ?? null,
    cgroups: heldByLimited(sample),
  };
}

/** How far back a judgement looks, however often a host is read. */
const RECENT_SECONDS = 120;
/** A host that is read rarely still has so many behind it, and one that is read often no more than these. */
const FEWEST_SAMPLES = 2;
const MOST_SAMPLES = 120;

/** The vitals of the last samples, oldest first, with one more. A host that has booted since starts over. */
export function withVitals(recent: readonly Vitals[], sample: RiskSample): readonly Vitals[] {
  const next = vitalsOf(sample);
  const last = recent.at(-1);
  const kept = last !== undefined && last.uptimeSeconds > next.uptimeSeconds ? [] : recent;
  const all = [...kept, next].slice(-MOST_SAMPLES);
  const first = all.findIndex(({ uptimeSeconds }) => next.uptimeSeconds - uptimeSeconds <= RECENT_SECONDS);
  return all.slice(Math.max(0, Math.min(first, all.length - FEWEST_SAMPLES)));
}

/** One counter up to 5.8, one for anonymous memory and one for files since. */
function refaultsOf(vmstat: Vmstat | null): number | null {
  const whole = vmstat?.['workingset_refault'];
  const [anon, file] = [vmstat?.['workingset_refault_anon'], vmstat?.['workingset_refault_file']];
  return whole ?? (anon === undefined && file === undefined ? null : (anon ?? 0) + (file ?? 0));
}

/** What a cgroup holds that reclaim cannot simply drop. */
export interface HeldMemory {
  readonly bytes: number;
  /** Cache that could be dropped may be in it: nothing says how much. */
  readonly mayHoldCache: boolean;
}

function heldByLimited({ cgroups, processes, host }: RiskSample): ReadonlyMap<string, HeldMemory> {
  const limited = cgroups.filter(({ limitBytes }) => typeof limitBytes === 'number');
  if (limited.length === 0) return NOTHING_HELD;
  const residentPages = residentPagesByCgroup(processes);
  return new Map(
    limited.flatMap((cgroup) => {
      const held = heldMemoryOf(cgroup, residentPages, host.pageBytes);
      return held === null ? [] : [[cgroup.path, held] as const];
    }),
  );
}

const NOTHING_HELD: ReadonlyMap<string, HeldMemory> = new Map();

/** Memory of processes that is no file's, by the cgroup that each is in itself. */
function residentPagesByCgroup(processes: readonly ProcessSample[]): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  for (const { cgroup, rssAnonPages, rssShmemPages, rssPages } of processes) {
    if (cgroup === null) continue;
    const own = rssAnonPages === null ? rssPages : rssAnonPages + (rssShmemPages ?? 0);
    pages.set(cgroup, (pages.get(cgroup) ?? 0) + own);
  }
  return pages;
}

/** A cgroup's usage counts cache, and one that reads files fills up to its limit in all innocence. */
function heldMemoryOf(
  { path, usageBytes, stat }: CgroupSample,
  residentPages: ReadonlyMap<string, number>,
  pageBytes: number | null,
): HeldMemory | null {
  if (usageBytes === null) return null;
  if (stat !== null && stat.fileBytes !== null) {
    const cacheBytes = stat.fileBytes - (stat.shmemBytes ?? 0) + (stat.slabReclaimableBytes ?? 0);
    return { bytes: Math.max(0, usageBytes - Math.max(0, cacheBytes)), mayHoldCache: false };
  }
  const members = [...residentPages].filter(([own]) => isWithinCgroup(own, path));
  if (members.length === 0 || pageBytes === null) return { bytes: usageBytes, mayHoldCache: true };
  const pages = members.reduce((sum, [, own]) => sum + own, 0);
  return { bytes: Math.min(usageBytes, pages * pageBytes), mayHoldCache: false };
}
