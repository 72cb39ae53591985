/**
 * The `processes` section: not a kernel file, but one row a process, gathered on the host from
 * `/proc/PID/{stat,status,oom_score,oom_score_adj,oom_adj,cgroup,cmdline}` (fs/proc/array.c, fs/proc/base.c). Tab
 * separated, with a header line:
 *
 *     pid  ppid  uid  comm  rss_pages  swap_pages  oom_score  oom_score_adj
 *     1    0     0    init  455        0           0          0
 *
 * `oom_adj` is all that hosts before 2.6.36 have for `oom_score_adj`; swap_pages (VmSwap) came between 2.6.32 and
 * 3.10, the parts of RSS with 4.5.
 *
 * Names and command lines are chosen by whoever runs the process. What gathers the rows replaces tabs and newlines in
 * them; a row that is damaged all the same is left out and counted, so that no name can blind the whole view.
 */
import type { ProcessSample } from '../../shared/model';
import type { ParseProblem, Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import { maskCommandLine } from './commandLine';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount, parseSignedCount } from './kernelText';

const FILE = 'processes';

export interface ProcessTable {
  readonly processes: readonly ProcessSample[];
  /** Rows that could not be understood and are not among the processes. */
  readonly droppedRows: number;
  /** The first of them. */
  readonly firstDropped: ParseProblem | null;
}

const COLUMNS = [
  'pid',
  'ppid',
  'uid',
  'comm',
  'rss_pages',
  'swap_pages',
  'pgtables_bytes',
  'oom_score',
  'oom_score_adj',
  'oom_adj',
  'cgroup',
  'start_ticks',
  'state',
  'nice',
  'cpu_ticks',
  'vsize_bytes',
  'rss_anon_pages',
  'rss_file_pages',
  'rss_shmem_pages',
  'cap_eff',
  'user',
  'command_line',
  'mems_allowed',
] as const;
type Column = (typeof COLUMNS)[number];

const REQUIRED_COLUMNS: readonly Column[] = ['pid', 'ppid', 'comm', 'rss_pages'];

/** Where each column stands; -1 for one that the table does not have. */
type Layout = Readonly<Record<Column, number>>;

interface Header {
  readonly layout: Layout;
  readonly width: number;
}

function headerOf(line: KernelLine): Header | null {
  const names = line.text.split('\t');
  const indexOf = (column: Column): number => names.indexOf(column);
  if (REQUIRED_COLUMNS.some((column) => indexOf(column) === -1)) return null;
  if (COLUMNS.some((column) => indexOf(column) !== names.lastIndexOf(column))) return null;
  const layout: Layout = {
    pid: indexOf('pid'),
    ppid: indexOf('ppid'),
    uid: indexOf('uid'),
    comm: indexOf('comm'),
    rss_pages: indexOf('rss_pages'),
    swap_pages: indexOf('swap_pages'),
    pgtables_bytes: indexOf('pgtables_bytes'),
    oom_score: indexOf('oom_score'),
    oom_score_adj: indexOf('oom_score_adj'),
    oom_adj: indexOf('oom_adj'),
    cgroup: indexOf('cgroup'),
    start_ticks: indexOf('start_ticks'),
    state: indexOf('state'),
    nice: indexOf('nice'),
    cpu_ticks: indexOf('cpu_ticks'),
    vsize_bytes: indexOf('vsize_bytes'),
    rss_anon_pages: indexOf('rss_anon_pages'),
    rss_file_pages: indexOf('rss_file_pages'),
    rss_shmem_pages: indexOf('rss_shmem_pages'),
    cap_eff: indexOf('cap_eff'),
    user: indexOf('user'),
    command_line: indexOf('command_line'),
    mems_allowed: indexOf('mems_allowed'),
  };
  return { layout, width: names.length };
}

const CAPABILITIES = /^[0-9a-fA-F]{1,32}$/;
const STATE = /^[A-Za-z]$/;
const NODE_LIST = /^[0-9,-]{1,200}$/;
const MAX_PID = 2 ** 31 - 1;
/** Far more than any kernel has: 16 bytes of a name, 64 of a kernel thread's; 32 of an account's; PATH_MAX of a path. */
const NAME_CHARACTERS = 256;
const PATH_CHARACTERS = 4096;

/** The cells of one row, by their place. Remembers whether one of them was not what its column holds. */
class Row {
  readonly #cells: readonly string[];
  isDamaged = false;

  constructor(cells: readonly string[]) {
    this.#cells = cells;
  }

  /** Foreign text as it stands there; null where the column is missing or the cell empty. */
  text(place: number): string | null {
    const cell = this.#cells[place];
    return cell === undefined || cell === '' ? null : cell;
  }

  /** {@link text} that is no longer than it can be. */
  textWithin(place: number, characters: number): string | null {
    const cell = this.text(place);
    return cell === null ? null : this.#checked(cell.length <= characters ? cell : null);
  }

  count(place: number): number | null {
    const cell = this.text(place);
    return cell === null ? null : this.#checked(parseCount(cell));
  }

  signedCount(place: number): number | null {
    const cell = this.text(place);
    return cell === null ? null : this.#checked(parseSignedCount(cell));
  }

  /** A number that names something, so that it has to be exact. */
  exactCount(place: number): number | null {
    const count = this.count(place);
    return count === null ? null : this.#checked(Number.isSafeInteger(count) ? count : null);
  }

  /** A knob, in a scale that goes as far down as up. */
  knob(place: number, furthest: number): number | null {
    const value = this.signedCount(place);
    return value === null ? null : this.#checked(Math.abs(value) <= furthest ? value : null);
  }

  requiredCount(place: number): number {
    return this.#checked(this.count(place)) ?? 0;
  }

  matching(place: number, pattern: RegExp): string | null {
    const cell = this.text(place);
    return cell === null ? null : this.#checked(pattern.test(cell) ? cell : null);
  }

  #checked<Value>(cell: Value | null): Value | null {
    if (cell === null) this.isDamaged = true;
    return cell;
  }
}

function processOf(row: Row, layout: Layout): ProcessSample | null {
  const commandLine = row.text(layout.command_line);
  const process: ProcessSample = {
    pid: row.requiredCount(layout.pid),
    ppid: row.requiredCount(layout.ppid),
    uid: row.count(layout.uid),
    user: row.textWithin(layout.user, NAME_CHARACTERS),
    // A process may give itself an empty name.
    comm: row.textWithin(layout.comm, NAME_CHARACTERS) ?? '',
    commandLine: commandLine === null ? null : maskCommandLine(commandLine),
    state: row.matching(layout.state, STATE),
    startTicks: row.exactCount(layout.start_ticks),
    nice: row.signedCount(layout.nice),
    cpuTicks: row.count(layout.cpu_ticks),
    vsizeBytes: row.count(layout.vsize_bytes),
    rssPages: row.requiredCount(layout.rss_pages),
    rssAnonPages: row.count(layout.rss_anon_pages),
    rssFilePages: row.count(layout.rss_file_pages),
    rssShmemPages: row.count(layout.rss_shmem_pages),
    swapPages: row.count(layout.swap_pages),
    pageTableBytes: row.count(layout.pgtables_bytes),
    effectiveCapabilities: row.matching(layout.cap_eff, CAPABILITIES),
    oomScore: row.count(layout.oom_score),
    oomScoreAdj: row.knob(layout.oom_score_adj, 1000),
    oomAdj: row.knob(layout.oom_adj, 17),
    cgroup: row.textWithin(layout.cgroup, PATH_CHARACTERS),
    memsAllowed: row.matching(layout.mems_allowed, NODE_LIST),
  };
  const isPlausible = !row.isDamaged && process.pid >= 1 && process.pid <= MAX_PID && process.ppid <= MAX_PID;
  return isPlausible ? process : null;
}

/** The problem of one row. It quotes nothing of it: a piece of a command line may be a secret, and this is logged. */
function droppedRow(line: KernelLine, cells: number, width: number): ParseProblem {
  const expected = `${String(width)} proper cells and a pid of its own`;
  return { kind: 'malformed', file: FILE, line: line.number, expected, excerpt: `${String(cells)} cells` };
}

/**
 * Reads the table of processes.
 *
 * @param text the section's text; any text is accepted
 * @returns the processes in the host's order, command lines masked (see {@link maskCommandLine}), an empty cell and a
 *   missing column as null, unknown columns left out. Only pid, ppid, comm and rss_pages have to be there. A row of
 *   another width than the header, with a cell that is not what its column holds, with a pid that stands there
 *   already, or cut off at the end of the text, is dropped and counted. A header without the required columns or with
 *   one of ours twice is a problem, and so is a table of which no row is left.
 */
export function parseProcesses(text: string): Result<ProcessTable> {
  const [headerLine, ...rows] = kernelLines(text);
  if (headerLine === undefined) return failed(nothingKnown(FILE, [], 'a header line'));
  const header = headerLine.isWhole ? headerOf(headerLine) : null;
  if (header === null)
    return failed(malformedLine(FILE, headerLine, 'a header with pid, ppid, comm, rss_pages'));
  const processes: ProcessSample[] = [];
  const seenPids = new Set<number>();
  let firstDropped: ParseProblem | null = null;
  for (const line of rows) {
    const cells = line.isWhole ? line.text.split('\t') : [];
    const process = cells.length === header.width ? processOf(new Row(cells), header.layout) : null;
    if (process === null || seenPids.has(process.pid)) {
      firstDropped ??= droppedRow(line, cells.length, header.width);
      continue;
    }
    seenPids.add(process.pid);
    processes.push(process);
  }
  if (firstDropped !== null && processes.length === 0) return failed(firstDropped);
  return ok({ processes, droppedRows: rows.length - processes.length, firstDropped });
}
