import type { HostRow, HostState } from '../../../../shared/model';

const searchTexts = new WeakMap<HostRow, string>();

/** What the search looks through: name, address, kernel and the first process. Made once a row, as rows are immutable. */
function searchTextOf(row: HostRow): string {
  let text = searchTexts.get(row);
  if (text === undefined) {
    const { nextVictim } = row;
    text = [row.name, row.address, row.kernel, nextVictim?.comm, nextVictim?.commandLine]
      .filter((part) => part != null)
      .join('\n')
      .toLowerCase();
    searchTexts.set(row, text);
  }
  return text;
}

/**
 * The rows that fit.
 * @param query words that must all occur, in any order and in any of the searched texts; letter case does not matter
 * @param state null: any
 */
export function filterRows(
  rows: readonly HostRow[],
  query: string,
  state: HostState['kind'] | null,
): HostRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(
    (row) =>
      (state === null || row.state.kind === state) &&
      (words.length === 0 || words.every((word) => searchTextOf(row).includes(word))),
  );
}
