import type { HostRow, HostState } from '../../../../shared/model';

/** What the list is narrowed to: hosts in one state, or those in danger of a kill. */
export type FleetFilter = HostState['kind'] | 'in-danger';

/** Whether a kill is near there, as far as its last numbers say. */
export function isInDanger({ risk }: HostRow): boolean {
  return risk?.level === 'danger' || risk?.level === 'critical';
}

const searchTexts = new WeakMap<HostRow, string>();

/** What the search looks through: name, address, group, tags, kernel and the first process. Made once a row, as rows are immutable. */
function searchTextOf(row: HostRow): string {
  let text = searchTexts.get(row);
  if (text === undefined) {
    const { nextVictim } = row;
    text = [
      row.name,
      row.address,
      row.group,
      ...row.tags,
      row.kernel,
      nextVictim?.comm,
      nextVictim?.commandLine,
    ]
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
 * @param filter null: any
 */
export function filterRows(rows: readonly HostRow[], query: string, filter: FleetFilter | null): HostRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(
    (row) =>
      (filter === null || (filter === 'in-danger' ? isInDanger(row) : row.state.kind === filter)) &&
      (words.length === 0 || words.every((word) => searchTextOf(row).includes(word))),
  );
}
