import type { Incident, IncidentKill, IncidentStatement } from '../../model/incident';
import type { IncidentCauseKind } from '../../model/incidentFeed';
import { pageBytesOf } from './pageSize';
import { linesOf, processName, statement } from './statement';
import { taskLinesOf, taskOf } from './taskMemory';
import { foundNobody } from './outcome';

const SHOWN_KILLS = 5;
const MIB = 1024 * 1024;

/** Who died, what that gave back, and what it could not. */
export function whoDied(incident: Incident, kind: IncidentCauseKind): IncidentStatement[] {
  const { kills } = incident;
  if (kills.length === 0) return [nobodyDied(incident)];
  const statements = kills.slice(0, SHOWN_KILLS).flatMap((kill) => deathOf(incident, kill));
  if (kills.length > 1) statements.push(...togetherOf(incident));
  return [
    ...statements,
    ...elsewhereOf(incident),
    ...littleHelp(kind),
    ...reapedOf(incident),
    ...panicAfter(incident),
  ];
}

function nobodyDied(incident: Incident): IncidentStatement {
  const lines = linesOf(incident, 'note', 'panic');
  if (foundNobody(incident))
    return statement(incident.panic ? 'incident.died.nobody-panic' : 'incident.died.nobody', {}, lines);
  switch (incident.outcome) {
    case 'panic':
      return statement('incident.died.panic', {}, lines);
    case 'disabled':
      return statement('incident.died.disabled', {}, lines);
    case 'killed':
    case 'nothing-killable':
    case 'unknown':
      return statement('incident.died.not-in-log', {}, []);
  }
}

/** RSS by kind from the kill line; shmem is counted with files before 4.5. */
function deathOf(incident: Incident, kill: IncidentKill): IncidentStatement[] {
  const { anonRssBytes, fileRssBytes, shmemRssBytes } = kill;
  const process = processName(kill);
  const lines = [kill.lines];
  if (anonRssBytes === null) return [statement('incident.died.named', { process }, lines)];
  const heldBytes = anonRssBytes + (fileRssBytes ?? 0) + (shmemRssBytes ?? 0);
  const parts = { process, heldBytes, anonRssBytes, fileRssBytes: fileRssBytes ?? 0 };
  const statements = [
    shmemRssBytes === null
      ? statement('incident.died.held', parts, lines)
      : statement('incident.died.held-shmem', { ...parts, shmemRssBytes }, lines),
  ];
  const swapBytes = swapOf(incident, kill);
  if (swapBytes > 0) {
    const task = taskOf(incident, kill.pid);
    const swapLines = task === null ? lines : [...taskLinesOf(incident, [task]), kill.lines];
    const name = anonRssBytes < swapBytes / 10 ? 'incident.died.mostly-swap' : 'incident.died.swap';
    statements.push(statement(name, { process, swapBytes }, swapLines));
  }
  if (shmemRssBytes !== null && shmemRssBytes >= MIB && shmemRssBytes * 5 > heldBytes)
    statements.push(statement('incident.died.shmem-stays', { process, shmemRssBytes }, lines));
  return statements;
}

function swapOf(incident: Incident, { pid }: IncidentKill): number {
  return (taskOf(incident, pid)?.swapPages ?? 0) * (pageBytesOf(incident) ?? 0);
}

function togetherOf(incident: Incident): IncidentStatement[] {
  const { kills } = incident;
  const lines = linesOf(incident, 'kill');
  const known = kills.flatMap(({ anonRssBytes }) => anonRssBytes ?? []);
  if (known.length < kills.length) return [statement('incident.died.count', { count: kills.length }, lines)];
  const anonBytes = known.reduce((sum, bytes) => sum + bytes, 0);
  return [statement('incident.died.together', { count: kills.length, anonBytes }, lines)];
}

/** More of a victim than the short nodes hold of all processes together lay somewhere else. */
function elsewhereOf(incident: Incident): IncidentStatement[] {
  const { constraint, nodes, kills } = incident;
  if ((constraint !== 'cpuset' && constraint !== 'memory-policy') || nodes.length === 0) return [];
  const anonBytes = nodes.reduce(
    (sum, { otherBytes }) =>
      sum + (otherBytes['active_anon'] ?? Number.NaN) + (otherBytes['inactive_anon'] ?? Number.NaN),
    0,
  );
  return kills.flatMap((kill) => {
    const elsewhereBytes = (kill.anonRssBytes ?? 0) - anonBytes;
    if (!(elsewhereBytes > 0)) return [];
    const params = { process: processName(kill), elsewhereBytes };
    return [statement('incident.died.elsewhere', params, [...linesOf(incident, 'node'), kill.lines])];
  });
}

/** Where the kernel's own memory ran out, a process is the wrong place to get it back from. */
function littleHelp(kind: IncidentCauseKind): IncidentStatement[] {
  return kind === 'lowmem' ? [statement('incident.died.little-help', {}, [])] : [];
}

function reapedOf(incident: Incident): IncidentStatement[] {
  const { reaped, kills } = incident;
  if (reaped.length === 0) return [];
  const lines = linesOf(incident, 'reaper');
  if (kills.length === 1) return [statement('incident.died.reaped-one', {}, lines)];
  const isAll = kills.every(({ pid }) => reaped.includes(pid));
  return [
    statement(isAll ? 'incident.died.reaped' : 'incident.died.reaped-some', { count: reaped.length }, lines),
  ];
}

/** A kill that did not help ends in a panic. */
function panicAfter(incident: Incident): IncidentStatement[] {
  return incident.panic ? [statement('incident.died.panic-after', {}, linesOf(incident, 'panic'))] : [];
}
