/**
 * `/proc/meminfo`, printed by meminfo_proc_show in fs/proc/meminfo.c
 * (https://docs.kernel.org/filesystems/proc.html#meminfo).
 *
 *     MemTotal:         217572 kB
 *     HugePages_Total:       0
 *
 * Amounts are KiB although the kernel writes "kB"; the HugePages_ counts have no unit. Which lines there are depends
 * on the release: HighTotal to LowFree on every kernel up to 2.6.18 and since 2.6.24 only with CONFIG_HIGHMEM;
 * CommitLimit came between 2.6.9 and 2.6.18, SReclaimable and SUnreclaim by 2.6.24, Active(anon) and its kin with
 * 2.6.28, MemAvailable with 3.14 (distributions have it in older releases), Hugetlb with 4.18.
 */
import type { Meminfo } from '../../shared/model';
import type { ParseProblem, Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount } from './kernelText';

const FILE = 'meminfo';
const BYTES_PER_KIB = 1024;

/** A kernel name (so never `__proto__`) and what stands behind its colon. */
const LINE = /^([A-Za-z][\w()]*):(.*)$/;

/** What one line says; `expected` where it says nothing that can be used. */
type Entry =
  | { readonly kind: 'bytes' | 'count'; readonly amount: number; readonly line: KernelLine }
  | { readonly kind: 'bad'; readonly expected: string; readonly line: KernelLine };

function entryOf(line: KernelLine, words: readonly string[]): Entry | null {
  const [number = '', unit] = words;
  // Cut off: what stands there may be the start of a longer number. Only a unit proves that the number is whole.
  if (!line.isWhole && unit !== 'kB') return null;
  const amount = parseCount(number);
  if (amount === null || words.length > 2 || (unit !== undefined && unit !== 'kB')) {
    return { kind: 'bad', expected: 'a whole number, with or without kB', line };
  }
  return unit === undefined
    ? { kind: 'count', amount, line }
    : { kind: 'bytes', amount: amount * BYTES_PER_KIB, line };
}

/** The lines by name. A name that stands there twice is of two texts glued together, and neither can be trusted. */
function entriesOf(lines: readonly KernelLine[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of lines) {
    const [, name, rest] = LINE.exec(line.text) ?? [];
    if (name === undefined || rest === undefined) continue;
    const entry = entryOf(line, rest.trim().split(/\s+/));
    if (entry === null) continue;
    entries.set(name, entries.has(name) ? { kind: 'bad', expected: `${name} once only`, line } : entry);
  }
  return entries;
}

/** Hands out the known lines one by one and remembers the first that is not as it should be. */
class KnownLines {
  readonly #entries: Map<string, Entry>;
  problem: ParseProblem | null = null;
  isAnyKnown = false;

  constructor(entries: Map<string, Entry>) {
    this.#entries = entries;
  }

  readonly bytes = (name: string): number | null => this.#take(name, 'bytes');
  readonly count = (name: string): number | null => this.#take(name, 'count');

  #take(name: string, kind: 'bytes' | 'count'): number | null {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    this.#entries.delete(name);
    this.isAnyKnown = true;
    if (entry.kind === kind) return entry.amount;
    const expected =
      entry.kind === 'bad' ? entry.expected : `${name} ${kind === 'bytes' ? 'with' : 'without'} kB`;
    if (this.problem === null || entry.line.number < (this.problem.line ?? 0)) {
      this.problem = malformedLine(FILE, entry.line, expected);
    }
    return null;
  }

  /** What nobody asked for and carries a unit. */
  otherBytes(): Record<string, number> {
    const others: Record<string, number> = {};
    for (const [name, entry] of this.#entries) if (entry.kind === 'bytes') others[name] = entry.amount;
    return others;
  }
}

type HugePages = Pick<
  Meminfo,
  | 'hugePagesTotal'
  | 'hugePagesFree'
  | 'hugePagesRsvd'
  | 'hugePagesSurp'
  | 'hugepagesizeBytes'
  | 'hugetlbBytes'
>;

function hugePagesOf({ bytes, count }: KnownLines): HugePages {
  return {
    hugePagesTotal: count('HugePages_Total'),
    hugePagesFree: count('HugePages_Free'),
    hugePagesRsvd: count('HugePages_Rsvd'),
    hugePagesSurp: count('HugePages_Surp'),
    hugepagesizeBytes: bytes('Hugepagesize'),
    hugetlbBytes: bytes('Hugetlb'),
  };
}

function meminfoOf(known: KnownLines): Meminfo {
  const { bytes } = known;
  return {
    memTotalBytes: bytes('MemTotal'),
    memFreeBytes: bytes('MemFree'),
    memAvailableBytes: bytes('MemAvailable'),
    buffersBytes: bytes('Buffers'),
    cachedBytes: bytes('Cached'),
    swapCachedBytes: bytes('SwapCached'),
    activeBytes: bytes('Active'),
    inactiveBytes: bytes('Inactive'),
    activeAnonBytes: bytes('Active(anon)'),
    inactiveAnonBytes: bytes('Inactive(anon)'),
    activeFileBytes: bytes('Active(file)'),
    inactiveFileBytes: bytes('Inactive(file)'),
    unevictableBytes: bytes('Unevictable'),
    mlockedBytes: bytes('Mlocked'),
    highTotalBytes: bytes('HighTotal'),
    highFreeBytes: bytes('HighFree'),
    lowTotalBytes: bytes('LowTotal'),
    lowFreeBytes: bytes('LowFree'),
    swapTotalBytes: bytes('SwapTotal'),
    swapFreeBytes: bytes('SwapFree'),
    dirtyBytes: bytes('Dirty'),
    writebackBytes: bytes('Writeback'),
    anonPagesBytes: bytes('AnonPages'),
    mappedBytes: bytes('Mapped'),
    shmemBytes: bytes('Shmem'),
    kReclaimableBytes: bytes('KReclaimable'),
    slabBytes: bytes('Slab'),
    sReclaimableBytes: bytes('SReclaimable'),
    sUnreclaimBytes: bytes('SUnreclaim'),
    kernelStackBytes: bytes('KernelStack'),
    pageTablesBytes: bytes('PageTables'),
    secPageTablesBytes: bytes('SecPageTables'),
    percpuBytes: bytes('Percpu'),
    commitLimitBytes: bytes('CommitLimit'),
    committedAsBytes: bytes('Committed_AS'),
    vmallocUsedBytes: bytes('VmallocUsed'),
    anonHugePagesBytes: bytes('AnonHugePages'),
    hardwareCorruptedBytes: bytes('HardwareCorrupted'),
    cmaTotalBytes: bytes('CmaTotal'),
    cmaFreeBytes: bytes('CmaFree'),
    ...hugePagesOf(known),
    otherBytes: known.otherBytes(),
  };
}

/**
 * Reads `/proc/meminfo`.
 *
 * @param text the file's content; any text is accepted
 * @returns every amount in bytes, null where this kernel prints no such line; lines that Lowmark has no name for are
 *   in `otherBytes` when they carry a unit. A line cut off at the end of the text is left out. A known line without a
 *   proper number, or twice, is a problem, and so is a text without any known line.
 */
export function parseMeminfo(text: string): Result<Meminfo> {
  const lines = kernelLines(text);
  const known = new KnownLines(entriesOf(lines));
  const meminfo = meminfoOf(known);
  if (known.problem !== null) return failed(known.problem);
  if (!known.isAnyKnown) return failed(nothingKnown(FILE, lines, 'a line such as "MemTotal: 217572 kB"'));
  return ok(meminfo);
}
