/**
 * The table of tasks (dump_tasks in mm/oom_kill.c). Its header says which columns there are; it changed in 2.6.36, 3.6, 4.0,
 * 4.15 and 6.8, and vendors have tables of their own:
 *
 *     [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name
 *     [ 181505] 65535 181505      243        1    28672        0          -998 pause
 *
 * The name is the rest of the line: it may hold blanks, brackets and anything else, 15 bytes at most.
 */
import type { IncidentTask } from '../../../../shared/model';
import { countOf, signedOf } from './amounts';
import type { ReportEvent } from './reportEvent';

export function tasksHeaderEvent(text: string): ReportEvent | null {
  if (text.startsWith('Tasks state (memory values in pages)')) return { kind: 'tasks-title' };
  const [, list] = /^\[ *pid *\] +(.+)$/.exec(text) ?? [];
  if (list === undefined) return null;
  const columns = list.trim().split(/\s+/);
  const name = columns.indexOf('name');
  return { kind: 'tasks-header', columns: name === -1 ? columns : columns.slice(0, name + 1) };
}

const ROW = /^\[ *(\d{1,10})\]((?:\s+-?\d{1,20}){4}.*)$/;

export function taskEvent(text: string): ReportEvent | null {
  const [, digits, cells] = ROW.exec(text) ?? [];
  const pid = countOf(digits);
  return pid === null || cells === undefined ? null : { kind: 'task', pid, cells };
}

/** Numeric columns, by the kernel's own word, and where they go. */
const COLUMNS: Readonly<Record<string, keyof Omit<IncidentTask, 'pid' | 'comm'>>> = {
  uid: 'uid',
  tgid: 'tgid',
  total_vm: 'totalVmPages',
  rss: 'rssPages',
  rss_anon: 'rssAnonPages',
  rss_file: 'rssFilePages',
  rss_shmem: 'rssShmemPages',
  nr_ptes: 'pageTablePages',
  nr_pmds: 'pageTablePages',
  nr_puds: 'pageTablePages',
  pgtables_bytes: 'pageTableBytes',
  swapents: 'swapPages',
  oom_score_adj: 'oomScoreAdj',
  oom_adj: 'oomAdj',
};

const EMPTY: Omit<IncidentTask, 'pid' | 'comm'> = {
  uid: null,
  tgid: null,
  totalVmPages: null,
  rssPages: null,
  rssAnonPages: null,
  rssFilePages: null,
  rssShmemPages: null,
  pageTableBytes: null,
  pageTablePages: null,
  swapPages: null,
  oomScoreAdj: null,
  oomAdj: null,
};

/** Bytes of a name at the most, in the kernel's buffer (TASK_COMM_LEN without its end). */
const COMM_BYTES = 15;

/**
 * A row by its header.
 * @returns null where it has fewer columns than the header
 */
export function taskOf(pid: number, cells: string, columns: readonly string[]): IncidentTask | null {
  const names = columns.filter((column) => column !== 'name');
  const numbers: string[] = [];
  let rest = cells;
  for (let index = 0; index < names.length; index += 1) {
    const [whole, digits] = /^\s+(-?\d{1,20})(?=\s|$)/.exec(rest) ?? [];
    if (whole === undefined || digits === undefined) return null;
    numbers.push(digits);
    rest = rest.slice(whole.length);
  }
  const comm = commOf(rest);
  if (comm === '') return null;
  const task: Record<keyof typeof EMPTY, number | null> = { ...EMPTY };
  names.forEach((name, index) => {
    const field = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
    const number = signedOf(numbers[index]);
    if (field === undefined || number === null) return;
    // Each level of page tables has a column of its own on 4.0 to 4.14.
    task[field] = field === 'pageTablePages' ? (task[field] ?? 0) + number : number;
  });
  return { pid, comm, ...task };
}

/** The name behind the columns, without what a person wrote behind it. One blank parts it from them; more are its own. */
function commOf(rest: string): string {
  const text = rest.replace(/^\s/, '').trimEnd();
  if (byteLength(text) <= COMM_BYTES) return text;
  const noted = text.replace(/\s+(?:<[-=]|[-=]{2,}>?|#).*$/, '').trimEnd();
  return noted === text ? text.replace(/\s{2,}.*$/, '') : noted;
}

function byteLength(text: string): number {
  return text.length <= COMM_BYTES / 3 ? text.length : new TextEncoder().encode(text).length;
}

/** Tables by how many numbers a row has, for rows whose header is lost. Kernels that print as many are told apart below. */
const UNHEADED: Readonly<Record<number, readonly string[]>> = {
  6: ['uid', 'tgid', 'total_vm', 'rss', 'cpu', 'oom_adj'],
  8: ['uid', 'tgid', 'total_vm', 'rss', 'nr_ptes', 'nr_pmds', 'swapents', 'oom_score_adj'],
  10: [
    'uid',
    'tgid',
    'total_vm',
    'rss',
    'rss_anon',
    'rss_file',
    'rss_shmem',
    'pgtables_bytes',
    'swapents',
    'oom_score_adj',
  ],
};
const SMALLEST_PAGE_BYTES = 4096;
/** Page tables that a process has at the least (its text, heap, libraries, stack), and what each holds on most machines. */
const FEWEST_TABLES = 3;
const PAGES_PER_TABLE = 512;
const LEADING_COLUMNS = ['uid', 'tgid', 'total_vm', 'rss'] as const;

/**
 * The columns of a row without a header, by what only they can be.
 * @returns null where that is not certain
 */
export function columnsOfRow(cells: string): readonly string[] | null {
  const [list = ''] = /^(?:\s+-?\d{1,20}(?=\s))+/.exec(cells) ?? [];
  const numbers = list.trim().split(/\s+/).map(Number);
  if (numbers.length !== 7) return UNHEADED[numbers.length] ?? null;
  const fifth = numbers[LEADING_COLUMNS.length] ?? 0;
  if (fifth >= SMALLEST_PAGE_BYTES && fifth % SMALLEST_PAGE_BYTES === 0) {
    return [...LEADING_COLUMNS, 'pgtables_bytes', 'swapents', 'oom_score_adj'];
  }
  return isOlder(numbers) ? null : [...LEADING_COLUMNS, 'nr_ptes', 'swapents', 'oom_score_adj'];
}

/** To 3.5 the fifth is a processor and the sixth an oom_adj, which is 15 at the most. */
function isOlder(numbers: readonly number[]): boolean {
  const [rss = 0, fifth = 0, sixth = 0] = numbers.slice(LEADING_COLUMNS.length - 1);
  return fifth < FEWEST_TABLES || fifth * PAGES_PER_TABLE < rss || sixth < 0;
}
