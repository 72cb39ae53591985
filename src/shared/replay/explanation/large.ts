import type { Incident, IncidentStatement } from '../../model/incident';
import type { Replay } from '../../model/replay';
import { shortageOf } from '../totalPages';
import { chosenOf, measureOf } from './chosen';
import { kernelLargeOf } from './kernelMemory';
import { anonBytesOf, fileCacheBytesOf, ramBytesOf, totalBytesOf } from './memory';
import { pageBytesOf } from './pageSize';
import { linesOf, processName, statement } from './statement';
import { isProtected, taskLinesOf, taskMemoryOf, type TaskMemory } from './taskMemory';

const SHOWN_PROCESSES = 5;

/** What else was large: processes, groups of one name, and what no process holds. */
export function whatElseWasLarge(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const rows = taskMemoryOf(incident);
  return [
    ...largestOf(incident, replay, rows),
    ...rows.slice(0, SHOWN_PROCESSES).map((row) => holdingOf(incident, replay, row)),
    ...namesakesOf(incident, rows),
    ...cgroupPartsOf(incident),
    ...kernelLargeOf(incident),
    ...heldByNoneOf(incident, rows),
  ];
}

/** The victim is often not the largest, and one report cannot tell who grew. */
function largestOf(
  incident: Incident,
  replay: Replay | null,
  rows: readonly TaskMemory[],
): IncidentStatement[] {
  const [largest] = rows;
  const [kill] = incident.kills;
  if (largest === undefined || kill === undefined) return [];
  const chosen = chosenOf(kill);
  const lines = taskLinesOf(incident, [largest.task]);
  const isChosen = [chosen.pid, kill.pid].some(
    (pid) => pid === largest.task.pid || pid === largest.task.tgid,
  );
  const params = { process: processName(largest.task), sumBytes: largest.sumBytes };
  if (isChosen) return [statement('incident.large.is-victim', params, lines)];
  if (isProtected(largest.task)) return [statement('incident.large.protected', params, lines)];
  const adj = largest.task.oomScoreAdj ?? 0;
  const victimAdj = replay?.ranking.find(({ pid }) => pid === chosen.pid)?.oomScoreAdj ?? 0;
  const name = adj < 0 ? 'spared' : adj < victimAdj ? 'lower-adj' : 'another';
  return [
    statement(`incident.large.${name}`, { ...params, adj, victimAdj, victim: processName(chosen) }, lines),
  ];
}

function holdingOf(incident: Incident, replay: Replay | null, row: TaskMemory): IncidentStatement {
  const { task, sumBytes } = row;
  const pageBytes = pageBytesOf(incident);
  const params = { process: processName(task), sumBytes };
  const lines = taskLinesOf(incident, [task]);
  const totalPages = measureOf(replay);
  if (totalPages === null || pageBytes === null) return statement('incident.large.process', params, lines);
  const totalBytes = totalPages * pageBytes;
  const share = { totalBytes, sharePercent: (sumBytes * 100) / totalBytes };
  return statement(`incident.large.share-of-${shortageOf(incident)}`, { ...params, ...share }, lines);
}

/** Processes of one name that are large together and not one by one. */
function namesakesOf(incident: Incident, rows: readonly TaskMemory[]): IncidentStatement[] {
  const [largest] = rows;
  const byName = new Map<string, TaskMemory[]>();
  for (const row of rows) {
    const namesakes = byName.get(row.task.comm);
    if (namesakes === undefined) byName.set(row.task.comm, [row]);
    else namesakes.push(row);
  }
  const groups = [...byName].map(([comm, members]) => ({
    comm,
    members,
    sumBytes: members.reduce((sum, row) => sum + row.sumBytes, 0),
  }));
  const most = groups
    .filter(({ members }) => members.length > 1)
    .toSorted((a, b) => b.sumBytes - a.sumBytes)[0];
  if (most === undefined || largest === undefined || most.sumBytes < largest.sumBytes * 1.5) return [];
  const { comm, members, sumBytes } = most;
  const lines = taskLinesOf(
    incident,
    members.slice(0, SHOWN_PROCESSES).map(({ task }) => task),
  );
  return [statement('incident.large.namesakes', { comm, count: members.length, sumBytes }, lines)];
}

/** What a cgroup's usage is made of, by the names of both versions: those with `total_` count what is below it too. */
function cgroupPartsOf(incident: Incident): IncidentStatement[] {
  const { cgroup } = incident;
  if (cgroup?.stats == null) return [];
  const { stats, kmem, usageBytes } = cgroup;
  const anonBytes = statOf(stats, 'anon', 'total_rss', 'rss');
  const fileBytes = statOf(stats, 'file', 'total_cache', 'cache');
  const shmemBytes = statOf(stats, 'shmem', 'total_shmem') ?? 0;
  if (anonBytes === null || fileBytes === null) return [];
  // Up to 5.2 each cgroup has a line of its own, and the one at its limit may have all of its memory in those below it.
  if ((anonBytes + fileBytes) * 2 < (usageBytes ?? 0)) return [];
  const lines = linesOf(incident, 'cgroup-stats');
  const params = { anonBytes, fileBytes, shmemBytes };
  const kernelBytes = statOf(stats, 'kernel') ?? kmem?.usageBytes ?? null;
  return [
    kernelBytes === null
      ? statement('incident.large.cgroup-parts', params, lines)
      : statement('incident.large.cgroup-parts-kernel', { ...params, kernelBytes }, lines),
  ];
}

/** The first of some counters that is printed. */
function statOf(stats: Readonly<Record<string, number>>, ...names: readonly string[]): number | null {
  const name = names.find((one) => Object.hasOwn(stats, one));
  return name === undefined ? null : (stats[name] ?? null);
}

/** Worth a sentence from this share of RAM on. */
const LARGE_RATIO = 0.1;

/**
 * RAM that is neither free, nor file cache, nor in any listed process. Pages that processes share are counted for each, so
 * it is at least this much.
 */
function heldByNoneOf(incident: Incident, rows: readonly TaskMemory[]): IncidentStatement[] {
  const ramBytes = ramBytesOf(incident);
  const freeBytes = totalBytesOf(incident, 'free');
  const fileBytes = fileCacheBytesOf(incident);
  const anonBytes = anonBytesOf(incident);
  const isWhole = incident.constraint === 'none' && !incident.missing.includes('tasks') && rows.length > 0;
  if (!isWhole || ramBytes === null || freeBytes === null || fileBytes === null) return [];
  const rssBytes = rows.reduce((sum, row) => sum + row.rssBytes + row.pageTableBytes, 0);
  const lines = linesOf(incident, 'totals', 'ram', 'tasks');
  const shmemBytes = totalBytesOf(incident, 'shmem') ?? 0;
  // Memory of processes that no listed process has: a table that was cut, or a log that was.
  if (anonBytes !== null && anonBytes - shmemBytes - rssBytes > ramBytes * LARGE_RATIO)
    return [statement('incident.large.unlisted', { anonBytes, rssBytes }, lines)];
  const heldBytes = ramBytes - freeBytes - fileBytes - rssBytes;
  if (heldBytes < ramBytes * LARGE_RATIO) return [];
  const params = { heldBytes, sharePercent: (heldBytes * 100) / ramBytes, ramBytes };
  return [statement('incident.large.held-by-none', params, lines)];
}
