/**
 * One zone of one NUMA node, from `/proc/zoneinfo` (zoneinfo_show_print in mm/vmstat.c). Pages of the host's own
 * size. `null`: not printed by this kernel.
 */
export interface Zone {
  readonly node: number;
  /** `DMA`, `DMA32`, `Normal`, `HighMem`, `Movable` or `Device`. */
  readonly name: string;
  readonly freePages: number | null;
  readonly minPages: number | null;
  readonly lowPages: number | null;
  readonly highPages: number | null;
  /** Watermark boost, already part of min/low/high since 5.0; printed only by newer kernels. */
  readonly boostPages: number | null;
  readonly spannedPages: number | null;
  readonly presentPages: number | null;
  /** Since 3.10. */
  readonly managedPages: number | null;
  readonly cmaPages: number | null;
  /** The `protection:` line: pages of this zone kept from requests that could use zone number i (lowmem reserve). */
  readonly lowmemReservePages: readonly number[] | null;
  /** Every `nr_*` (and NUMA) item printed under the zone, by the kernel's own name. */
  readonly stats: Readonly<Record<string, number>>;
}

/** The `per-node stats` block (since 4.8), printed under the first populated zone of a node but true of the node. */
export interface NodeStats {
  readonly node: number;
  readonly stats: Readonly<Record<string, number>>;
}

/** One line of `/proc/pagetypeinfo` (mm/vmstat.c): free blocks by order of one migrate type; only root may read it. */
export interface MigrateTypeBlocks {
  readonly node: number;
  readonly zone: string;
  /** `Unmovable`, `Movable`, `Reclaimable`, `HighAtomic`, `CMA`, `Isolate`. */
  readonly migrateType: string;
  /** Counted to 100000 and no further. */
  readonly freeBlocks: readonly number[];
}

/** One line of `/proc/buddyinfo` (frag_show_print in mm/vmstat.c): free blocks by order, all migrate types together. */
export interface BuddyZone {
  readonly node: number;
  readonly zone: string;
  /** `freeBlocks[order]`; as many orders as the kernel prints, usually 11. Excludes pages on per-CPU lists. */
  readonly freeBlocks: readonly number[];
}
