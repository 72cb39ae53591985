import type { HostSample, Meminfo, SectionName, SeriesPoint, Vmstat } from '../model';
import { memoryCompositionOf } from './memoryComposition';

/** Between samples further apart than this a rate would be an average over what nobody saw. */
const MAX_GAP_SECONDS = 60;

/** Two readings of vmstat in the same boot, the later one new. */
interface VmstatInterval {
  readonly before: Vmstat;
  readonly after: Vmstat;
  readonly seconds: number;
}

/** Uptime at which the vmstat of a sample was read: it may be older than the sample. */
function vmstatReadAt(sample: HostSample): number | null {
  const ageSeconds = sample.ages.vmstat;
  return ageSeconds === undefined ? null : sample.at.uptimeSeconds - ageSeconds;
}

function isSameBoot(previous: HostSample, current: HostSample): boolean {
  const { bootId } = previous.host;
  const hasOtherId = bootId !== null && current.host.bootId !== null && bootId !== current.host.bootId;
  return !hasOtherId && current.at.uptimeSeconds > previous.at.uptimeSeconds;
}

function vmstatIntervalOf(previous: HostSample | null, current: HostSample): VmstatInterval | null {
  if (previous === null || current.vmstat === null || previous.vmstat === null) return null;
  if (!isSameBoot(previous, current)) return null;
  const [before, after] = [vmstatReadAt(previous), vmstatReadAt(current)];
  // A vmstat that was not read anew says nothing of the time since.
  if (before === null || after === null || after <= before) return null;
  return { before: previous.vmstat, after: current.vmstat, seconds: after - before };
}

/** Growth of a counter; null where it is not printed or went backwards (a wrap, or a host that is not the same). */
function growthOf(interval: VmstatInterval | null, counter: string): number | null {
  if (interval === null || !Object.hasOwn(interval.before, counter)) return null;
  const [before, after] = [interval.before[counter], interval.after[counter]];
  return before === undefined || after === undefined || after < before ? null : after - before;
}

function bytesPerSecond(
  interval: VmstatInterval | null,
  counter: string,
  pageBytes: number | null,
): number | null {
  const pages = growthOf(interval, counter);
  if (interval === null || pages === null || pageBytes === null || interval.seconds > MAX_GAP_SECONDS)
    return null;
  return (pages * pageBytes) / interval.seconds;
}

/** Whether the newest attempt to read a section failed: then its last value stands in the sample, but not here. */
function isMissing(sample: HostSample, section: SectionName): boolean {
  return sample.missing.some((entry) => entry.section === section);
}

function swapUsedBytesOf(memory: Meminfo): number | null {
  const { swapTotalBytes, swapFreeBytes } = memory;
  return swapTotalBytes === null || swapFreeBytes === null
    ? null
    : Math.max(0, swapTotalBytes - swapFreeBytes);
}

type MemoryGauges = Pick<SeriesPoint, 'memory' | 'availableBytes' | 'swapTotalBytes' | 'swapUsedBytes'>;

function memoryGaugesOf(sample: HostSample): MemoryGauges {
  const { memory } = sample;
  if (memory === null || isMissing(sample, 'meminfo')) {
    return { memory: null, availableBytes: null, swapTotalBytes: null, swapUsedBytes: null };
  }
  return {
    memory: memoryCompositionOf(memory),
    availableBytes: memory.memAvailableBytes,
    swapTotalBytes: memory.swapTotalBytes,
    swapUsedBytes: swapUsedBytesOf(memory),
  };
}

/** Milliseconds since the epoch; a recording read as a file has no wall clock, so its uptime stands in. */
function atMsOf(sample: HostSample): number {
  const wallClockMs = sample.at.wallClock === null ? NaN : Date.parse(sample.at.wallClock);
  return Number.isNaN(wallClockMs) ? sample.at.uptimeSeconds * 1000 : wallClockMs;
}

/**
 * One point of a host's charts.
 *
 * @param previous the sample before it, null for the first
 * @param current the sample to draw
 * @returns gauges in bytes and percent: a section that was not read in this pass keeps its last value, one whose
 *   newest reading failed gives null. Rates in bytes a second over the time between the two readings of vmstat: null
 *   at the first sample, after a reboot, over a gap of more than 60 s, where vmstat was not read anew, where a counter
 *   went backwards, and where the page size is not known. `oomKills` is a count, so a gap does not make it null.
 */
export function seriesPointOf(previous: HostSample | null, current: HostSample): SeriesPoint {
  const pressure = isMissing(current, 'pressure_memory') ? null : current.pressure;
  const interval = vmstatIntervalOf(previous, current);
  const { pageBytes } = current.host;
  return {
    atMs: atMsOf(current),
    uptimeSeconds: current.at.uptimeSeconds,
    ...memoryGaugesOf(current),
    swapInBytesPerSecond: bytesPerSecond(interval, 'pswpin', pageBytes),
    swapOutBytesPerSecond: bytesPerSecond(interval, 'pswpout', pageBytes),
    pressureSomePercent: pressure?.some?.avg10Percent ?? null,
    pressureFullPercent: pressure?.full?.avg10Percent ?? null,
    oomKills: growthOf(interval, 'oom_kill'),
  };
}
