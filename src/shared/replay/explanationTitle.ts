import type { Incident } from '../model/incident';
import { message, type Message } from '../model/message';
import { causeOf } from './cause';
import { KERNEL_MEMORY } from './causeHost';
import { shortCgroup } from './explanation/cgroupName';
import { processName } from './explanation/statement';
import { foundNobody } from './explanation/outcome';

/** One line for a heading: who died, or what happened instead, and what had run out. */
export function incidentTitle(incident: Incident): Message {
  const { kills } = incident;
  const { kind, message: cause } = causeOf(incident);
  const path = incident.cgroup?.path ?? null;
  // A cgroup is named where its path is known.
  const isNamed = kind === 'cgroup' && path !== null;
  const why = cause.code === KERNEL_MEMORY ? 'kernel-memory' : isNamed ? 'cgroup-named' : kind;
  const place = isNamed ? { path: shortCgroup(path) } : {};
  const [first] = kills;
  if (first === undefined) return message(`incident.title.${insteadOfKill(incident)}.${why}`, place);
  const process = processName(first);
  return kills.length === 1
    ? message(`incident.title.killed.${why}`, { process, ...place })
    : message(`incident.title.killed-more.${why}`, { process, total: kills.length, ...place });
}

function insteadOfKill(incident: Incident): 'nobody' | 'nobody-panic' | 'panic' | 'asked' {
  const isPanic = incident.panic || incident.outcome === 'panic';
  if (foundNobody(incident)) return isPanic ? 'nobody-panic' : 'nobody';
  return isPanic ? 'panic' : 'asked';
}
