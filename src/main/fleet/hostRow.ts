import type {
  HostConfig,
  HostConnection,
  HostRow,
  HostSample,
  HostState,
  Meminfo,
  Message,
  Risk,
  RiskSummary,
} from '../../shared/model';
import { swapTrendOf } from '../../shared/series/swapTrend';
import type { HostWatch } from './hostWatch';

/** `user@host:port` as a person would type it; null for hosts that are not reached over SSH. */
export function addressOf(connection: HostConnection): string | null {
  if (connection.kind !== 'ssh') return null;
  const host = connection.host.includes(':') ? `[${connection.host}]` : connection.host;
  return `${connection.user}@${host}${connection.port === 22 ? '' : `:${String(connection.port)}`}`;
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

type SampleCells = MemoryCells & Pick<HostRow, 'memoryPressureSomePercent' | 'oomKills'>;

function sampleCells(sample: HostSample | null): SampleCells {
  if (sample === null) {
    return { ...memoryCells(null), memoryPressureSomePercent: null, oomKills: null };
  }
  return {
    ...memoryCells(sample.memory),
    memoryPressureSomePercent: sample.pressure?.some?.avg10Percent ?? null,
    oomKills: sample.vmstat?.['oom_kill'] ?? null,
  };
}

function summaryOf({ level, score, summary }: Risk): RiskSummary {
  return { level, score, summary };
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
    nextVictim: watch.nextVictim,
    risk: watch.risk === null ? null : summaryOf(watch.risk),
    swapTrendBytesPerSecond: swapTrendOf(watch.swapHistory.since(0)),
    lastOomKillAtMs: watch.lastOomKillAtMs,
    sampledAtMs: watch.sampledAtMs,
    notices: noticesOf(watch),
  };
}
