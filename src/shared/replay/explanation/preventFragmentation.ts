import type { Incident, IncidentStatement } from '../../model/incident';
import { pageBytesOf } from './pageSize';
import { requestOfIncident } from './request';
import { linesOf, statement } from './statement';

/** Blocks in one piece: keep more free, put them together, or ask for less at once. */
export function fragmentationAdvice(incident: Incident): IncidentStatement[] {
  const lines = linesOf(incident, 'invoker', 'buddy');
  const { purpose, order } = requestOfIncident(incident);
  const statements = [
    statement('incident.prevent.min-free', {}, linesOf(incident, 'zone')),
    statement('incident.prevent.compact', {}, lines),
  ];
  const pageBytes = pageBytesOf(incident);
  if (order === null || pageBytes === null) return statements;
  const name = purpose === 'fork' || purpose === 'network' ? purpose : 'any';
  const blockBytes = 2 ** order * pageBytes;
  return [...statements, statement(`incident.prevent.smaller-blocks.${name}`, { order, blockBytes }, lines)];
}
