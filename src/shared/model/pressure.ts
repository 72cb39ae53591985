/** One line of a PSI file (kernel/sched/psi.c, since 4.20). */
export interface PressureLine {
  /** Share of the last 10, 60 and 300 seconds in which tasks stalled, 0 to 100. */
  readonly avg10Percent: number;
  readonly avg60Percent: number;
  readonly avg300Percent: number;
  /** Stall time since boot in microseconds. */
  readonly totalUs: number;
}

/** `/proc/pressure/memory`: `some`: at least one task stalled; `full`: all runnable tasks did. */
export interface MemoryPressure {
  readonly some: PressureLine | null;
  readonly full: PressureLine | null;
}
