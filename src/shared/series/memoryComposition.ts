import type { Meminfo, MemoryComposition } from '../model';

/** The parts that meminfo prints, in the order in which an excess is taken off them: see {@link fittedTo}. */
interface Parts {
  fileCacheBytes: number | null;
  kernelBytes: number | null;
  slabReclaimableBytes: number | null;
  slabUnreclaimableBytes: number | null;
  shmemBytes: number | null;
  hugetlbBytes: number | null;
  anonBytes: number | null;
  freeBytes: number | null;
}

const PART_NAMES = [
  'fileCacheBytes',
  'kernelBytes',
  'slabReclaimableBytes',
  'slabUnreclaimableBytes',
  'shmemBytes',
  'hugetlbBytes',
  'anonBytes',
  'freeBytes',
] as const satisfies readonly (keyof Parts)[];

/** The sum of what is printed; null if nothing of it is. */
function sumOfPrinted(amounts: readonly (number | null)[]): number | null {
  let sum: number | null = null;
  for (const amount of amounts) if (amount !== null) sum = (sum ?? 0) + amount;
  return sum;
}

/** Huge pages set aside: all sizes where the kernel adds them up (since 4.18), else the pages of the default size. */
function hugetlbBytesOf(memory: Meminfo): number | null {
  if (memory.hugetlbBytes !== null) return memory.hugetlbBytes;
  const { hugePagesTotal, hugepagesizeBytes } = memory;
  return hugePagesTotal === null || hugepagesizeBytes === null ? null : hugePagesTotal * hugepagesizeBytes;
}

/** Cached counts shmem as page cache; before Shmem was printed (2.6.32) it cannot be told apart and stays in here. */
function fileCacheBytesOf(memory: Meminfo): number | null {
  const cacheBytes = sumOfPrinted([memory.cachedBytes, memory.buffersBytes]);
  return cacheBytes === null ? null : Math.max(0, cacheBytes - (memory.shmemBytes ?? 0));
}

function partsOf(memory: Meminfo): Parts {
  return {
    fileCacheBytes: fileCacheBytesOf(memory),
    kernelBytes: sumOfPrinted([
      memory.kernelStackBytes,
      memory.pageTablesBytes,
      memory.secPageTablesBytes,
      memory.percpuBytes,
    ]),
    slabReclaimableBytes: memory.sReclaimableBytes,
    slabUnreclaimableBytes: memory.sUnreclaimBytes,
    shmemBytes: memory.shmemBytes,
    hugetlbBytes: hugetlbBytesOf(memory),
    anonBytes: memory.anonPagesBytes,
    freeBytes: memory.memFreeBytes,
  };
}

/**
 * Makes the parts fit into the total. The kernel reads its counters one after another and keeps them per CPU, so their
 * sum can exceed the total by a little; in containers whose meminfo is made up by more. The excess comes off the page
 * cache first, whose counters overlap others', and off free memory last.
 */
function fittedTo(totalBytes: number, parts: Parts): Parts {
  const fitted: Parts = { ...parts };
  let excessBytes = (sumOfPrinted(PART_NAMES.map((name) => parts[name])) ?? 0) - totalBytes;
  for (const name of PART_NAMES) {
    if (excessBytes <= 0) break;
    const partBytes = fitted[name];
    if (partBytes === null) continue;
    const takenBytes = Math.min(partBytes, excessBytes);
    fitted[name] = partBytes - takenBytes;
    excessBytes -= takenBytes;
  }
  return fitted;
}

/**
 * Where all of a host's RAM is.
 *
 * @param memory `/proc/meminfo`, in bytes
 * @returns parts in bytes that add up to `memTotalBytes` exactly; a part that this kernel does not print is null and
 *   its pages are in `otherBytes`, as are pages of the swap cache that no process maps, drivers' pages and vmalloc.
 *   Null if the total is not known.
 */
export function memoryCompositionOf(memory: Meminfo): MemoryComposition | null {
  const totalBytes = memory.memTotalBytes;
  if (totalBytes === null) return null;
  const parts = fittedTo(totalBytes, partsOf(memory));
  const knownBytes = sumOfPrinted(PART_NAMES.map((name) => parts[name])) ?? 0;
  return { totalBytes, ...parts, otherBytes: totalBytes - knownBytes };
}
