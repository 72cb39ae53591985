import { formatBytes } from '../messages/format';
import { escapedHtml } from './htmlText';
import type { ZoneRow } from './zoneRows';

/** Small pictures as inline SVG. Colours are classes of the page's style sheet; sizes are attributes, so no style is inline. */

const WIDTH = 720;
const BAR_TOP = 2;
const BAR_HEIGHT = 14;
/** Beyond the highest mark there is room for this much more before the bar is cut. */
const ROOM = 1.6;
/** Labels of marks that lie closer than this are moved apart. */
const LABEL_GAP = 40;

function rect(className: string, from: number, to: number): string {
  const width = Math.max(0, to - from);
  return `<rect class="${className}" x="${from.toFixed(1)}" y="${String(BAR_TOP)}" width="${width.toFixed(1)}" height="${String(BAR_HEIGHT)}" rx="2"/>`;
}

function svg(height: number, label: string, body: string): string {
  return `<svg class="bar" viewBox="0 0 ${String(WIDTH)} ${String(height)}" role="img" aria-label="${escapedHtml(label)}">${body}</svg>`;
}

/**
 * A zone's free memory against its marks, and the part that is kept from requests that may use higher zones. Marks are about
 * 1 % of a zone, so the scale ends a little beyond them; a bar that would go on ends in a notch. Empty where the report
 * prints no marks.
 */
export function zoneBar(row: ZoneRow): string {
  const { freeBytes, minBytes, lowBytes, highBytes } = row;
  if (freeBytes === null || minBytes === null) return '';
  const reserveEndBytes = minBytes + (row.reserveBytes ?? 0);
  const endBytes = Math.max(highBytes ?? 0, lowBytes ?? 0, reserveEndBytes, 1) * ROOM;
  const x = (bytes: number): number => (Math.min(bytes, endBytes) / endBytes) * WIDTH;
  const marks = [
    ['min', minBytes],
    ['low', lowBytes],
    ['high', highBytes],
  ] as const;
  const printed = marks.flatMap(([name, bytes]) => (bytes === null ? [] : [{ name, at: x(bytes), bytes }]));
  const isCut = freeBytes > endBytes;
  const body = [
    rect('track', 0, WIDTH),
    row.reserveBytes === null || row.reserveBytes === 0
      ? ''
      : rect('reserve', x(minBytes), x(reserveEndBytes)),
    rect(`free ${row.state}`, 0, x(freeBytes)),
    isCut ? cutMark() : '',
    ...markLabels(printed),
  ];
  const label = [
    `free ${formatBytes(freeBytes)}`,
    ...printed.map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`),
  ];
  return svg(34, label.join(', '), body.join(''));
}

/** Where the bar goes on beyond the scale. */
function cutMark(): string {
  const [left, right] = [WIDTH - 26, WIDTH - 18];
  return `<path class="cut" d="M${String(left)} ${String(BAR_TOP + BAR_HEIGHT)}L${String(left + 6)} ${String(BAR_TOP)}H${String(right + 6)}L${String(right)} ${String(BAR_TOP + BAR_HEIGHT)}Z"/>`;
}

function markLabels(marks: readonly { readonly name: string; readonly at: number }[]): readonly string[] {
  let free = 0;
  return marks.map(({ name, at }) => {
    const labelAt = Math.min(Math.max(at, free), WIDTH - LABEL_GAP);
    free = labelAt + LABEL_GAP;
    const bottom = BAR_TOP + BAR_HEIGHT;
    return (
      `<path class="mark" d="M${at.toFixed(1)} ${String(BAR_TOP - 2)}V${String(bottom + 2)}L${(labelAt + 2).toFixed(1)} ${String(bottom + 8)}"/>` +
      `<text x="${(labelAt + 4).toFixed(1)}" y="${String(bottom + 16)}">${name}</text>`
    );
  });
}

/** A part of a whole. */
export interface BarPart {
  /** A class of the style sheet. */
  readonly className: string;
  readonly bytes: number;
}

/** Parts of a whole side by side. @param label what a screen reader says of it */
export function stackedBar(parts: readonly BarPart[], totalBytes: number, label: string): string {
  let from = 0;
  const rects = parts.map(({ className, bytes }) => {
    const to = Math.min(WIDTH, from + (bytes / Math.max(1, totalBytes)) * WIDTH);
    const part = rect(className, from, to);
    from = to;
    return part;
  });
  return svg(18, label, [rect('track', 0, WIDTH), ...rects].join(''));
}

/** A small bar in a table: a share of the largest, 0 to 1. */
export function shareBar(share: number): string {
  const width = Math.min(1, Math.max(0, share)) * 80;
  return `<svg class="share" viewBox="0 0 80 8" aria-hidden="true"><rect class="track" width="80" height="8" rx="2"/><rect class="points" width="${width.toFixed(1)}" height="8" rx="2"/></svg>`;
}
