/**
 * `/proc/meminfo` (fs/proc/meminfo.c). Every amount is in bytes (the kernel's "kB" is KiB and is converted by the
 * parser); names are the kernel's, changed mechanically to camelCase (`Active(anon)` is `activeAnonBytes`).
 * `null`: this kernel does not print the field, which is not the same as zero.
 */
export interface Meminfo {
  readonly memTotalBytes: number | null;
  readonly memFreeBytes: number | null;
  /** Since 3.14. */
  readonly memAvailableBytes: number | null;
  readonly buffersBytes: number | null;
  readonly cachedBytes: number | null;
  readonly swapCachedBytes: number | null;
  readonly activeBytes: number | null;
  readonly inactiveBytes: number | null;
  /** Since 2.6.28, as the other anon and file halves. */
  readonly activeAnonBytes: number | null;
  readonly inactiveAnonBytes: number | null;
  readonly activeFileBytes: number | null;
  readonly inactiveFileBytes: number | null;
  readonly unevictableBytes: number | null;
  readonly mlockedBytes: number | null;
  /** The four below only where the kernel has CONFIG_HIGHMEM (and on all kernels up to 2.6.18). */
  readonly highTotalBytes: number | null;
  readonly highFreeBytes: number | null;
  readonly lowTotalBytes: number | null;
  readonly lowFreeBytes: number | null;
  readonly swapTotalBytes: number | null;
  readonly swapFreeBytes: number | null;
  readonly dirtyBytes: number | null;
  readonly writebackBytes: number | null;
  readonly anonPagesBytes: number | null;
  readonly mappedBytes: number | null;
  readonly shmemBytes: number | null;
  readonly kReclaimableBytes: number | null;
  readonly slabBytes: number | null;
  readonly sReclaimableBytes: number | null;
  readonly sUnreclaimBytes: number | null;
  readonly kernelStackBytes: number | null;
  readonly pageTablesBytes: number | null;
  readonly secPageTablesBytes: number | null;
  readonly percpuBytes: number | null;
  readonly commitLimitBytes: number | null;
  readonly committedAsBytes: number | null;
  readonly vmallocUsedBytes: number | null;
  readonly anonHugePagesBytes: number | null;
  readonly hardwareCorruptedBytes: number | null;
  readonly cmaTotalBytes: number | null;
  readonly cmaFreeBytes: number | null;
  /** Counts of huge pages of the default size, not bytes. */
  readonly hugePagesTotal: number | null;
  readonly hugePagesFree: number | null;
  readonly hugePagesRsvd: number | null;
  readonly hugePagesSurp: number | null;
  readonly hugepagesizeBytes: number | null;
  /** All huge pages of every size (since 4.18). */
  readonly hugetlbBytes: number | null;
  /** Every other line that carries a unit, by the kernel's own name, in bytes. */
  readonly otherBytes: Readonly<Record<string, number>>;
}
