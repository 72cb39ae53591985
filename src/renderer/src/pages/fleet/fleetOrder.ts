import type { HostRow } from '../../../../shared/model';
import { RISK_LEVELS } from '../../../../shared/model';

export const SORTABLE_COLUMNS = ['state', 'name', 'risk', 'memory', 'swap', 'process', 'lastSeen'] as const;
export type SortableColumn = (typeof SORTABLE_COLUMNS)[number];

/** By a column, or by urgency, which no single column shows. */
export type SortOrder =
  | { readonly by: 'attention' }
  | { readonly by: SortableColumn; readonly direction: 'ascending' | 'descending' };

export const BY_ATTENTION: SortOrder = { by: 'attention' };

/** Where each column starts when it is first chosen: with what one looks for there. */
const FIRST_DIRECTION: Readonly<Record<SortableColumn, 'ascending' | 'descending'>> = {
  state: 'ascending',
  name: 'ascending',
  risk: 'descending',
  memory: 'ascending',
  swap: 'descending',
  process: 'descending',
  lastSeen: 'ascending',
};

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** MemAvailable over MemTotal, 0 to 1; null where the kernel does not report either. */
export function availableRatioOf(row: HostRow): number | null {
  if (row.memAvailableBytes === null || row.memTotalBytes === null || row.memTotalBytes <= 0) return null;
  return row.memAvailableBytes / row.memTotalBytes;
}

/** Used swap over all swap, 0 to 1; null where there is none or it is not reported. */
function swapUsedRatioOf(row: HostRow): number | null {
  if (row.swapUsedBytes === null || row.swapTotalBytes === null || row.swapTotalBytes <= 0) return null;
  return row.swapUsedBytes / row.swapTotalBytes;
}

/** The smaller, the more a host wants someone to look at it. */
function attentionRank(row: HostRow): number {
  switch (row.state.kind) {
    case 'failed':
      // One that waits for a person comes before one that tries again by itself.
      return row.state.retryAtMs === null ? 0 : 1;
    case 'stale':
      return 2;
    case 'connecting':
      return row.state.lastFailure === null ? 5 : 3;
    case 'live':
      return 4;
    case 'paused':
      return 6;
  }
}

/** Unknown stands above calm, since it may be anything, and below what is known to want an eye. */
function riskRank({ risk }: HostRow): number | null {
  if (risk === null) return null;
  return (
    RISK_LEVELS.indexOf(risk.level === 'unknown' ? 'calm' : risk.level) + (risk.level === 'unknown' ? 0.5 : 0)
  );
}

type SortKey = string | number | null;

function keyOf(row: HostRow, column: SortableColumn): SortKey {
  switch (column) {
    case 'state':
      return attentionRank(row);
    case 'name':
      return row.name;
    case 'risk':
      return riskRank(row);
    case 'memory':
      return availableRatioOf(row);
    case 'swap':
      return swapUsedRatioOf(row);
    case 'process':
      return row.nextVictim?.normalisedPermille ?? row.nextVictim?.kernelScore ?? null;
    case 'lastSeen':
      return row.sampledAtMs;
  }
}

function compareKeys(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return names.compare(String(one), String(other));
}

/** What is not reported goes last in either direction: it is neither little nor much. */
function compareNullable(one: SortKey, other: SortKey, sign: 1 | -1): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return sign * compareKeys(one, other);
}

function compareByName(one: HostRow, other: HostRow): number {
  return names.compare(one.name, other.name) || (one.id < other.id ? -1 : 1);
}

function compareByAttention(one: HostRow, other: HostRow): number {
  return (
    attentionRank(one) - attentionRank(other) ||
    compareNullable(riskRank(one), riskRank(other), -1) ||
    compareNullable(availableRatioOf(one), availableRatioOf(other), 1) ||
    compareByName(one, other)
  );
}

/**
 * The rows in an order: a total one, equal keys by name and then id. By attention: hosts that wait for a person, that
 * failed, that are overdue, that were lost, then live ones by risk and least available memory, then the rest.
 */
export function sortRows(rows: readonly HostRow[], order: SortOrder): HostRow[] {
  if (order.by === 'attention') return rows.toSorted(compareByAttention);
  const { by, direction } = order;
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted(
    (one, other) => compareNullable(keyOf(one, by), keyOf(other, by), sign) || compareByName(one, other),
  );
}

/** The order after a click on a column's header: its first direction, then the other, then by urgency again. */
export function nextOrder(order: SortOrder, column: SortableColumn): SortOrder {
  const first = FIRST_DIRECTION[column];
  if (order.by !== column) return { by: column, direction: first };
  if (order.direction !== first) return BY_ATTENTION;
  return { by: column, direction: first === 'ascending' ? 'descending' : 'ascending' };
}

/** What `aria-sort` of a column's header says. */
export function ariaSortOf(order: SortOrder, column: SortableColumn): 'ascending' | 'descending' | 'none' {
  return order.by === column ? order.direction : 'none';
}

/**
 * The order on screen while someone is in the table: every row keeps its place, new ones come last, so that nothing
 * moves away from under the pointer.
 */
export function holdOrder(shownIds: readonly string[], sortedIds: readonly string[]): string[] {
  const present = new Set(sortedIds);
  const shown = new Set(shownIds);
  return [...shownIds.filter((id) => present.has(id)), ...sortedIds.filter((id) => !shown.has(id))];
}
