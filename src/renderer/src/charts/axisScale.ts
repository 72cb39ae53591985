import { formatBytes } from '../../../shared/messages/format';

/** A round amount without empty decimals: "4 KiB", "1.5 GiB". For sizes of blocks and for labels of axes. */
export function formatRoundBytes(bytes: number): string {
  return formatBytes(bytes)
    .replace(/\.0+ | (?=B$)/, ' ')
    .replace(/(\.\d*[1-9])0+ /, '$1 ');
}

/** A value axis whose labels are round numbers: its end and the step between two labels, in the axis' own unit. */
export interface AxisScale {
  readonly max: number;
  readonly step: number;
}

/**
 * Steps of a byte axis: powers of two, so that labels read "256 MiB" rather than "238 MiB".
 * @param largestBytes the largest amount to show
 * @param steps about how many steps; the result has at least half of them
 * @returns `max` is the first whole step that holds `largestBytes`
 */
export function byteScale(largestBytes: number, steps: number): AxisScale {
  const wanted = Math.max(largestBytes, 1) / steps;
  const step = 2 ** Math.ceil(Math.log2(wanted));
  return { step, max: Math.max(1, Math.ceil(largestBytes / step)) * step };
}

const PERCENT_SCALES: readonly AxisScale[] = [
  { max: 5, step: 2.5 },
  { max: 10, step: 5 },
  { max: 20, step: 10 },
  { max: 50, step: 25 },
  { max: 100, step: 50 },
];

/**
 * A percent axis from 0 that never zooms in below 5 %, so that a quiet host looks quiet.
 * @param largestPercent 0 to 100
 */
export function percentScale(largestPercent: number): AxisScale {
  return PERCENT_SCALES.find((scale) => largestPercent <= scale.max) ?? { max: 100, step: 50 };
}
