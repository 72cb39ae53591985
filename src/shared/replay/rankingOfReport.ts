import type { IncidentTask, Message, ProcessSample, ReplayedTask } from '../model';
import { message } from '../model';
import { CAP_SYS_ADMIN } from '../oom/capabilities';
import { whyOf } from '../oom/explain';
import type { BadnessGeneration } from '../oom/generation';
import { RankedRow, type WhyAt } from './rankedRow';
import { firstIn, rankIn, type Candidate, type Ranking } from '../oom/ranking';

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

/**
 * Ranks a table (select_bad_process in mm/oom_kill.c, of the report's own generation).
 *
 * @param rows of processRowsOf, in the order of the table: it is the order in which the kernel looks at them
 * @param victims rows of those that the kernel did kill, so they had memory whatever it shows
 */
export function rankRows(
  rows: readonly IncidentTask[],
  basis: RankingBasis,
  victims: ReadonlySet<IncidentTask>,
): ReportRanking {
  if (basis.generation.kind === 'heuristic') return unranked(rows, basis.generation);
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
  if (broken.length === 0) return ranked;
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

/**
 * Who is first of {@link rankRows}, without the other places: a report whose kernel knows privileges asks several times.
 */
export function firstOfRows(
  rows: readonly IncidentTask[],
  basis: RankingBasis,
  victims: ReadonlySet<IncidentTask>,
): number | null {
  const { generation, totalPages, pageBytes } = basis;
  if (generation.kind === 'heuristic') return null;
  if (totalPages === null) return rankRows(rows, basis, victims).first;
  const usable = rows.filter(isUsable);
  const processes = usable.map((row, place) => processOf(row, place, basis, victims));
  const first = firstIn(processes, generation, { totalPages, pageBytes });
  if (first?.badness.kind !== 'eligible') return null;
  return pidOf(first.process, usable);
}

/** Whether a row has the columns that a ranking asks for. */
function isUsable({ rssPages, oomScoreAdj }: IncidentTask): boolean {
  return rssPages !== null && oomScoreAdj !== null;
}

function rankWith(
  rows: readonly IncidentTask[],
  processes: readonly ProcessSample[],
  basis: RankingBasis & { readonly totalPages: number },
): ReportRanking {
  const ranking = rankingOf(processes, basis.generation, basis.totalPages, basis.pageBytes);
  const whyAt = (place: number): readonly Message[] => whyOfRow(ranking, place, rows);
  const replayed = ranking.candidates.map((candidate, place) =>
    rowOf(candidate, rows, { isCounted: true, place, whyAt }),
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
  const whyAt = (place: number): readonly Message[] => whyWithoutTotal(byMemory.candidates[place], pageBytes);
  const replayed = byMemory.candidates.map((candidate, place) => {
    const isCounted = candidate.process.oomScoreAdj === 0 && !isShare;
    return rowOf(candidate, rows, { isCounted, place, whyAt });
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

function rowOf(
  { process, badness }: Candidate,
  rows: readonly IncidentTask[],
  { isCounted, place, whyAt }: { isCounted: boolean; place: number; whyAt: WhyAt },
): ReplayedTask {
  const isEligible = badness.kind === 'eligible';
  return new RankedRow(
    {
      pid: pidOf(process, rows),
      comm: process.comm,
      points: isCounted && isEligible ? badness.points : null,
      oomScoreAdj: process.oomScoreAdj,
      eligible: isEligible,
    },
    place,
    whyAt,
  );
}

function pidOf({ startTicks, pid }: ProcessSample, rows: readonly IncidentTask[]): number {
  return rows[startTicks ?? -1]?.pid ?? pid;
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

function whyWithoutTotal(candidate: Candidate | undefined, pageBytes: number): readonly Message[] {
  if (candidate === undefined) return [];
  const { process, badness } = candidate;
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
