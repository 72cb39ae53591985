import type { SeriesPoint } from '../../../shared/model';

/** A stretch of real time, in milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One item of a line: a moment and an amount, or null where the line must break. */
export type TimelinePoint = readonly [atMs: number, amount: number | null];

/** How much longer than usual the wait for a sample may be before it counts as missing data. */
const GAP_FACTOR = 2.5;

/** Spacings on each side that say what is usual around a moment: a changed cadence is usual after four samples. */
const NEIGHBOURING_SPACINGS = 4;

function lowerMedian(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}

/**
 * The usual spacing between samples around each of them, in milliseconds: the median of the spacings near by, so that
 * one outage does not move it and a changed cadence does.
 * @param atMs moments in rising order
 * @returns for each pair of neighbours (one fewer than `atMs`) the usual spacing there
 */
export function usualSpacingsMs(atMs: readonly number[]): readonly number[] {
  const spacings = atMs.slice(1).map((at, index) => at - (atMs[index] ?? at));
  return spacings.map((_, index) =>
    lowerMedian(
      spacings.slice(Math.max(0, index - NEIGHBOURING_SPACINGS), index + NEIGHBOURING_SPACINGS + 1),
    ),
  );
}

/**
 * Stretches without data: longer than 2.5 times the usual spacing between two points that have the amount, around
 * points that lack it, and from the last point up to `nowMs`. The time before the first point is not a gap: nobody
 * was watching yet.
 * @param points in rising order of time
 * @param hasAmount whether a point carries what the chart draws
 * @param nowMs the right edge of the chart
 */
export function gapsOf(
  points: readonly SeriesPoint[],
  hasAmount: (point: SeriesPoint) => boolean,
  nowMs: number,
): readonly TimeRange[] {
  const spacings = usualSpacingsMs(points.map((point) => point.atMs));
  const drawn = [...points.entries()].filter(([, point]) => hasAmount(point));
  const gaps: TimeRange[] = [];
  drawn.forEach(([index, { atMs }], position) => {
    const [indexBefore, before] = drawn[position - 1] ?? [];
    if (indexBefore === undefined || before === undefined) return;
    const isTooLong = atMs - before.atMs > GAP_FACTOR * (spacings[index - 1] ?? Infinity);
    if (isTooLong || index - indexBefore > 1) gaps.push({ fromMs: before.atMs, toMs: atMs });
  });
  const [, last] = drawn.at(-1) ?? [];
  const usual = spacings.at(-1);
  if (last !== undefined && usual !== undefined && nowMs - last.atMs > GAP_FACTOR * usual) {
    gaps.push({ fromMs: last.atMs, toMs: nowMs });
  }
  return gaps;
}

function isReboot(before: SeriesPoint | undefined, after: SeriesPoint): boolean {
  return before !== undefined && after.uptimeSeconds < before.uptimeSeconds;
}

/**
 * One line of a chart. It breaks (a null item) at every gap, at a reboot, and where the amount itself is null.
 * @param points in rising order of time
 * @param amountOf what the line draws; null: not reported at that point
 * @returns items in rising order of time
 */
export function timelineOf(
  points: readonly SeriesPoint[],
  amountOf: (point: SeriesPoint) => number | null,
): readonly TimelinePoint[] {
  const spacings = usualSpacingsMs(points.map((point) => point.atMs));
  const line: TimelinePoint[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before !== undefined) {
      const isTooLong = point.atMs - before.atMs > GAP_FACTOR * (spacings[index - 1] ?? Infinity);
      if (isTooLong || isReboot(before, point)) line.push([(before.atMs + point.atMs) / 2, null]);
    }
    line.push([point.atMs, amountOf(point)]);
  });
  return line;
}

/**
 * The points that a range shows, with one more on its left so that lines enter from the edge.
 * @param points in rising order of time
 */
export function pointsWithin(points: readonly SeriesPoint[], range: TimeRange): readonly SeriesPoint[] {
  const first = points.findIndex((point) => point.atMs >= range.fromMs);
  if (first === -1) return points.slice(-1);
  return points.slice(Math.max(0, first - 1)).filter((point) => point.atMs <= range.toMs);
}

/** What happened to the host at a moment, as a mark across its charts. */
export type TimelineMark =
  | { readonly kind: 'reboot'; readonly atMs: number }
  | {
      readonly kind: 'oom-kill';
      readonly atMs: number;
      readonly kills: number;
      /** What the words at this mark count: all kills of a row of near marks stand at its last; null: at a later one. */
      readonly labelledKills: number | null;
    };

type KillMark = Extract<TimelineMark, { readonly kind: 'oom-kill' }>;

/** Kills nearer to each other than this share of the range are one line. */
const SAME_LINE_RATIO = 0.01;
/** Lines nearer to each other than this share have no room for words of their own. */
const SAME_LABEL_RATIO = 0.12;

/** Counted kills, those too near to each other to be told apart as one. */
function killLines(points: readonly SeriesPoint[], rangeMs: number): readonly KillMark[] {
  const lines: KillMark[] = [];
  for (const { atMs, oomKills } of points) {
    if (oomKills === null || oomKills <= 0) continue;
    const last = lines.at(-1);
    const isSame = last !== undefined && atMs - last.atMs < rangeMs * SAME_LINE_RATIO;
    const kills = oomKills + (isSame ? last.kills : 0);
    if (isSame) lines.pop();
    lines.push({ kind: 'oom-kill', atMs, kills, labelledKills: kills });
  }
  return lines;
}

/** Leaves words only to the last of a row of near lines, with the sum of the row. */
function labelled(lines: readonly KillMark[], rangeMs: number): readonly KillMark[] {
  let carried = 0;
  return lines.map((line, index) => {
    const next = lines[index + 1];
    carried += line.kills;
    if (next !== undefined && next.atMs - line.atMs < rangeMs * SAME_LABEL_RATIO) {
      return { ...line, labelledKills: null };
    }
    const labelledKills = carried;
    carried = 0;
    return { ...line, labelledKills };
  });
}

/**
 * Reboots (uptime that goes back; set at the boot itself where that lies between the two samples) and counted OOM
 * kills, in rising order of time each.
 * @param points in rising order of time
 * @param range what the chart shows; marks outside are left out
 */
export function marksOf(points: readonly SeriesPoint[], range: TimeRange): readonly TimelineMark[] {
  const reboots = points.flatMap((point, index): TimelineMark[] => {
    const before = points[index - 1];
    if (before === undefined || !isReboot(before, point)) return [];
    const bootedAtMs = point.atMs - point.uptimeSeconds * 1000;
    return [{ kind: 'reboot', atMs: Math.min(point.atMs, Math.max(before.atMs, bootedAtMs)) }];
  });
  const isShown = ({ atMs }: { readonly atMs: number }): boolean =>
    atMs >= range.fromMs && atMs <= range.toMs;
  const rangeMs = range.toMs - range.fromMs;
  return [...reboots.filter(isShown), ...labelled(killLines(points.filter(isShown), rangeMs), rangeMs)];
}
