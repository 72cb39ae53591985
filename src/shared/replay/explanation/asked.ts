import type { Incident, IncidentStatement } from '../../model/incident';
import { pageBytesOf } from './pageSize';
import { requestOfIncident } from './request';
import { linesOf, processName, statement } from './statement';
import { hasHighMem } from './zoneVerdicts';

/** Who asked, for what, and how much of it in one piece. */
export function whoAsked(incident: Incident): IncidentStatement[] {
  const { trigger } = incident;
  if (trigger === null) return [statement('incident.asked.not-in-log', {}, [])];
  const lines = linesOf(incident, 'invoker');
  const name = trigger.comm === null && trigger.pid === null ? null : processName(trigger);
  if (trigger.order === -1) {
    return [
      name === null
        ? statement('incident.asked.by-hand', {}, lines)
        : statement('incident.asked.by-hand-through', { process: name }, lines),
    ];
  }
  return [
    name === null
      ? statement('incident.asked.unnamed', {}, lines)
      : statement('incident.asked.who', { process: name }, lines),
    statement(
      `incident.asked.for.${requestOfIncident(incident).purpose}`,
      {},
      linesOf(incident, 'invoker', 'stack'),
    ),
    ...sizeAsked(incident),
    ...reachAsked(incident),
    ...adjOfAsker(incident),
    ...whetherAskerDied(incident),
  ];
}

function sizeAsked(incident: Incident): IncidentStatement[] {
  const { order } = requestOfIncident(incident);
  if (order === null) return [];
  const lines = linesOf(incident, 'invoker');
  const pageBytes = pageBytesOf(incident);
  const pages = 2 ** order;
  if (pageBytes === null) return [statement('incident.asked.order', { order, pages }, lines)];
  const blockBytes = pages * pageBytes;
  return order === 0
    ? [statement('incident.asked.single', { blockBytes }, lines)]
    : [statement('incident.asked.contiguous', { order, pages, blockBytes }, lines)];
}

/** Which zones would do, where that is not all. */
function reachAsked(incident: Incident): IncidentStatement[] {
  const { reach } = requestOfIncident(incident);
  if (reach === null || reach === 'any') return [];
  if (reach === 'Normal' && !hasHighMem(incident)) return [];
  return [statement('incident.asked.reach', { zone: reach }, linesOf(incident, 'invoker'))];
}

function adjOfAsker(incident: Incident): IncidentStatement[] {
  const adj = incident.trigger?.oomScoreAdj ?? null;
  const lines = linesOf(incident, 'invoker');
  if (adj === -1000) return [statement('incident.asked.protected', {}, lines)];
  return adj === null || adj === 0 ? [] : [statement('incident.asked.adj', { adj }, lines)];
}

function whetherAskerDied({ trigger, kills, parts }: Incident): IncidentStatement[] {
  if (trigger === null || kills.length === 0) return [];
  const lines = linesOf({ parts }, 'invoker', 'kill');
  // The invoker line has no pid: two processes may have one name.
  if (trigger.pid === null) return [];
  const isVictim = kills.some(({ pid }) => pid === trigger.pid);
  return [statement(isVictim ? 'incident.asked.died' : 'incident.asked.lived', {}, lines)];
}
