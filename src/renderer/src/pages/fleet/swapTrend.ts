import type { HostRow, SwapPoint } from '../../../../shared/model';

export type SwapDirection = 'rising' | 'falling' | 'steady' | 'unknown';

/** A slope that would not move 1 % of the swap in ten minutes is no direction. */
const STEADY_RATIO_PER_SECOND = 0.01 / 600;

/** Which way swap use goes, from the slope that main computes over the last minutes. */
export function swapDirectionOf(row: HostRow): SwapDirection {
  const slope = row.swapTrendBytesPerSecond;
  if (slope === null || row.swapTotalBytes === null || row.swapTotalBytes <= 0) return 'unknown';
  if (Math.abs(slope) < row.swapTotalBytes * STEADY_RATIO_PER_SECOND) return 'steady';
  return slope > 0 ? 'rising' : 'falling';
}

export interface SparklineSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export interface SparklinePoint {
  readonly x: number;
  readonly y: number;
}

/** What a change has to be of all swap to fill the sparkline's height: smaller ones look as small as they are. */
const SMALLEST_SPAN_RATIO = 0.02;
const MARGIN_PIXELS = 2;

/**
 * The polylines of a sparkline, in pixels from its top left corner; a point without a number interrupts the line. Time
 * runs from the oldest point to the newest; the height is the range of the points, but at least 2 % of all swap, so that
 * noise stays flat and a slow leak shows.
 */
export function sparklineOf(
  points: readonly SwapPoint[],
  swapTotalBytes: number,
  { widthPixels, heightPixels }: SparklineSize,
): SparklinePoint[][] {
  const known = points.map((point) => point.swapUsedBytes).filter((used) => used !== null);
  const first = points[0];
  const last = points.at(-1);
  if (known.length < 2 || first === undefined || last === undefined || last.atMs <= first.atMs) return [];

  const lowest = known.reduce((least, used) => Math.min(least, used), Infinity);
  const highest = known.reduce((most, used) => Math.max(most, used), 0);
  const spanBytes = Math.max(highest - lowest, swapTotalBytes * SMALLEST_SPAN_RATIO, 1);
  const xOf = (atMs: number): number =>
    MARGIN_PIXELS + ((widthPixels - 2 * MARGIN_PIXELS) * (atMs - first.atMs)) / (last.atMs - first.atMs);
  const yOf = (usedBytes: number): number =>
    heightPixels - MARGIN_PIXELS - ((heightPixels - 2 * MARGIN_PIXELS) * (usedBytes - lowest)) / spanBytes;

  const lines: SparklinePoint[][] = [];
  let line: SparklinePoint[] = [];
  for (const { atMs, swapUsedBytes } of points) {
    if (swapUsedBytes !== null) {
      line.push({ x: xOf(atMs), y: yOf(swapUsedBytes) });
    } else if (line.length > 0) {
      lines.push(line);
      line = [];
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
