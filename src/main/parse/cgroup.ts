/**
 * The files of one memory cgroup (mm/memcontrol.c), version 1 and 2:
 *
 *     memory.max            94371840, or max
 *     memory.limit_in_bytes 209715200; without a limit as many bytes as all pages that fit into a long
 *     memory.events         lines of a name and a count
 */
import type { CgroupEvents, CgroupLimit, CgroupSample, CgroupStat } from '../../shared/model';
import { kernelLines, parseCount } from './kernelText';
import { parsePressure } from './pressure';

/** The text of each file that was read, by its name. */
export type CgroupFiles = ReadonlyMap<string, string>;

/** No machine has as much; version 1 says so for "no limit" on 64 bits. */
const NO_LIMIT_FROM_BYTES = 2 ** 60;
/** The same on 32 bits: LONG_MAX pages, rounded down to pages or not. */
const NO_LIMIT_32_BIT_BYTES: readonly number[] = [2 ** 43 - 4096, 2 ** 43 - 1];

/**
 * What a cgroup's files say.
 *
 * @param path below the mount
 * @param files any text is accepted: what is no number counts as not read
 */
export function cgroupOf(path: string, files: CgroupFiles): CgroupSample {
  const version = isVersion1(files) ? 1 : 2;
  const bytes = (name: string): number | null => parseCount(firstLine(files, name));
  const limit = (name: string): CgroupLimit => limitOf(firstLine(files, name));
  const oomControl = countsOf(files, 'memory.oom_control');
  const group = bytes('memory.oom.group');
  return {
    path,
    version,
    usageBytes: version === 1 ? bytes('memory.usage_in_bytes') : bytes('memory.current'),
    limitBytes: version === 1 ? limit('memory.limit_in_bytes') : limit('memory.max'),
    highBytes: limit('memory.high'),
    lowBytes: limit('memory.low'),
    minBytes: limit('memory.min'),
    softLimitBytes: limit('memory.soft_limit_in_bytes'),
    swapUsageBytes: bytes('memory.swap.current'),
    swapLimitBytes: limit('memory.swap.max'),
    memorySwapUsageBytes: bytes('memory.memsw.usage_in_bytes'),
    memorySwapLimitBytes: limit('memory.memsw.limit_in_bytes'),
    kmemUsageBytes: bytes('memory.kmem.usage_in_bytes'),
    kmemLimitBytes: limit('memory.kmem.limit_in_bytes'),
    swappiness: bytes('memory.swappiness'),
    isGroupKilled: group === null ? null : group !== 0,
    isKillDisabled: flagOf(oomControl, 'oom_kill_disable'),
    isUnderOom: flagOf(oomControl, 'under_oom'),
    events: eventsOf(files, oomControl),
    stat: statOf(files, version),
    pressure: pressureOf(files),
  };
}

function isVersion1(files: CgroupFiles): boolean {
  return [...files.keys()].some((name) => /_in_bytes$|^memory\.(failcnt|oom_control|swappiness)$/.test(name));
}

/** The only line of a file; empty where it was not read, or cut off: a number without its end may be another one. */
function firstLine(files: CgroupFiles, name: string): string {
  const text = files.get(name) ?? '';
  return text.endsWith('\n') ? text.trim() : '';
}

function limitOf(text: string): CgroupLimit {
  if (text === 'max') return 'unlimited';
  const limitBytes = parseCount(text);
  if (limitBytes === null) return null;
  const isNone = limitBytes >= NO_LIMIT_FROM_BYTES || NO_LIMIT_32_BIT_BYTES.includes(limitBytes);
  return isNone ? 'unlimited' : limitBytes;
}

/** Lines of a name and a count; others are left out. Null where the file was not read. */
function countsOf(files: CgroupFiles, name: string): ReadonlyMap<string, number> | null {
  const text = files.get(name);
  if (text === undefined) return null;
  const counts = new Map<string, number>();
  for (const { text: line, isWhole } of kernelLines(text)) {
    const [item, word, ...rest] = line.split(' ');
    const count = parseCount(word ?? '');
    if (isWhole && item !== undefined && count !== null && rest.length === 0) counts.set(item, count);
  }
  return counts;
}

function flagOf(counts: ReadonlyMap<string, number> | null, name: string): boolean | null {
  const count = counts?.get(name);
  return count === undefined ? null : count !== 0;
}

function eventsOf(files: CgroupFiles, oomControl: ReadonlyMap<string, number> | null): CgroupEvents {
  const events = countsOf(files, 'memory.events');
  const event = (name: string): number | null => events?.get(name) ?? null;
  return {
    low: event('low'),
    high: event('high'),
    max: event('max') ?? parseCount(firstLine(files, 'memory.failcnt')),
    oom: event('oom'),
    oomKill: event('oom_kill') ?? oomControl?.get('oom_kill') ?? null,
    oomGroupKill: event('oom_group_kill'),
  };
}

function statOf(files: CgroupFiles, version: 1 | 2): CgroupStat | null {
  const stat = countsOf(files, 'memory.stat');
  if (stat === null) return null;
  const item = (name: string): number | null => stat.get(name) ?? null;
  if (version === 2) {
    return {
      anonBytes: item('anon'),
      fileBytes: item('file'),
      shmemBytes: item('shmem'),
      slabReclaimableBytes: item('slab_reclaimable'),
    };
  }
  // The lines without total_ leave descendants out.
  return {
    anonBytes: item('total_rss') ?? item('rss'),
    fileBytes: item('total_cache') ?? item('cache'),
    shmemBytes: item('total_shmem') ?? item('shmem'),
    slabReclaimableBytes: null,
  };
}

function pressureOf(files: CgroupFiles): CgroupSample['pressure'] {
  const text = files.get('memory.pressure');
  if (text === undefined) return null;
  const result = parsePressure(text);
  return result.ok ? result.value : null;
}
