import type { SeriesPoint } from '../../../shared/model';

/** How far back the charts can reach, in minutes. */
export const CHART_SPANS = [5, 15, 60] as const;
export type ChartSpan = (typeof CHART_SPANS)[number];

/** The shortest span that holds the whole past of a host, but no more than 15 minutes unless a person asks for more. */
export function usualSpan(points: readonly SeriesPoint[], nowMs: number): ChartSpan {
  const pastMs = nowMs - (points[0]?.atMs ?? nowMs);
  return pastMs <= 5 * 60_000 ? 5 : 15;
}
