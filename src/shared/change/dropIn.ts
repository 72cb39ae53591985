import type { DiffLine } from '../model';

/** Sorts behind what packages bring, and before what an administrator names `99-…`. */
export const DROP_IN_NAME = '90-lowmark-oom.conf';

/** Where Lowmark's drop-in of a unit lies. */
export function dropInPathOf(unit: string): string {
  return `/etc/systemd/system/${unit}.d/${DROP_IN_NAME}`;
}

const HEADING = '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.';

/** The drop-in as the program on the host writes it. */
export function dropInTextOf(adj: number): string {
  return `${HEADING}\n[Service]\nOOMScoreAdjust=${String(adj)}\n`;
}

/** What Lowmark writes has some hundred characters; a person may have added to it. */
const LARGEST_CHARACTERS = 10_000;

/** Whether a drop-in holds so much that it is none of Lowmark's, whoever edited it: no plan can show it. */
export function isTooLarge(text: string | null): boolean {
  return text !== null && text.length > LARGEST_CHARACTERS;
}

/** @returns the value of a drop-in that says nothing else than Lowmark wrote; null for one that somebody has edited */
export function adjOfDropIn(text: string): number | null {
  const [, digits] = /^OOMScoreAdjust=(-?\d{1,4})$/.exec(linesOf(text)[2] ?? '') ?? [];
  if (digits === undefined) return null;
  const adj = Number(digits);
  return linesOf(text).join('\n') === linesOf(dropInTextOf(adj)).join('\n') ? adj : null;
}

/** The lines that a text had before, of a diff; null where there was none. */
export function beforeOf(diff: readonly DiffLine[]): string | null {
  const lines = diff.flatMap(({ kind, text }) => (kind === 'added' ? [] : text));
  return lines.length === 0 ? null : `${lines.join('\n')}\n`;
}

/**
 * What becomes of a text, line by line: the longest common lines stay, what is removed stands before what is added.
 * @param before null: there is no file; `after` likewise: it goes
 */
export function diffOf(before: string | null, after: string | null): readonly DiffLine[] {
  const old = before === null ? [] : linesOf(before);
  const wanted = after === null ? [] : linesOf(after);
  const common = commonLengths(old, wanted);
  const lines: DiffLine[] = [];
  let at = 0;
  let to = 0;
  while (at < old.length || to < wanted.length) {
    const oldText = old[at];
    const newText = wanted[to];
    if (oldText !== undefined && oldText === newText) {
      lines.push({ kind: 'same', text: oldText });
      at += 1;
      to += 1;
    } else if (oldText !== undefined && keepsBy(common, at + 1, to) >= keepsBy(common, at, to + 1)) {
      lines.push({ kind: 'removed', text: oldText });
      at += 1;
    } else {
      lines.push({ kind: 'added', text: newText ?? '' });
      to += 1;
    }
  }
  return lines;
}

/** How many lines two texts have in common from each place on. */
function commonLengths(old: readonly string[], wanted: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(wanted.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at -= 1) {
    const row = table[at] ?? [];
    for (let to = wanted.length - 1; to >= 0; to -= 1) {
      row[to] =
        old[at] === wanted[to]
          ? keepsBy(table, at + 1, to + 1) + 1
          : Math.max(keepsBy(table, at + 1, to), keepsBy(table, at, to + 1));
    }
  }
  return table;
}

/** Beyond the end of the new text there is nothing to add, so only removing keeps anything. */
function keepsBy(table: readonly (readonly number[])[], at: number, to: number): number {
  return table[at]?.[to] ?? -1;
}

/** A last line end makes no line of its own, and shells that read the file drop it. */
function linesOf(text: string): readonly string[] {
  return text.replace(/\n+$/, '').split('\n');
}
