import { formatBytes } from '../../../../shared/messages/format';
import type { HostWideSample } from '../../../../shared/model';
import type { Language } from '../../../../shared/messages/format';
import type { Text, TextKey } from '../../i18n/catalogue';
import { formatRatio } from '../../i18n/format';

/** One number of the row above the charts. */
export interface MemoryStat {
  readonly label: TextKey;
  /** Null: not reported by this kernel. */
  readonly amount: string | null;
  readonly note: Text | null;
}

function bytes(amount: number | null | undefined): string | null {
  return amount === null || amount === undefined ? null : formatBytes(amount);
}

function sum(...amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>(
    (total, amount) => (total === null || amount === null ? null : total + amount),
    0,
  );
}

function shareNote(part: number | null, total: number | null, language: Language): Text | null {
  if (part === null || total === null || total === 0) return null;
  return { key: 'host.stat.ofTotal', params: { percent: formatRatio(part / total, language) } };
}

function swapStat(memory: NonNullable<HostWideSample['memory']>): MemoryStat {
  const { swapTotalBytes, swapFreeBytes } = memory;
  const label = 'host.stat.swap';
  if (swapTotalBytes === null || swapFreeBytes === null) return { label, amount: null, note: null };
  if (swapTotalBytes === 0) return { label, amount: '–', note: { key: 'host.stat.noSwap' } };
  return {
    label,
    amount: formatBytes(swapTotalBytes - swapFreeBytes),
    note: { key: 'host.stat.ofSwap', params: { amount: formatBytes(swapTotalBytes) } },
  };
}

/** On 32-bit hosts: the part of RAM that the kernel itself can use, which ends first. Absent where that is all of it. */
function lowMemoryStats({
  lowTotalBytes,
  lowFreeBytes,
  highTotalBytes,
}: NonNullable<HostWideSample['memory']>): MemoryStat[] {
  if (highTotalBytes === null || highTotalBytes === 0 || lowTotalBytes === null) return [];
  return [
    {
      label: 'host.stat.lowFree',
      amount: bytes(lowFreeBytes),
      note: { key: 'host.stat.ofSwap', params: { amount: formatBytes(lowTotalBytes) } },
    },
  ];
}

/** The numbers that say how a host stands, from one sample. Empty while meminfo has not been read. */
export function memoryStatsOf(
  sample: Pick<HostWideSample, 'memory' | 'vmstat'>,
  language: Language,
): readonly MemoryStat[] {
  const { memory, vmstat } = sample;
  if (memory === null) return [];
  const total = memory.memTotalBytes;
  const cache = sum(memory.cachedBytes, memory.buffersBytes);
  const fileCache = cache === null ? null : cache - (memory.shmemBytes ?? 0);
  const reclaimable = bytes(memory.sReclaimableBytes);
  const oomKills = vmstat?.['oom_kill'];
  return [
    { label: 'host.stat.total', amount: bytes(total), note: null },
    {
      label: 'host.stat.available',
      amount: bytes(memory.memAvailableBytes),
      note: shareNote(memory.memAvailableBytes, total, language),
    },
    {
      label: 'host.stat.free',
      amount: bytes(memory.memFreeBytes),
      note: shareNote(memory.memFreeBytes, total, language),
    },
    ...lowMemoryStats(memory),
    {
      label: 'host.stat.anon',
      amount: bytes(memory.anonPagesBytes),
      note: shareNote(memory.anonPagesBytes, total, language),
    },
    { label: 'host.stat.cache', amount: bytes(fileCache), note: shareNote(fileCache, total, language) },
    {
      label: 'host.stat.slab',
      amount: bytes(memory.slabBytes),
      note: reclaimable === null ? null : { key: 'host.stat.reclaimable', params: { amount: reclaimable } },
    },
    swapStat(memory),
    {
      label: 'host.stat.oomKills',
      amount: oomKills === undefined ? null : String(oomKills),
      note: null,
    },
  ];
}
