import type { Incident, IncidentPartKind, IncidentStatement, LineRange } from '../../model/incident';
import { message } from '../../model/message';

/** Makes a sentence about an incident with the lines that it comes from. */
export function statement(
  code: string,
  params: Readonly<Record<string, string | number>>,
  lines: readonly LineRange[],
): IncidentStatement {
  return { message: message(code, params), lines };
}

/** Lines of some parts of a report, rising; neighbours are put together. */
export function linesOf(
  { parts }: Pick<Incident, 'parts'>,
  ...kinds: readonly IncidentPartKind[]
): LineRange[] {
  return mergedLines(parts.filter(({ kind }) => kinds.includes(kind)).map(({ lines }) => lines));
}

/** The same lines, rising, each once, and neighbours put together. */
export function mergedLines(ranges: readonly LineRange[]): LineRange[] {
  const merged: LineRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const last = merged.at(-1);
    if (last === undefined || range.first > last.last + 1) merged.push(range);
    else merged[merged.length - 1] = { first: last.first, last: Math.max(last.last, range.last) };
  }
  return merged;
}

/** A process as people name it, `mysqld (1234)`, with what of the two is known. */
export function processName({
  pid,
  comm,
}: {
  readonly pid: number | null;
  readonly comm: string | null;
}): string {
  if (comm === null) return `PID ${pid ?? '?'}`;
  return pid === null ? comm : `${comm} (${pid})`;
}
