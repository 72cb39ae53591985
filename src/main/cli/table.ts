/** One column: its heading, and whether its cells are numbers (right-aligned). */
export interface Column {
  readonly heading: string;
  readonly isNumber: boolean;
}

export const NOT_REPORTED = '–';

export const numberColumn = (heading: string): Column => ({ heading, isNumber: true });
export const wordColumn = (heading: string): Column => ({ heading, isNumber: false });

/** A number as it is, or that it was not reported. */
export function countCell(amount: number | null): string {
  return amount === null ? NOT_REPORTED : String(amount);
}

/**
 * Columns a terminal cell takes: 2 for East Asian wide characters, 0 for combining ones, else 1. Enough for aligned
 * tables of kernel words and Chinese headings.
 */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Foreign text for a terminal: control characters and bidirectional overrides cannot move the cursor or the reader. */
export function plainCell(text: string): string {
  // eslint-disable-next-line no-control-regex -- taking control characters out is the point
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '?');
}

/** An aligned table without lines: headings, then rows. The last column is not padded. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map((column) => column.heading), ...rows.map((row) => row.map(plainCell))];
  const widths = columns.map((_column, index) =>
    Math.max(...lines.map((line) => cellWidth(line[index] ?? ''))),
  );
  return lines
    .map((line) =>
      columns
        .map((column, index) => {
          const cell = line[index] ?? '';
          const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - cellWidth(cell)));
          return column.isNumber ? padding + cell : cell + padding;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
