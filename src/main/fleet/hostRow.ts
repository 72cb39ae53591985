import type {
  HostConfig,
  HostConnection,
  HostRow,
  HostSample,
  HostState,
  Meminfo,
  Message,
  ProcessSample,
  TopProcess,
} from '../../shared/model';
import { swapTrendOf } from '../../shared/series/swapTrend';
import type { HostWatch } from './hostWatch';

/** `user@host:port` as a person would type it; null for hosts that are not reached over SSH. */
export function addressOf(connection: HostConnection): string | null {
  if (connection.kind !== 'ssh') return null;
  const host = connection.host.includes(':') ? `[${connection.host}]` : connection.host;
  return `${connection.user}@${host}${connection.port === 22 ? '' : `:${String(connection.port)}`}`;
}

/**
 * The process with the highest `oom_score`; among equals the one with more memory (RSS and swap), then the lower pid,
 * so that the row does not flicker between processes that the kernel scores alike.
 */
function topProcessOf(processes: readonly ProcessSample[], pageBytes: number | null): TopProcess | null {
  let top: ProcessSample | null = null;
  for (const candidate of processes) {
    if (candidate.oomScore === null) continue;
    if (top === null || isScoredHigher(candidate, top)) top = candidate;
  }
  if (top?.oomScore == null) return null;
  return {
    pid: top.pid,
    comm: top.comm,
    user: top.user,
    commandLine: top.commandLine,
    oomScore: top.oomScore,
    oomScoreAdj: top.oomScoreAdj,
    rssBytes: pageBytes === null ? null : top.rssPages * pageBytes,
    swapBytes: pageBytes === null || top.swapPages === null ? null : top.swapPages * pageBytes,
  };
}

function isScoredHigher(candidate: ProcessSample, best: ProcessSample): boolean {
  const byScore = (candidate.oomScore ?? 0) - (best.oomScore ?? 0);
  if (byScore !== 0) return byScore > 0;
  const pages = (process: ProcessSample): number => process.rssPages + (process.swapPages ?? 0);
  const byPages = pages(candidate) - pages(best);
  return byPages === 0 ? candidate.pid < best.pid : byPages > 0;
}

function difference(total: number | null, free: number | null): number | null {
  return total === null || free === null ? null : Math.max(0, total - free);
}

/** What the person at the screen should know about this host's numbers; what merely was not read yet is not news. */
function noticesOf(watch: HostWatch): Message[] {
  return (watch.sample?.missing ?? [])
    .map((missing) => missing.reason)
    .filter((reason) => reason.code !== 'missing.not-read-yet' && reason.code !== 'missing.not-recorded');
}

type MemoryCells = Pick<HostRow, 'memTotalBytes' | 'memAvailableBytes' | 'swapTotalBytes' | 'swapUsedBytes'>;

function memoryCells(memory: Meminfo | null): MemoryCells {
  if (memory === null) {
    return { memTotalBytes: null, memAvailableBytes: null, swapTotalBytes: null, swapUsedBytes: null };
  }
  const { memTotalBytes, memAvailableBytes, swapTotalBytes, swapFreeBytes } = memory;
  return {
    memTotalBytes,
    memAvailableBytes,
    swapTotalBytes,
    swapUsedBytes: difference(swapTotalBytes, swapFreeBytes),
  };
}

type SampleCells = MemoryCells & Pick<HostRow, 'memoryPressureSomePercent' | 'topProcess' | 'oomKills'>;

function sampleCells(sample: HostSample | null): SampleCells {
  if (sample === null) {
    return { ...memoryCells(null), memoryPressureSomePercent: null, topProcess: null, oomKills: null };
  }
  return {
    ...memoryCells(sample.memory),
    memoryPressureSomePercent: sample.pressure?.some?.avg10Percent ?? null,
    topProcess: topProcessOf(sample.processes, sample.host.pageBytes),
    oomKills: sample.vmstat?.['oom_kill'] ?? null,
  };
}

/** One host as the fleet table shows it. */
export function hostRowOf(config: HostConfig, state: HostState, watch: HostWatch): HostRow {
  return {
    ...config,
    address: addressOf(config.connection),
    state,
    kernel: watch.identity.kernel,
    arch: watch.identity.arch,
    ...sampleCells(watch.sample),
    swapTrendBytesPerSecond: swapTrendOf(watch.swapHistory.since(0)),
    lastOomKillAtMs: watch.lastOomKillAtMs,
    sampledAtMs: watch.sampledAtMs,
    notices: noticesOf(watch),
  };
}
