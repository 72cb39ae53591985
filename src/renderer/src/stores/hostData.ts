import type { HostEvent, HostWideSample, ProcessSample, SeriesPoint } from '../../../shared/model';
import { SERIES_POINTS } from '../../../shared/model';

/** What the page of one host shows of its stream. */
export interface HostData {
  /** The recent past in rising order of time, at most {@link SERIES_POINTS}. */
  readonly points: readonly SeriesPoint[];
  readonly sample: HostWideSample | null;
  readonly processes: readonly ProcessSample[];
  /** Add it to the page's clock before comparing with a time from main, in milliseconds. */
  readonly skewMs: number;
}

export const NO_HOST_DATA: HostData = { points: [], sample: null, processes: [], skewMs: 0 };

/** Clocks of two machines that differ less than this count as equal: the difference is the way of the message. */
const TOLERATED_SKEW_MS = 2_000;

/**
 * How far the clock of the machine that Lowmark's main process runs on is ahead of this page's, in milliseconds: it
 * matters in the browser shell, where the two may be different machines.
 * @param sampledAtMs when main took a sample that has just arrived, by its clock
 * @param arrivedAtMs when it arrived, by the page's
 */
function clockSkewMs(sampledAtMs: number, arrivedAtMs: number): number {
  const skewMs = sampledAtMs - arrivedAtMs;
  return Math.abs(skewMs) < TOLERATED_SKEW_MS ? 0 : skewMs;
}

/**
 * The data after one event of the stream.
 * @param event a history replaces everything, a sample adds its points
 * @param arrivedAtMs by the page's clock
 */
export function applyHostEvent(
  data: HostData,
  event: Exclude<HostEvent, { readonly kind: 'removed' }>,
  arrivedAtMs: number,
): HostData {
  if (event.kind === 'history') {
    const { points, sample, processes } = event;
    return { points: points.slice(-SERIES_POINTS), sample, processes, skewMs: data.skewMs };
  }
  const newest = event.points.at(-1);
  return {
    points: [...data.points, ...event.points].slice(-SERIES_POINTS),
    sample: event.sample,
    processes: event.processes ?? data.processes,
    skewMs: newest === undefined ? data.skewMs : clockSkewMs(newest.atMs, arrivedAtMs),
  };
}
