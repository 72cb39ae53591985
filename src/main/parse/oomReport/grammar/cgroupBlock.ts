/**
 * What is printed of a memory cgroup at its limit (mem_cgroup_print_oom_info and _meminfo in mm/memcontrol.c):
 *
 *     Task in /docker/a killed as a result of limit of /docker
 *     memory: usage 511928kB, limit 512000kB, failcnt 788433
 *
 * The first line is gone since 5.0. Since 5.3 version 2 prints `swap:` where version 1 prints `memory+swap:` and `kmem:`, and
 * statistics are one line each, in bytes; before, one line in KB.
 */
import type { CgroupCounter } from '../../../../shared/model';
import { countOf, kibOf, sizesIn } from './amounts';
import type { ReportEvent } from './reportEvent';

/** The counters' highest value, 2^63 - 4096 bytes on most kernels and 2^64 - 1 on old ones: no limit. */
const SMALLEST_UNLIMITED_BYTES = 2 ** 62;
/** All pages of 32 bits, of kernels of 32 bits. */
const UNLIMITED_32_BIT_KIB = new Set([8_589_934_588, 8_589_934_584, 8_589_934_591]);

/** Its words may break off anywhere. */
const LIMIT =
  /^(?:Task in (.*?))?(?:(?:^| )killed(?: as(?: a(?: result(?: of(?: limit(?: of(?: (.*))?)?)?)?)?)?)?)?$/;

/** Both halves in one line, or, from 3.15 to 3.18, a line each. */
export function limitEvent(text: string): ReportEvent | null {
  const [, taskPath, path] = LIMIT.exec(text) ?? [];
  const known = { taskPath: orNull(taskPath), path: orNull(path) };
  if (known.taskPath === null && known.path === null) return null;
  // Alibaba's kernels print `limit of host` where no cgroup met its limit.
  return known.path === 'host' ? { kind: 'note' } : { kind: 'limit', ...known };
}

function orNull(path: string | undefined): string | null {
  const trimmed = path?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

const COUNTER =
  /^(memory|memory\+swap|swap|kmem): +usage (\d{1,20})kB, limit (\d{1,20})kB, failcnt (\d{1,20})(?!\d)/;
const WHICH = { memory: 'memory', 'memory+swap': 'memorySwap', swap: 'swap', kmem: 'kmem' } as const;

function isCounterName(name: string): name is keyof typeof WHICH {
  return Object.hasOwn(WHICH, name);
}

export function counterEvent(text: string): ReportEvent | null {
  const [, name, usage, limit, failures] = COUNTER.exec(text) ?? [];
  if (name === undefined || !isCounterName(name)) return null;
  const counter: CgroupCounter = {
    usageBytes: kibOf(usage),
    limitBytes: limitOf(limit),
    failCount: countOf(failures),
  };
  return { kind: 'counter', which: WHICH[name], counter };
}

function limitOf(kib: string | undefined): number | 'unlimited' | null {
  const bytes = kibOf(kib);
  if (bytes === null) return null;
  return bytes >= SMALLEST_UNLIMITED_BYTES || UNLIMITED_32_BIT_KIB.has(Number(kib)) ? 'unlimited' : bytes;
}

export function statsEvent(text: string): ReportEvent | null {
  const [, path, list] =
    /^Memory cgroup stats for (.*?):(|(?:\s+\w+:\d{1,20}KB)+(?:\s+\w{1,40}(?::\d{0,20})?)?)\s*$/.exec(text) ??
    [];
  if (path === undefined || list === undefined) return null;
  return { kind: 'stats', path, stats: sizesIn(list) };
}

export function statEvent(text: string): ReportEvent | null {
  const [, name, digits] = /^([a-z][a-z0-9_]{1,40}) (\d{1,20})\s*$/.exec(text) ?? [];
  const amount = countOf(digits);
  return name === undefined || amount === null ? null : { kind: 'stat', name, amount };
}

export function groupEvent(text: string): ReportEvent | null {
  const [, path] = /^Tasks in (.*) are going to be killed due to memory\.oom\.group set/.exec(text) ?? [];
  return path === undefined ? null : { kind: 'group', path };
}
