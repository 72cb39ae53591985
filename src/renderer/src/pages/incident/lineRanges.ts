import type { LineRange } from '../../../../shared/model';
import { lineSpan } from '../../../../shared/incidentDocument/visibleText';

/** Ranges that a short link names before it only says that there are more. */
const MOST_NAMED = 2;

/** Lines as a link names them: `12`, `12–40, 44`, `12–40, 44, …`. */
export function rangesText(ranges: readonly LineRange[]): string {
  const named = ranges.slice(0, MOST_NAMED).map(lineSpan);
  return (ranges.length > MOST_NAMED ? [...named, '…'] : named).join(', ');
}

/** Whether a line is in one of the ranges. */
export function isInRanges(line: number, ranges: readonly LineRange[]): boolean {
  return ranges.some(({ first, last }) => line >= first && line <= last);
}
