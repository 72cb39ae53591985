/**
 * One process of a sweep over `/proc/PID/{stat,status,oom_score,oom_score_adj}`. The rows of a sweep are not of one
 * instant: reading two thousand processes takes tens of milliseconds. `null`: not reported (kernel too old, no
 * permission, or the recording left it out).
 */
export interface ProcessSample {
  readonly pid: number;
  readonly ppid: number;
  /** Real user id. */
  readonly uid: number | null;
  /** User name, for the top candidates only. Foreign text. */
  readonly user: string | null;
  /** At most 15 characters, chosen by whoever runs the process: foreign text, never markup. */
  readonly comm: string;
  /** Arguments joined by blanks, words that look like secrets masked, for the top candidates only. Foreign text. */
  readonly commandLine: string | null;
  /** One letter of `/proc/PID/stat`: R S D Z T t X I. */
  readonly state: string | null;
  /** Start time in ticks since boot: with the pid it names one process for ever. */
  readonly startTicks: number | null;
  readonly nice: number | null;
  /** utime + stime in ticks. */
  readonly cpuTicks: number | null;
  readonly vsizeBytes: number | null;
  /** Pages of RAM in use. 0 for kernel threads. */
  readonly rssPages: number;
  /** The three parts of RSS, since 4.5. */
  readonly rssAnonPages: number | null;
  readonly rssFilePages: number | null;
  readonly rssShmemPages: number | null;
  /** VmSwap, since 2.6.34. */
  readonly swapPages: number | null;
  /** VmPTE (and VmPMD where printed). */
  readonly pageTableBytes: number | null;
  /** Effective capabilities as the kernel prints them: 16 hex digits (8 on old kernels). */
  readonly effectiveCapabilities: string | null;
  /** The kernel's own `/proc/PID/oom_score`. Its scale depends on the kernel; do not assume a maximum. */
  readonly oomScore: number | null;
  /** -1000..1000, since 2.6.36. */
  readonly oomScoreAdj: number | null;
  /** -17..15, the older scale; read only where `oom_score_adj` is missing. */
  readonly oomAdj: number | null;
  /** The memory cgroup, of members of limited ones and of the top candidates. Foreign text. */
  readonly cgroup: string | null;
  /** NUMA nodes whose memory it may use, as the kernel lists them: `0-1,3`. Read on hosts with more than one node. */
  readonly memsAllowed: string | null;
}
