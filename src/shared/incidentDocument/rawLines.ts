import type { Incident, IncidentPartKind } from '../model';

/** One line of a report as it was read. */
export interface RawLine {
  /** Its number in the log, from 1. */
  readonly number: number;
  readonly text: string;
  /** What it was understood as; null: not part of what was read from it. */
  readonly kind: IncidentPartKind | null;
}

/**
 * A report line by line with what each was understood as.
 *
 * @param text the lines from `incident.lines.first` on
 */
export function rawLinesOf(incident: Incident, text: string): readonly RawLine[] {
  const first = incident.lines.first;
  const lines = text.replace(/\r?\n$/, '').split('\n');
  const kinds = new Map<number, IncidentPartKind>();
  for (const part of incident.parts) {
    // A range may claim more than what was kept of the text.
    const last = Math.min(part.lines.last, first + lines.length - 1);
    for (let number = Math.max(part.lines.first, first); number <= last; number += 1) {
      if (!kinds.has(number)) kinds.set(number, part.kind);
    }
  }
  return lines.map((line, index) => {
    const number = first + index;
    return { number, text: line.replace(/\r$/, ''), kind: kinds.get(number) ?? null };
  });
}

/** The kernel's stamps as log carriers write them: `[   45.514357]` of dmesg, the third field of /dev/kmsg in microseconds. */
const DMESG_STAMP = /\[\s*(\d{1,12}\.\d{6})\]/;
const KMSG_STAMP = /^\d{1,3},\d+,(\d{1,18}),[-c+]/;

/** The part of a line in which a stamp may stand; what follows may be anybody's words. */
const PREFIX_LENGTH = 120;

/** The kernel's own stamp of a line in seconds since boot; null where it carries none. */
export function bootSecondsOf(line: string): number | null {
  const prefix = line.slice(0, PREFIX_LENGTH);
  const dmesg = DMESG_STAMP.exec(prefix)?.[1];
  if (dmesg !== undefined) return Number(dmesg);
  const kmsg = KMSG_STAMP.exec(prefix)?.[1];
  return kmsg === undefined ? null : Number(kmsg) / 1_000_000;
}
