import type { ProcessRow } from './processRows';

/** The columns of the process table, in their order. */
export const PROCESS_COLUMNS = [
  'rank',
  'pid',
  'comm',
  'user',
  'commandLine',
  'oomScore',
  'adj',
  'rss',
  'swap',
  'pageTables',
  'nice',
  'cpu',
  'state',
  'age',
  'cgroup',
] as const;
export type ProcessColumn = (typeof PROCESS_COLUMNS)[number];

export interface ProcessOrder {
  readonly column: ProcessColumn;
  readonly isDescending: boolean;
}

export const DEFAULT_ORDER: ProcessOrder = { column: 'oomScore', isDescending: true };

const TEXT_COLUMNS: readonly ProcessColumn[] = ['comm', 'user', 'commandLine', 'state', 'cgroup'];

/** Numbers stand at the right, and start with the largest when sorted by; texts are the other way round. */
export function isNumeric(column: ProcessColumn): boolean {
  return !TEXT_COLUMNS.includes(column);
}

function sortKeyOf(row: ProcessRow, column: ProcessColumn): number | string | null {
  const { process } = row;
  switch (column) {
    case 'rank':
      return row.rank;
    case 'pid':
      return process.pid;
    case 'comm':
      return process.comm;
    case 'user':
      return process.user ?? (process.uid === null ? null : String(process.uid));
    case 'commandLine':
      return process.commandLine;
    case 'oomScore':
      return process.oomScore;
    case 'adj':
      return row.adj;
    case 'rss':
      return process.rssPages;
    case 'swap':
      return process.swapPages;
    case 'pageTables':
      return process.pageTableBytes;
    case 'nice':
      return process.nice;
    case 'cpu':
      return process.cpuTicks;
    case 'state':
      return process.state;
    case 'age':
      return row.ageSeconds;
    case 'cgroup':
      return process.cgroup;
  }
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/**
 * Rows in an order. What is not reported comes last, whichever way; equal rows keep the order they came in, which is
 * the kernel's ranking.
 */
export function sortProcesses(rows: readonly ProcessRow[], order: ProcessOrder): readonly ProcessRow[] {
  const direction = order.isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: sortKeyOf(row, order.column) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return direction * compare(a.key, b.key);
    })
    .map(({ row }) => row);
}

/** The order after a click on a column's header: a second click turns it round. */
export function nextOrder(order: ProcessOrder, column: ProcessColumn): ProcessOrder {
  if (order.column === column) return { column, isDescending: !order.isDescending };
  return { column, isDescending: isNumeric(column) && column !== 'rank' && column !== 'pid' };
}

/**
 * Rows that a filter leaves: every word of it, in any case, somewhere in name, pid, user, command line or cgroup.
 * @param showsKernelThreads without it they are left out
 */
export function filterProcesses(
  rows: readonly ProcessRow[],
  filter: string,
  showsKernelThreads: boolean,
): readonly ProcessRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (row.isKernelThread && !showsKernelThreads) return false;
    if (words.length === 0) return true;
    const { comm, pid, uid, user, commandLine, cgroup } = row.process;
    const text = [comm, pid, user, uid, commandLine, cgroup].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/**
 * Where a key moves the selection in a list.
 * @param current null: nothing is selected
 * @param page rows that fit on the screen
 * @returns undefined: the key is not for the list
 */
export function nextSelection(
  key: string,
  current: number | null,
  length: number,
  page: number,
): number | undefined {
  if (length === 0) return undefined;
  const from = current ?? -1;
  const targets: Readonly<Record<string, number>> = {
    j: from + 1,
    ArrowDown: from + 1,
    k: from - 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: length - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined ? undefined : Math.min(length - 1, Math.max(0, target));
}
