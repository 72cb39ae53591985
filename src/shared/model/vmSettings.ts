/** What the kernel was told about memory: `/proc/sys/vm` (kernel/sysctl.c, mm/). `null`: not in this kernel, or not read. */
export interface VmSettings {
  /** 0: kill; 1: panic where the whole machine is short; 2: always panic. */
  readonly panicOnOom: number | null;
  /** Not 0: whoever asks for memory is killed, not the one with the most points. */
  readonly oomKillAllocatingTask: number | null;
  readonly oomDumpTasks: number | null;
  /** 0: guess, 1: always, 2: never beyond the limit. */
  readonly overcommitMemory: number | null;
  readonly overcommitRatioPercent: number | null;
  readonly overcommitBytes: number | null;
  readonly swappiness: number | null;
  readonly minFreeBytes: number | null;
  /** In ten thousandths of a zone. */
  readonly watermarkScaleFactor: number | null;
  readonly lowmemReserveRatio: readonly number[] | null;
}
