import type { MemoryPressure } from './pressure';

/** A limit of a cgroup: bytes, or none at all. `null`: not read, or not in this version. */
export type CgroupLimit = number | 'unlimited' | null;

/** What happened in a cgroup since it was made. */
export interface CgroupEvents {
  /** Times that it was reclaimed although below its `memory.low`. */
  readonly low: number | null;
  /** Times that it was throttled over its `memory.high`. */
  readonly high: number | null;
  /** Times that it ran into its limit; version 1 counts them in `memory.failcnt`. */
  readonly max: number | null;
  /** Times that reclaim could not get it below its limit. */
  readonly oom: number | null;
  /** Processes of it that were killed by any OOM killer, also for the whole machine's sake. */
  readonly oomKill: number | null;
  /** Times that it was killed as a whole. */
  readonly oomGroupKill: number | null;
}

/** What a cgroup's memory consists of (`memory.stat`, descendants included). */
export interface CgroupStat {
  readonly anonBytes: number | null;
  /** Page cache, with tmpfs and shared memory. */
  readonly fileBytes: number | null;
  /** The part of it that cannot be dropped. */
  readonly shmemBytes: number | null;
  readonly slabReclaimableBytes: number | null;
}

/**
 * One memory cgroup (mm/memcontrol.c). Files that a kernel or version does not have are null, and so are those that were
 * not read: only cgroups with a limit of their own are read whole.
 */
export interface CgroupSample {
  /** Below the mount, beginning with a slash; foreign text. */
  readonly path: string;
  readonly version: 1 | 2;
  readonly usageBytes: number | null;
  /** `memory.max`, or `memory.limit_in_bytes`. */
  readonly limitBytes: CgroupLimit;
  readonly highBytes: CgroupLimit;
  readonly lowBytes: CgroupLimit;
  readonly minBytes: CgroupLimit;
  /** Version 1: what reclaim brings it back to while the machine is short. */
  readonly softLimitBytes: CgroupLimit;
  /** Version 2: swap alone. */
  readonly swapUsageBytes: number | null;
  readonly swapLimitBytes: CgroupLimit;
  /** Version 1: memory and swap together. */
  readonly memorySwapUsageBytes: number | null;
  readonly memorySwapLimitBytes: CgroupLimit;
  readonly kmemUsageBytes: number | null;
  readonly kmemLimitBytes: CgroupLimit;
  /** Version 1: its own swappiness. */
  readonly swappiness: number | null;
  /** `memory.oom.group`: killed as a whole. */
  readonly isGroupKilled: boolean | null;
  /** Version 1, `oom_kill_disable`: its processes wait at the limit and are not killed. */
  readonly isKillDisabled: boolean | null;
  /** Version 1: they wait now. */
  readonly isUnderOom: boolean | null;
  readonly events: CgroupEvents;
  readonly stat: CgroupStat | null;
  readonly pressure: MemoryPressure | null;
}
