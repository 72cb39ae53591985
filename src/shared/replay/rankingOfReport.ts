import type { Incident, IncidentTask, Message, ProcessSample, ReplayChanges, ReplayedTask } from '../model';
import { message } from '../model';
import { CAP_SYS_ADMIN } from '../oom/capabilities';
import { whyOf } from '../oom/explain';
import type { BadnessGeneration } from '../oom/generation';
import { rankIn, type Candidate, type Ranking } from '../oom/ranking';

/** What a report is ranked by. */
export interface RankingBasis {
  readonly generation: BadnessGeneration;
  readonly pageBytes: number;
  /** Null: what adj is measured by is not printed. */
  readonly totalPages: number | null;
  /** Pids of rows that are taken to have CAP_SYS_ADMIN, which the table does not show. */
  readonly privileged: ReadonlySet<number>;
}

/** A report's table in the order in which its kernel would have killed. */
export interface ReportRanking {
  readonly rows: readonly ReplayedTask[];
  /** The one with the most points; null where nothing can be killed, or what is printed does not decide. */
  readonly first: number | null;
  /** What a difference of points below this may be due to: counters per processor. */
  readonly errorPages: number;
}

/** Processes of the table: one row each, as printed. Threads of one process count once, by their leader where it is there. */
export function processRowsOf({ tasks }: Incident): readonly IncidentTask[] {
  const rows = new Map<number, IncidentTask>();
  for (const task of tasks) {
    const key = task.tgid ?? task.pid;
    if (!rows.has(key) || task.pid === task.tgid) rows.set(key, task);
  }
  return [...rows.values()];
}

/** Whether a pid that is printed elsewhere means this row: kill lines name the process, or the thread of its row. */
export function isOfRow(pid: number, row: IncidentTask): boolean {
  return row.pid === pid || row.tgid === pid;
}

/**
 * The row that a pid of another line means, which may be a thread whose own row was put to its process.
 *
 * @param rows of {@link processRowsOf}
 */
export function rowOfPid(
  { tasks }: Incident,
  rows: readonly IncidentTask[],
  pid: number | null,
): IncidentTask | undefined {
  if (pid === null) return undefined;
  const process = tasks.find((task) => task.pid === pid)?.tgid ?? pid;
  return rows.find((row) => isOfRow(pid, row) || isOfRow(process, row));
}

/** Rows of those that died. */
export function victimRowsOf(
  { kills, tasks }: Incident,
  rows: readonly IncidentTask[],
): ReadonlySet<IncidentTask> {
  const died = new Set(kills.map(({ pid }) => pid));
  const processes = new Set(tasks.filter(({ pid }) => died.has(pid)).map(({ pid, tgid }) => tgid ?? pid));
  const isVictim = ({ pid, tgid }: IncidentTask): boolean =>
    died.has(pid) || (tgid !== null && (died.has(tgid) || processes.has(tgid)));
  return new Set(rows.filter(isVictim));
}

/** The rows as they would be with the changes that are tried out. */
export function changedRows(
  rows: readonly IncidentTask[],
  { adjByPid, removedPids }: Pick<ReplayChanges, 'adjByPid' | 'removedPids'>,
): readonly IncidentTask[] {
  if (adjByPid.size === 0 && removedPids.size === 0) return rows;
  const isRemoved = ({ pid, tgid }: IncidentTask): boolean =>
    removedPids.has(pid) || (tgid !== null && removedPids.has(tgid));
  return rows
    .filter((row) => !isRemoved(row))
    .map((row) => {
      const adj = adjByPid.get(row.pid) ?? (row.tgid === null ? undefined : adjByPid.get(row.tgid));
      return adj === undefined ? row : { ...row, oomScoreAdj: adj };
    });
}

/**
 * Ranks a table (select_bad_process in mm/oom_kill.c, of the report's own generation).
 *
 * @param rows of {@link processRowsOf}, in the order of the table: it is the order in which the kernel looks at them
 * @param victims rows of those that the kernel did kill, so they had memory whatever it shows
 */
export function rankRows(
  rows: readonly IncidentTask[],
  basis: RankingBasis,
  victims: ReadonlySet<IncidentTask>,
): ReportRanking {
  if (basis.generation.kind === 'heuristic') return unranked(rows, basis.generation);
  const isUsable = ({ rssPages, oomScoreAdj }: IncidentTask): boolean =>
    rssPages !== null && oomScoreAdj !== null;
  const usable = rows.filter(isUsable);
  const processes = usable.map((row, index) => processOf(row, index, basis, victims));
  const broken = rows.filter((row) => !isUsable(row)).map((row) => unrankedRow(row, 'replay.row-unreadable'));
  const ranked =
    basis.totalPages === null
      ? rankWithoutTotal(usable, processes, basis)
      : rankWith(usable, processes, {
          ...basis,
          totalPages: basis.totalPages,
        });
  const inFront = (row: ReplayedTask): boolean => row.eligible;
  const behind = (row: ReplayedTask): boolean => !row.eligible;
  const ordered = [
    ranked.rows.filter(inFront),
    broken.filter(inFront),
    ranked.rows.filter(behind),
    broken.filter(behind),
  ];
  return { ...ranked, rows: ordered.flat() };
}

function rankWith(
  rows: readonly IncidentTask[],
  processes: readonly ProcessSample[],
  basis: RankingBasis & { readonly totalPages: number },
): ReportRanking {
  const ranking = rankingOf(processes, basis.generation, basis.totalPages, basis.pageBytes);
  const replayed = ranking.candidates.map((candidate, place) =>
    rowOf(candidate, rows, () => whyOfRow(ranking, place, rows)),
  );
  const [first] = replayed;
  return {
    rows: replayed,
    first: first?.eligible === true ? first.pid : null,
    errorPages: ranking.errorPages,
  };
}

/** So large that adj decides before memory does. */
const ENDLESS_PAGES = 1e12;

/**
 * Without a total adj cannot be counted. Points are memory plus adj times an unknown number, so whoever leads where that is 0
 * and where it is without end leads everywhere between; unless all sink below the least that some kernels count.
 */
function rankWithoutTotal(
  rows: readonly IncidentTask[],
  processes: readonly ProcessSample[],
  { generation, pageBytes }: RankingBasis,
): ReportRanking {
  const isShare = generation.kind === 'permille';
  // Shares of an unknown whole are in the order of memory all the same.
  const counting: BadnessGeneration = isShare ? { kind: 'signed', hasApproximateRss: false } : generation;
  const byMemory = rankingOf(processes, counting, 1, pageBytes);
  const [ofAdj] = rankingOf(processes, counting, ENDLESS_PAGES, pageBytes).candidates;
  const replayed = byMemory.candidates.map((candidate) => {
    const row = rowOf(candidate, rows, () => whyWithoutTotal(candidate, pageBytes));
    return row.oomScoreAdj === 0 && !isShare ? row : { ...row, points: null };
  });
  const [first] = replayed;
  const isSunk =
    generation.kind === 'pages' && ofAdj?.badness.kind === 'eligible' && ofAdj.badness.points <= 1;
  const isDecided = !isShare && !isSunk && byMemory.candidates[0]?.process === ofAdj?.process;
  return { rows: replayed, first: first?.eligible === true && isDecided ? first.pid : null, errorPages: 0 };
}

function rankingOf(
  processes: readonly ProcessSample[],
  generation: BadnessGeneration,
  totalPages: number,
  pageBytes: number,
): Ranking {
  const identity = { kernel: null, pageBytes, cpus: null, ticksPerSecond: null };
  const chosenGeneration = { generation, by: 'evidence' } as const;
  const host = { identity, memory: null, uptimeSeconds: 0, chosenGeneration };
  return rankIn(processes, host, { totalPages, pageBytes });
}

/** The sentences are made when they are first asked for: of thousands of rows, a person looks at a few. */
function rowOf(
  { process, badness }: Candidate,
  rows: readonly IncidentTask[],
  makeWhy: () => readonly Message[],
): ReplayedTask {
  let why: readonly Message[] | null = null;
  return {
    pid: rows[process.startTicks ?? -1]?.pid ?? process.pid,
    comm: process.comm,
    points: badness.kind === 'eligible' ? badness.points : null,
    oomScoreAdj: process.oomScoreAdj,
    eligible: badness.kind === 'eligible',
    get why() {
      why ??= makeWhy();
      return why;
    },
  };
}

function whyOfRow(ranking: Ranking, place: number, rows: readonly IncidentTask[]): readonly Message[] {
  const sentences = whyOf(ranking, place);
  const process = ranking.candidates[place]?.process;
  if (process === undefined || rows[process.startTicks ?? -1]?.swapPages !== null) return sentences;
  // Tables up to 3.5 have neither swap nor page tables, so nothing is said of them.
  return sentences.map((sentence) =>
    sentence.code === 'oom.memory'
      ? message('replay.rss-only', {
          rssBytes: sentence.params.rssBytes ?? 0,
          sharePercent: sentence.params.sharePercent ?? 0,
          totalBytes: sentence.params.totalBytes ?? 0,
        })
      : sentence,
  );
}

function whyWithoutTotal({ process, badness }: Candidate, pageBytes: number): readonly Message[] {
  if (badness.kind === 'exempt') return [message(`oom.exempt.${badness.exemption}`)];
  const { rssPages, swapPages, pageTableBytes, oomScoreAdj } = process;
  const usedBytes = (rssPages + (swapPages ?? 0)) * pageBytes + (pageTableBytes ?? 0);
  const adj = oomScoreAdj ?? 0;
  return [
    message('replay.memory', { usedBytes }),
    ...(adj === 0 ? [] : [message('replay.adj-not-counted', { adj })]),
  ];
}

function unranked(rows: readonly IncidentTask[], generation: BadnessGeneration): ReportRanking {
  const code = generation.kind === 'heuristic' ? 'replay.row-heuristic' : 'replay.row-unreadable';
  return { rows: rows.map((row) => unrankedRow(row, code)), first: null, errorPages: 0 };
}

const DISABLED_ADJ = -17;

function unrankedRow(row: IncidentTask, code: string): ReplayedTask {
  const { pid, tgid, comm, oomScoreAdj, oomAdj } = row;
  const isInit = pid === 1 || tgid === 1;
  const isProtected = oomScoreAdj === null ? oomAdj === DISABLED_ADJ : oomScoreAdj === -1000;
  const exemption = isInit ? 'oom.exempt.init' : isProtected ? 'oom.exempt.protected' : null;
  const why = [message(exemption ?? code)];
  return { pid, comm, points: null, oomScoreAdj, eligible: exemption === null, why };
}

const ADMIN_CAPABILITIES = (2 ** CAP_SYS_ADMIN).toString(16).padStart(16, '0');
const NO_CAPABILITIES = '0'.repeat(16);

/**
 * A row as the model of /proc has it. Its place in the table stands in for the start time, which orders equals. Tables list
 * only tasks that have memory of their own, so none is a thread of the kernel.
 */
function processOf(
  row: IncidentTask,
  place: number,
  { pageBytes, privileged }: RankingBasis,
  victims: ReadonlySet<IncidentTask>,
): ProcessSample {
  const { rssPages, swapPages, pageTableBytes, pageTablePages } = row;
  // Not even a stack: the reaper took it, or it is on its way out. The kernel passes over both.
  const isEmptied = rssPages === 0 && swapPages === 0 && !victims.has(row);
  return {
    pid: row.tgid === 1 ? 1 : row.pid,
    ppid: 0,
    uid: row.uid,
    user: null,
    comm: row.comm,
    commandLine: null,
    state: isEmptied ? 'X' : null,
    startTicks: place,
    nice: null,
    cpuTicks: null,
    vsizeBytes: null,
    rssPages: rssPages ?? 0,
    rssAnonPages: row.rssAnonPages,
    rssFilePages: row.rssFilePages,
    rssShmemPages: row.rssShmemPages,
    swapPages,
    pageTableBytes: pageTableBytes ?? (pageTablePages === null ? null : pageTablePages * pageBytes),
    effectiveCapabilities: privileged.has(row.pid) ? ADMIN_CAPABILITIES : NO_CAPABILITIES,
    oomScore: null,
    oomScoreAdj: row.oomScoreAdj,
    oomAdj: row.oomAdj,
    cgroup: null,
    memsAllowed: null,
  };
}
