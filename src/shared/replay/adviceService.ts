import type { Incident, LineRange } from '../model/incident';
import { message, type Message } from '../model/message';
import { ownerOf, statusCommandOf, systemServiceOf } from './explanation/owner';
import { listsNobody } from './explanation/outcome';
import { linesOf, processName } from './explanation/statement';

/** A first step after an incident. */
export interface ServiceStep {
  readonly sentence: Message;
  /** Whether the host itself is to be looked at. */
  readonly isHost: boolean;
  /** The service that died and can be started again; null: none that is known. */
  readonly unit: string | null;
  readonly lines: readonly LineRange[];
}

/** Whether what died is back, or the host itself. */
export function backInService(incident: Incident): readonly ServiceStep[] {
  const { kills, panic, outcome } = incident;
  if (panic || outcome === 'panic')
    return [step(message('advice.host-up'), true, linesOf(incident, 'panic'))];
  if (kills.length === 0) return [withoutKill(incident)];
  return [...othersOf(incident), serviceStep(incident)];
}

function step(sentence: Message, isHost: boolean, lines: readonly LineRange[]): ServiceStep {
  return { sentence, isHost, unit: null, lines };
}

function withoutKill(incident: Incident): ServiceStep {
  const lines = linesOf(incident, 'note', 'cgroup');
  switch (incident.outcome) {
    case 'nothing-killable':
      if (listsNobody(incident) && incident.constraint === 'memcg')
        return step(message('advice.nothing-lost'), false, lines);
      return step(message('advice.still-short'), true, lines);
    case 'disabled':
      return step(message('advice.waiting'), true, lines);
    case 'killed':
    case 'panic':
    case 'unknown':
      return step(message('advice.outcome-unknown'), true, []);
  }
}

/** Who else to look at: a parent that lost a child, or a cgroup that died whole. */
function othersOf(incident: Incident): ServiceStep[] {
  const { kills, oomGroup, killsAllocatingTask } = incident;
  const [kill] = kills;
  const steps: ServiceStep[] = [];
  if (oomGroup !== null)
    steps.push(
      step(
        message('advice.group', { path: oomGroup, count: kills.length }),
        false,
        linesOf(incident, 'group'),
      ),
    );
  // Whoever asked may have been a thread of what died: then it is no parent.
  if (!killsAllocatingTask && kill?.chosen != null && !kills.some(({ pid }) => pid === kill.chosen?.pid)) {
    const params = { process: processName(kill), parent: processName(kill.chosen) };
    steps.push(step(message('advice.child', params), false, [kill.lines]));
  }
  return steps;
}

/** By the cgroup of the killed task: in the line `oom-kill:` since 5.0, for a cgroup's limit also before. */
function serviceStep(incident: Incident): ServiceStep {
  const [kill] = incident.kills;
  const process = processName(kill ?? { pid: null, comm: null });
  const owner = ownerOf(incident.cgroup?.taskPath ?? null);
  const lines = linesOf(incident, 'constraint', 'kill');
  if (owner === null || owner.kind === 'pods')
    return step(message('advice.service.unknown', { process }), true, lines);
  const command = statusCommandOf(owner);
  switch (owner.kind) {
    case 'unit':
      return {
        ...step(message('advice.service.unit', { unit: owner.unit, command: command ?? '' }), false, lines),
        unit: systemServiceOf(incident.cgroup?.taskPath ?? null),
      };
    case 'container':
      return step(message('advice.service.container', { process, command: command ?? '' }), false, lines);
    case 'pod':
    case 'session':
      return step(message(`advice.service.${owner.kind}`, { process }), false, lines);
  }
}
