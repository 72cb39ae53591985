import type { SwapPoint } from '../model';

/** Two minutes at the default cadence: a slow leak moves swap only now and then. */
const LONG_POINTS = 24;
/** Half a minute: a fast leak shows with its second sample, one wild sample does not. */
const SHORT_POINTS = 6;
const MIN_POINTS = 4;

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Which way swap use is going: the median of the slopes between all pairs of points (Theil and Sen), which up to a
 * quarter of wild points cannot bend. Over the last half minute where it moved in that time, else over two minutes.
 *
 * @param points oldest first; those without a number are left out
 * @returns bytes a second, negative when swap is being freed, 0 when it stands; null with fewer than 4 usable points
 */
export function swapTrendOf(points: readonly SwapPoint[]): number | null {
  const times: number[] = [];
  const amounts: number[] = [];
  for (let index = points.length - 1; index >= 0 && times.length < LONG_POINTS; index -= 1) {
    const point = points[index];
    if (point === undefined || point.swapUsedBytes === null) continue;
    times.push(point.atMs);
    amounts.push(point.swapUsedBytes);
  }
  if (times.length < MIN_POINTS) return null;
  const sudden = medianSlope(times.slice(0, SHORT_POINTS), amounts.slice(0, SHORT_POINTS));
  return sudden === null || sudden === 0 ? medianSlope(times, amounts) : sudden;
}

function medianSlope(times: readonly number[], amounts: readonly number[]): number | null {
  const slopes = slopesBetween(times, amounts);
  return slopes.length === 0 ? null : median(Float64Array.from(slopes).sort());
}

/** Slopes in bytes a second between all pairs of points that are not of the same instant. */
function slopesBetween(times: readonly number[], amounts: readonly number[]): number[] {
  const slopes: number[] = [];
  for (const [later, laterMs] of times.entries()) {
    for (let earlier = later + 1; earlier < times.length; earlier += 1) {
      const seconds = (laterMs - (times[earlier] ?? laterMs)) / 1000;
      if (seconds === 0) continue;
      slopes.push(((amounts[later] ?? 0) - (amounts[earlier] ?? 0)) / seconds);
    }
  }
  return slopes;
}
