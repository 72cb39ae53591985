import type { Incident, IncidentStatement } from '../../model/incident';
import type { Replay } from '../../model/replay';
import { adjBytesOf, chosenOf, countsPages } from './chosen';
import { linesOf, processName, statement } from './statement';
import { isProtected, taskLinesOf, taskOf } from './taskMemory';

/** What the kernel had been told to do, as far as the report shows it. */
export function whatItWasTold(incident: Incident, replay: Replay | null): IncidentStatement[] {
  return [
    ...settingsOf(incident),
    ...adjOfVictim(incident, replay),
    ...protectedOf(incident),
    ...oldScaleOf(incident, replay),
    ...limitsOf(incident),
  ];
}

function settingsOf(incident: Incident): IncidentStatement[] {
  const statements: IncidentStatement[] = [];
  const { panicOnOom, oomGroup } = incident;
  if (incident.killsAllocatingTask)
    statements.push(statement('incident.told.allocating-task', {}, linesOf(incident, 'kill')));
  if (panicOnOom !== null)
    statements.push(statement(`incident.told.panic-${panicOnOom}`, {}, linesOf(incident, 'panic')));
  if (incident.outcome === 'disabled')
    statements.push(statement('incident.told.disabled', {}, linesOf(incident, 'note')));
  if (oomGroup !== null)
    statements.push(statement('incident.told.group', { path: oomGroup }, linesOf(incident, 'group')));
  return statements;
}

/** The adj of the chosen one, from its row or its kill line. */
function adjOfVictim(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const [kill] = incident.kills;
  if (kill === undefined) return [];
  const chosen = chosenOf(kill);
  const task = taskOf(incident, chosen.pid);
  const adj = task?.oomScoreAdj ?? (chosen.pid === kill.pid ? kill.oomScoreAdj : null);
  if (adj === null || adj === 0) return [];
  const lines = [...(task === null ? [] : taskLinesOf(incident, [task])), kill.lines];
  const process = processName(chosen);
  const adjBytes = countsPages(replay) ? adjBytesOf(incident, replay, adj) : null;
  const name = adj > 0 ? 'incident.told.victim-up' : 'incident.told.victim-down';
  if (adjBytes === null) return [statement(`${name}-unmeasured`, { process, adj }, lines)];
  return [statement(name, { process, adj, adjBytes: Math.abs(adjBytes) }, lines)];
}

function protectedOf(incident: Incident): IncidentStatement[] {
  const { tasks } = incident;
  const count = tasks.filter(isProtected).length;
  if (tasks.length === 0 || count === 0) return [];
  const lines = linesOf(incident, 'tasks');
  return [
    count === tasks.length
      ? statement('incident.told.all-protected', { count }, lines)
      : statement('incident.told.protected', { count, total: tasks.length }, lines),
  ];
}

/** -17 exempts on the older scale only; here it is a nudge. */
function oldScaleOf(incident: Incident, replay: Replay | null): IncidentStatement[] {
  const rows = incident.tasks.filter(({ oomScoreAdj }) => oomScoreAdj === -17);
  const [first] = rows;
  // 2.6.36 to 3.5 print both scales: there -17 in oom_adj shows as -1000.
  if (first === undefined || replay?.generation === 'heuristic') return [];
  const params = { process: processName(first), count: rows.length };
  return [statement('incident.told.old-scale', params, taskLinesOf(incident, rows.slice(0, 3)))];
}

function limitsOf(incident: Incident): IncidentStatement[] {
  const { cgroup, constraint, cpuset, memsAllowed } = incident;
  const lines = linesOf(incident, 'cgroup');
  const statements: IncidentStatement[] = [];
  const path = cgroup?.path ?? null;
  if (cgroup !== null && path !== null) {
    const { limitBytes, failCount } = cgroup;
    if (typeof limitBytes === 'number')
      statements.push(statement('incident.told.limit', { path, limitBytes }, lines));
    if (failCount !== null && failCount > 0)
      statements.push(statement('incident.told.fail-count', { failCount }, lines));
  }
  if (constraint === 'cpuset' && cpuset !== null && memsAllowed !== null) {
    const params = { cpuset, nodes: memsAllowed };
    statements.push(statement('incident.told.cpuset', params, linesOf(incident, 'constraint', 'cpuset')));
  }
  return statements;
}
