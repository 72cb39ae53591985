import type { Incident, IncidentKill, IncidentStatement, IncidentTask } from '../../model/incident';
import type { Replay, ReplayedTask } from '../../model/replay';
import { pageBytesOf } from './pageSize';
import { linesOf, processName, statement } from './statement';
import { memoryOfTask, taskLinesOf, taskOf, type TaskMemory } from './taskMemory';
import { foundNobody, listsNobody } from './outcome';

/** Who was chosen, and the sum that made it so. */
export function whoWasChosen(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const [kill] = incident.kills;
  if (kill === undefined) return withoutKill(incident, replay);
  const chosen = chosenOf(kill);
  const byPoints = incident.killsAllocatingTask
    ? allocatingTask(incident, replay)
    : [...arithmeticOf(incident, replay, chosen), ...nextOf(incident, replay, chosen.pid)];
  return [
    ...byPoints,
    ...scoreOf(incident, kill),
    ...inItsPlace(incident, kill),
    ...comparisonOf(incident, replay),
  ];
}

/** The process that was picked: another one than the dead where a child died in its place. */
export function chosenOf(kill: IncidentKill): { readonly pid: number; readonly comm: string | null } {
  return kill.chosen ?? { pid: kill.pid, comm: kill.comm };
}

function withoutKill(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const first = replay?.ranking.find(({ pid }) => pid === replay.predicted);
  if (first === undefined || foundNobody(incident)) {
    return foundNobody(incident)
      ? [statement(nobodyCodeOf(incident), {}, linesOf(incident, 'tasks', 'note', 'panic'))]
      : [statement('incident.chosen.not-in-log', {}, [])];
  }
  return [
    statement('incident.chosen.would-have', { process: processName(first) }, linesOf(incident, 'tasks')),
  ];
}

/** Nobody was left, all are exempt, or the table that tells which of the two is not there. */
function nobodyCodeOf(incident: Incident): string {
  if (listsNobody(incident)) return 'incident.chosen.nobody-left';
  return incident.tasks.length === 0 ? 'incident.chosen.nobody-unlisted' : 'incident.chosen.nobody';
}

function allocatingTask(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const [kill] = incident.kills;
  const first = replay?.ranking.find(({ pid }) => pid === replay.predicted);
  const statements = [statement('incident.chosen.allocating', {}, linesOf(incident, 'kill'))];
  if (first !== undefined && first.pid !== kill?.pid) {
    statements.push(
      statement('incident.chosen.by-points', { process: processName(first) }, linesOf(incident, 'tasks')),
    );
  }
  return statements;
}

function arithmeticOf(
  incident: Incident,
  replay: Replay | null,
  chosen: { readonly pid: number; readonly comm: string | null },
): IncidentStatement[] {
  const process = processName(chosen);
  const task = taskOf(incident, chosen.pid);
  const lines = [...(task === null ? [] : taskLinesOf(incident, [task])), ...linesOf(incident, 'kill')];
  if (replay?.generation === 'heuristic') return [statement('incident.chosen.heuristic', { process }, lines)];
  if (replay?.generation === 'permille') return [permilleOf(replay, task, { process, lines })];
  const memory = task === null ? null : memoryOfTask(incident, task);
  if (memory === null) return [statement('incident.chosen.named', { process }, lines)];
  return [sumOf(incident, replay, { process, memory, lines }), ...bonusOf(incident, replay, memory)];
}

/** What privileges took off (CAP_SYS_ADMIN, before 4.17): the table does not show them, the points do. */
function bonusOf(
  incident: Incident,
  replay: Replay | null,
  { sumBytes, task }: TaskMemory,
): IncidentStatement[] {
  const points = rankedOf(replay).find(({ pid }) => pid === task.pid)?.points ?? null;
  const pageBytes = pageBytesOf(incident);
  const adjBytes = adjBytesOf(incident, replay, task.oomScoreAdj ?? 0);
  if (points === null || pageBytes === null || adjBytes === null || !countsPages(replay)) return [];
  // Page tables are counted in whole pages, which leaves less than one; points are 1 at least.
  const bonusBytes = sumBytes + adjBytes - points * pageBytes;
  if (points <= 1 || bonusBytes < 2 * pageBytes) return [];
  const params = { bonusBytes, pointsBytes: points * pageBytes };
  return [statement('incident.chosen.bonus', params, taskLinesOf(incident, [task]))];
}

interface ChosenProcess {
  readonly process: string;
  readonly lines: IncidentStatement['lines'];
}

/** 2.6.36 to 3.4: points are thousandths already. */
function permilleOf(
  replay: Replay,
  task: IncidentTask | null,
  { process, lines }: ChosenProcess,
): IncidentStatement {
  const points = replay.ranking.find(({ pid }) => pid === task?.pid)?.points ?? null;
  if (task === null || points === null) return statement('incident.chosen.named', { process }, lines);
  return statement('incident.chosen.permille', { process, points, adj: task.oomScoreAdj ?? 0 }, lines);
}

/** RSS, swap and page tables, and what adj makes of it: thousandths of the total, divided before multiplied. */
function sumOf(
  incident: Incident,
  replay: Replay | null,
  { process, memory, lines }: ChosenProcess & { readonly memory: TaskMemory },
): IncidentStatement {
  const { rssBytes, swapBytes, pageTableBytes, sumBytes, task } = memory;
  const adj = task.oomScoreAdj ?? 0;
  const parts = { process, rssBytes, swapBytes, pageTableBytes };
  if (adj === 0) return statement('incident.chosen.sum', { ...parts, sumBytes }, lines);
  const adjBytes = adjBytesOf(incident, replay, adj);
  if (adjBytes === null)
    return statement('incident.chosen.sum-adj-unmeasured', { ...parts, sumBytes, adj }, lines);
  const params = { ...parts, adj, adjBytes: Math.abs(adjBytes), sumBytes: sumBytes + adjBytes };
  return statement(adj > 0 ? 'incident.chosen.sum-adj-adds' : 'incident.chosen.sum-adj-takes', params, [
    ...lines,
    ...linesOf(incident, 'ram', 'swap', 'cgroup'),
  ]);
}

/** What an adj is worth in a report, as memory; null where what it is measured by is not known. */
export function adjBytesOf(incident: Incident, replay: Replay | null, adj: number): number | null {
  const pageBytes = pageBytesOf(incident);
  const totalPages = measureOf(replay);
  return totalPages === null || pageBytes === null ? null : adj * Math.trunc(totalPages / 1000) * pageBytes;
}

/** Notes of a replay whose total is a lower end: swap counts that the report does not print. */
const LOWER_ENDS = ['cgroup-swap-unknown', 'cgroup-swap-bound', 'swap-not-printed'].map(
  (name) => `replay.total.${name}`,
);

/** What adj was measured by, in pages; null where the report does not print all of it. */
export function measureOf(replay: Replay | null): number | null {
  const isLowerEnd = replay?.notes.some(({ code }) => LOWER_ENDS.includes(code)) ?? true;
  return isLowerEnd ? null : (replay?.totalPages ?? null);
}

/** The generations whose points are pages. */
export function countsPages(replay: Replay | null): boolean {
  return replay?.generation === 'pages' || replay?.generation === 'signed';
}

type RankedTask = ReplayedTask & { readonly points: number };

/** Those of the ranking that could be killed, in order. They are not copied: that would make each row say why. */
export function rankedOf(replay: Replay | null): readonly RankedTask[] {
  return (replay?.ranking ?? []).filter(isRanked);
}

function isRanked(task: ReplayedTask): task is RankedTask {
  return task.eligible && task.points !== null;
}

function nextOf(incident: Incident, replay: Replay | null, pid: number): IncidentStatement[] {
  const ranked = rankedOf(replay);
  const here = ranked.find((task) => task.pid === pid);
  const next = ranked.find((task) => task.pid !== pid);
  const pageBytes = pageBytesOf(incident);
  if (here === undefined || replay === null) return [];
  const lines = linesOf(incident, 'tasks');
  // A log that begins in the middle may have lost rows.
  const isWhole = incident.trigger !== null && !incident.missing.includes('tasks');
  if (next === undefined) return isWhole ? [statement('incident.chosen.only-one', {}, lines)] : [];
  const process = processName(next);
  const distance = here.points - next.points;
  if (distance < 0) return [];
  if (distance === 0) return [statement('incident.chosen.tie', { process }, lines)];
  if (!countsPages(replay) || pageBytes === null)
    return [statement('incident.chosen.next-points', { process, distance }, lines)];
  // A difference of adj is measured by the total as well.
  if (measureOf(replay) === null && here.oomScoreAdj !== next.oomScoreAdj) return [];
  const params = { process, distanceBytes: distance * pageBytes };
  return [statement('incident.chosen.next', params, lines)];
}

function scoreOf(incident: Incident, kill: IncidentKill): IncidentStatement[] {
  const score = kill.chosen?.score ?? kill.score;
  if (score === null) return [];
  return [statement('incident.chosen.score', { score }, [kill.lines])];
}

/** A child died in place of the chosen one; whoever shares its memory dies with it. */
function inItsPlace(
  { kills, oomGroup, parts, killsAllocatingTask }: Incident,
  kill: IncidentKill,
): IncidentStatement[] {
  const statements: IncidentStatement[] = [];
  const { chosen } = kill;
  if (chosen !== null && chosen.pid !== kill.pid && !kills.some(({ pid }) => pid === chosen.pid)) {
    const params = { chosen: processName(chosen), process: processName(kill) };
    // Whoever asks may be a thread, and what is killed is its process (find_lock_task_mm names the first of its threads).
    const code = killsAllocatingTask ? 'incident.chosen.process-of-asker' : 'incident.chosen.child';
    statements.push(statement(code, params, [kill.lines]));
  }
  if (oomGroup !== null) {
    statements.push(statement('incident.chosen.group', { path: oomGroup }, linesOf({ parts }, 'group')));
  }
  return statements;
}

/** Whether the same sum, done again, gives the same process. */
function comparisonOf(incident: Incident, replay: Replay | null): IncidentStatement[] {
  if (replay === null) return [];
  const lines = linesOf(incident, 'tasks', 'kill');
  if (replay.reason !== null) {
    const said = replay.agrees === null ? 'not-compared' : replay.agrees ? 'agrees-although' : 'differs';
    if (incident.killsAllocatingTask && replay.reason === 'allocating-task') return [];
    return [statement(`incident.chosen.${said}.${replay.reason}`, {}, lines)];
  }
  if (replay.agrees === null) return [];
  return [statement(replay.agrees ? 'incident.chosen.agrees' : 'incident.chosen.differs.unknown', {}, lines)];
}
