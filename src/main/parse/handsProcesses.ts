/**
 * Processes as the script beside the sampling gives them when somebody looks closely: one row each, tab separated, with a
 * header line, gathered from `/proc/PID/{stat,status,cgroup,oom_score,oom_score_adj,oom_adj}` (fs/proc/array.c, fs/proc/base.c):
 *
 *     pid  ppid  start_ticks  uid  user  threads  comm  ascii_comm  oom_score  oom_score_adj  oom_adj  cgroup
 *     1    0     12           0    root  1        init  init        0          0                       /init.scope
 *
 * `oom_adj` is filled where there is no `oom_score_adj` (before 2.6.36). `ascii_comm` is the printable part of the name.
 */
import type { InspectedProcess } from '../../shared/change/inspection';
import { kernelLines, parseCount, parseSignedCount } from './kernelText';

/** A process as the host showed it, with its parent. */
export interface ShownProcess extends InspectedProcess {
  readonly ppid: number;
}

const MAX_PID = 2 ** 31 - 1;
/** Far more than any kernel has: 16 bytes of a name, 64 of a kernel thread's; 32 of an account's; PATH_MAX of a path. */
const NAME_CHARACTERS = 256;
const PATH_CHARACTERS = 4096;
const PRINTABLE = /^[ -~]*$/;

const COLUMNS = [
  'pid',
  'ppid',
  'start_ticks',
  'uid',
  'user',
  'threads',
  'comm',
  'ascii_comm',
  'oom_score',
  'oom_score_adj',
  'oom_adj',
  'cgroup',
] as const;
type Column = (typeof COLUMNS)[number];

/** The cells of a row, by the name of their column. */
class Row {
  readonly #cells: readonly string[];

  constructor(cells: readonly string[]) {
    this.#cells = cells;
  }

  plain(column: Column): string {
    return this.#cells[COLUMNS.indexOf(column)] ?? '';
  }

  /** Null also for what is longer than it can be. */
  text(column: Column, characters: number): string | null {
    const cell = this.plain(column);
    return cell === '' || cell.length > characters ? null : cell;
  }

  count(column: Column): number | null {
    return parseCount(this.plain(column));
  }

  signedCount(column: Column): number | null {
    return parseSignedCount(this.plain(column));
  }

  /** A knob, in a scale that goes as far down as up. */
  knob(column: Column, furthest: number): number | null {
    const value = this.signedCount(column);
    return value === null || Math.abs(value) > furthest ? null : value;
  }
}

function processOf(row: Row): ShownProcess | null {
  const [pid, ppid, startTicks] = [row.count('pid'), row.count('ppid'), row.count('start_ticks')];
  const asciiComm = row.plain('ascii_comm');
  const comm = row.plain('comm');
  if (pid === null || ppid === null || startTicks === null || !Number.isSafeInteger(startTicks)) return null;
  if (pid < 1 || pid > MAX_PID || ppid > MAX_PID) return null;
  if (!PRINTABLE.test(asciiComm) || Math.max(comm.length, asciiComm.length) > NAME_CHARACTERS) return null;
  return {
    pid,
    ppid,
    startTicks,
    asciiComm,
    comm,
    uid: row.count('uid'),
    user: row.text('user', NAME_CHARACTERS),
    threads: row.count('threads'),
    cgroup: row.text('cgroup', PATH_CHARACTERS),
    oomScore: row.signedCount('oom_score'),
    oomScoreAdj: row.knob('oom_score_adj', 1000),
    oomAdj: row.knob('oom_adj', 17),
  };
}

/**
 * Reads the rows.
 *
 * @param text any text is accepted
 * @returns the processes in the host's order. A row that is damaged, cut off, or of a pid that stands there already, is left
 *   out, and so is everything without the header: what is not understood is not there, and is not written to.
 */
export function parseShownProcesses(text: string): readonly ShownProcess[] {
  const [header, ...rows] = kernelLines(text);
  if (header?.text !== COLUMNS.join('\t') || !header.isWhole) return [];
  const processes = new Map<number, ShownProcess>();
  for (const row of rows) {
    const cells = row.isWhole ? row.text.split('\t') : [];
    const process = cells.length === COLUMNS.length ? processOf(new Row(cells)) : null;
    if (process !== null && !processes.has(process.pid)) processes.set(process.pid, process);
  }
  return [...processes.values()];
}
