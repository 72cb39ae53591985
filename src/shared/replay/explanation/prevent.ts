import type { Incident, IncidentStatement } from '../../model/incident';
import type { IncidentCauseKind } from '../../model/incidentFeed';
import type { Replay } from '../../model/replay';
import { isAtLimit } from '../causeCgroup';
import { fragmentationAdvice } from './preventFragmentation';
import { cmaAdvice, memoryAdvice } from './preventMemory';
import { shortCgroup } from './cgroupName';
import { ownerOf, shellWord } from './owner';
import { isHeldByKernel } from './memory';
import { pageBytesOf } from './pageSize';
import { protectionOf } from './protection';
import { linesOf, processName, statement } from './statement';
import { isProtected, largestTaskOf, taskLinesOf, taskOf } from './taskMemory';
import { foundNobody, isLimitWritten, listsNobody } from './outcome';
import { movableOnlyFreeBytesOf } from './zoneVerdicts';

/** What would keep it from happening again, by what ran out and by the numbers. */
export function whatWouldPrevent(
  incident: Incident,
  replay: Replay | null,
  kind: IncidentCauseKind,
): IncidentStatement[] {
  if (kind === 'by-hand') return [statement('incident.prevent.by-hand', {}, linesOf(incident, 'invoker'))];
  return [
    ...byKind(incident, kind),
    ...sparedBy(incident, kind),
    ...protectedBy(incident, replay),
    ...killableBy(incident),
    ...settingsBy(incident, replay),
    ...moreWith(incident),
  ];
}

function byKind(incident: Incident, kind: IncidentCauseKind): IncidentStatement[] {
  switch (kind) {
    case 'cgroup':
      return cgroupAdvice(incident);
    case 'nodes':
      return nodesAdvice(incident);
    case 'lowmem':
      return [
        ...cmaAdvice(incident),
        statement('incident.prevent.lowmem', {}, linesOf(incident, 'zone', 'ram')),
        ...memoryAdvice(incident, 'lowmem'),
      ];
    case 'fragmentation':
      return fragmentationAdvice(incident);
    case 'memory':
      return [...cmaAdvice(incident), ...memoryAdvice(incident, 'memory')];
    case 'by-hand':
    case 'unknown':
      return [];
  }
}

function cgroupAdvice(incident: Incident): IncidentStatement[] {
  const { cgroup } = incident;
  const lines = linesOf(incident, 'cgroup', 'constraint');
  if (cgroup?.path == null) return [statement('incident.prevent.cgroup-unnamed', {}, lines)];
  const { path, limitBytes, memorySwap: both } = cgroup;
  const special = specialAdvice(incident, path, lines);
  if (special.length > 0) return special;
  const statements: IncidentStatement[] = [];
  if (typeof limitBytes === 'number')
    statements.push(
      statement('incident.prevent.raise-limit', { path: shortCgroup(path), limitBytes }, lines),
    );
  if (typeof both?.limitBytes === 'number' && isAtLimit(both))
    statements.push(statement('incident.prevent.raise-both', { limitBytes: both.limitBytes }, lines));
  statements.push(...ownersAdvice(path, lines));
  // Version 2 alone has a limit that slows down, and prints swap on a line of its own.
  if (cgroup.swap !== null && limitBytes !== 0 && ownerOf(path)?.kind !== 'pod')
    statements.push(statement('incident.prevent.memory-high', {}, lines));
  return statements;
}

/** Where another thing helps than a higher limit of the cgroup itself. */
function specialAdvice(
  incident: Incident,
  path: string,
  lines: IncidentStatement['lines'],
): IncidentStatement[] {
  const statements: IncidentStatement[] = [];
  if (listsNobody(incident))
    statements.push(statement('incident.prevent.cgroup-empty', { path: shortCgroup(path) }, lines));
  if (isLimitWritten(incident))
    statements.push(statement('incident.prevent.limit-written', {}, linesOf(incident, 'stack', 'cgroup')));
  if (ownerOf(path)?.kind === 'pods')
    statements.push(statement('incident.prevent.pods-limit', { path: shortCgroup(path) }, lines));
  return statements;
}

/** Where a limit is set depends on who made the cgroup. */
function ownersAdvice(path: string, lines: IncidentStatement['lines']): IncidentStatement[] {
  const owner = ownerOf(path);
  if (owner?.kind === 'pod') return [statement('incident.prevent.pod-limit', {}, lines)];
  if (owner?.kind !== 'unit' || owner.isUser) return [];
  const command = `systemctl set-property ${shellWord(owner.unit)} MemoryMax=…`;
  return [statement('incident.prevent.unit-limit', { command }, lines)];
}

function nodesAdvice(incident: Incident): IncidentStatement[] {
  const { constraint, memsAllowed, nodemask } = incident;
  const lines = linesOf(incident, 'constraint', 'cpuset');
  const nodes = constraint === 'memory-policy' ? nodemask : memsAllowed;
  if (nodes === null) return [];
  if (movableOnlyFreeBytesOf(incident) !== null)
    return [statement('incident.prevent.movable-nodes', { nodes }, lines)];
  const name = constraint === 'memory-policy' ? 'incident.prevent.policy' : 'incident.prevent.cpuset';
  return [statement(name, { nodes }, lines)];
}

/** What was killed is a measure of how much more would have put it off. */
function sparedBy(incident: Incident, kind: IncidentCauseKind): IncidentStatement[] {
  const [kill] = incident.kills;
  if ((kind !== 'memory' && kind !== 'cgroup') || kill === undefined || isHeldByKernel(incident)) return [];
  const swapBytes = (taskOf(incident, kill.pid)?.swapPages ?? 0) * (pageBytesOf(incident) ?? 0);
  // Files and shared memory may be in use by others, so they do not count.
  const heldBytes = (kill.anonRssBytes ?? 0) + swapBytes;
  if (heldBytes === 0) return [];
  return [statement('incident.prevent.how-much', { process: processName(kill), heldBytes }, [kill.lines])];
}

function protectedBy(incident: Incident, replay: Replay | null): IncidentStatement[] {
  if (incident.kills.length === 0) return [];
  const protection = protectionOf(incident, replay);
  if (protection === null) return [];
  const { task, adj, next } = protection;
  const params = { process: processName(task), adj, next: processName(next) };
  return [statement('incident.prevent.protect', params, linesOf(incident, 'tasks'))];
}

/** Where nothing could be killed, the largest is what stands in the way. */
function killableBy(incident: Incident): IncidentStatement[] {
  const largest = largestTaskOf(incident);
  if (!foundNobody(incident) || largest === null || !isProtected(largest.task)) return [];
  const params = { process: processName(largest.task), sumBytes: largest.sumBytes };
  return [statement('incident.prevent.make-killable', params, taskLinesOf(incident, [largest.task]))];
}

function settingsBy(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const { killsAllocatingTask, panicOnOom, tasks } = incident;
  const statements: IncidentStatement[] = [];
  if (killsAllocatingTask)
    statements.push(statement('incident.prevent.allocating-task-off', {}, linesOf(incident, 'kill')));
  if (panicOnOom !== null)
    statements.push(statement('incident.prevent.panic-off', {}, linesOf(incident, 'panic')));
  if (incident.outcome === 'disabled')
    statements.push(statement('incident.prevent.killing-on', {}, linesOf(incident, 'note')));
  const old = tasks.filter(({ oomScoreAdj }) => oomScoreAdj === -17);
  if (old.length > 0 && replay?.generation !== 'heuristic')
    statements.push(statement('incident.prevent.old-scale', {}, taskLinesOf(incident, old.slice(0, 3))));
  return statements;
}

/** Where the log is too short to say more. */
function moreWith({ missing, tasks, trigger, parts }: Incident): IncidentStatement[] {
  if (trigger === null) return [statement('incident.prevent.whole-report', {}, [])];
  if (tasks.length > 0 || !missing.includes('tasks')) return [];
  // Where the header is there, or more than the table is not, the log was cut: the kernel may well have printed it.
  const isCut = missing.length > 1 || parts.some(({ kind }) => kind === 'tasks');
  return [statement(isCut ? 'incident.prevent.whole-report' : 'incident.prevent.dump-tasks', {}, [])];
}
