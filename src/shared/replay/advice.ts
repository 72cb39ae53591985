import type { Incident, IncidentKill, LineRange } from '../model/incident';
import type { IncidentCauseKind } from '../model/incidentFeed';
import { message, type Message } from '../model/message';
import type { Replay } from '../model/replay';
import { causeOf } from './cause';
import { backInService, type ServiceStep } from './adviceService';
import { chosenOf } from './explanation/chosen';
import { shortCgroup } from './explanation/cgroupName';
import { isHeldByKernel } from './explanation/memory';
import { protectionOf } from './explanation/protection';
import { linesOf, processName } from './explanation/statement';
import { isProtected, largestTaskOf, taskLinesOf } from './explanation/taskMemory';
import { foundNobody, isLimitWritten, listsNobody } from './explanation/outcome';
import { ownerOf, systemServiceOf } from './explanation/owner';

/**
 * Where a step leads to; `show-victims` and `show-zones` are tabs of the host, `try-adj` the what-if on this report.
 * `restart-unit` and `protect-unit` begin a change of the host: a plan, which somebody has to confirm.
 */
export type AdviceAction =
  | { readonly kind: 'open-host' }
  | { readonly kind: 'show-victims' }
  | { readonly kind: 'try-adj'; readonly pid: number; readonly comm: string }
  | { readonly kind: 'show-cgroup'; readonly path: string }
  | { readonly kind: 'show-similar' }
  | { readonly kind: 'show-zones' }
  | { readonly kind: 'restart-unit'; readonly unit: string }
  | { readonly kind: 'protect-unit'; readonly unit: string; readonly adj: number };

export interface AdviceStep {
  readonly message: Message;
  /** Null: something to do by hand. */
  readonly action: AdviceAction | null;
  /** Lines of the report that the step follows from. */
  readonly lines: readonly LineRange[];
}

/**
 * What to do after an incident, in order: is the service back, protect what matters, find the cause, make it last. Steps say
 * everything in words too, commands and values, for those who read them where nothing can be changed.
 */
export function adviceAfter(incident: Incident, replay: Replay | null): readonly AdviceStep[] {
  const { kind } = causeOf(incident);
  return [
    ...backInService(incident).map(withAction),
    ...(kind === 'by-hand' ? [] : protecting(incident, replay)),
    ...findingTheCause(incident, kind),
    ...lasting(incident, kind),
  ];
}

function withAction({ sentence, isHost, unit, lines }: ServiceStep): AdviceStep {
  if (unit !== null) return { message: sentence, action: { kind: 'restart-unit', unit }, lines };
  return { message: sentence, action: isHost ? { kind: 'open-host' } : null, lines };
}

function protecting(incident: Incident, replay: Replay | null): AdviceStep[] {
  const [kill] = incident.kills;
  if (kill === undefined) {
    const largest = largestTaskOf(incident);
    if (!foundNobody(incident) || largest === null || !isProtected(largest.task)) return [];
    if (!canTryOut(replay)) return [];
    const { pid, comm } = largest.task;
    const sentence = message('advice.unprotect', { process: processName(largest.task) });
    return [
      {
        message: sentence,
        action: { kind: 'try-adj', pid, comm },
        lines: taskLinesOf(incident, [largest.task]),
      },
    ];
  }
  const isByPoints = incident.oomGroup === null && !incident.killsAllocatingTask;
  if (isByPoints && !canTryOut(replay)) return [victims()];
  return [protectStep(incident, replay, kill), ...protectUnitSteps(incident, replay, kill), victims()];
}

/**
 * By the unit's own files, so that it lasts: only where what was chosen is what died, and so is of that unit. At the limit of
 * the unit itself it would be no use, as all that competes there would get the same value.
 */
function protectUnitSteps(incident: Incident, replay: Replay | null, kill: IncidentKill): AdviceStep[] {
  const unit = systemServiceOf(incident.cgroup?.taskPath ?? null);
  const protection = protectionOf(incident, replay);
  if (unit === null || protection === null || chosenOf(kill).pid !== kill.pid) return [];
  if (incident.constraint === 'memcg' && systemServiceOf(incident.cgroup?.path ?? null) === unit) return [];
  const { adj } = protection;
  return [
    {
      message: message('advice.protect-unit', { unit, adj }),
      action: { kind: 'protect-unit', unit, adj },
      lines: linesOf(incident, 'constraint', 'kill'),
    },
  ];
}

/** What kernels before 2.6.36 rank by is not in the table, so their reports answer no what-if. */
function canTryOut(replay: Replay | null): boolean {
  return replay?.generation !== 'heuristic';
}

function victims(): AdviceStep {
  return { message: message('advice.next-victims'), action: { kind: 'show-victims' }, lines: [] };
}

function protectStep(incident: Incident, replay: Replay | null, kill: IncidentKill): AdviceStep {
  const lines = linesOf(incident, 'tasks', 'kill');
  if (incident.oomGroup !== null)
    return { message: message('advice.protect-group', { path: incident.oomGroup }), action: null, lines };
  if (incident.killsAllocatingTask)
    return { message: message('advice.allocating-task'), action: null, lines };
  const chosen = chosenOf(kill);
  const process = processName(chosen);
  const protection = protectionOf(incident, replay);
  const sentence =
    protection === null
      ? message('advice.protect', { process })
      : message('advice.protect-adj', { process, adj: protection.adj, next: processName(protection.next) });
  const isListed = replay?.ranking.some(({ pid }) => pid === chosen.pid) ?? false;
  const action: AdviceAction | null =
    isListed && chosen.comm !== null ? { kind: 'try-adj', pid: chosen.pid, comm: chosen.comm } : null;
  return { message: sentence, action, lines };
}

function findingTheCause(incident: Incident, kind: IncidentCauseKind): AdviceStep[] {
  const similar: AdviceStep = {
    message: message('advice.similar'),
    action: { kind: 'show-similar' },
    lines: [],
  };
  switch (kind) {
    case 'by-hand':
      return [{ message: message('advice.by-hand'), action: null, lines: linesOf(incident, 'invoker') }];
    case 'lowmem':
    case 'fragmentation':
      return [
        {
          message: message(`advice.${kind}`),
          action: { kind: 'show-zones' },
          lines: linesOf(incident, 'zone', 'buddy'),
        },
        ...(kind === 'lowmem' ? slabSteps(incident) : []),
        similar,
      ];
    case 'cgroup':
      return [...cgroupSteps(incident), ...growerSteps(incident), similar];
    case 'nodes':
      return [
        {
          message: message('advice.nodes'),
          action: { kind: 'show-zones' },
          lines: linesOf(incident, 'zone'),
        },
        ...growerSteps(incident),
        similar,
      ];
    case 'memory':
    case 'unknown':
      return [...(isHeldByKernel(incident) ? slabSteps(incident) : growerSteps(incident)), similar];
  }
}

function slabSteps(incident: Incident): AdviceStep[] {
  const lines = linesOf(incident, 'totals', 'slab');
  return [{ message: message('advice.slab'), action: { kind: 'open-host' }, lines }];
}

function cgroupSteps(incident: Incident): AdviceStep[] {
  const path = incident.cgroup?.path ?? null;
  if (path === null) return [];
  const lines = linesOf(incident, 'cgroup', 'constraint');
  return [
    {
      message: message('advice.cgroup', { path: shortCgroup(path) }),
      action: { kind: 'show-cgroup', path },
      lines,
    },
  ];
}

/** The largest is where to look first; whether it grew, only the next hours can tell. */
function growerSteps(incident: Incident): AdviceStep[] {
  if (listsNobody(incident)) return [];
  const largest = largestTaskOf(incident);
  if (largest === null)
    return [{ message: message('advice.grower-unknown'), action: { kind: 'open-host' }, lines: [] }];
  const lines = taskLinesOf(incident, [largest.task]);
  const isDead = incident.kills.some(({ pid }) => pid === largest.task.pid || pid === largest.task.tgid);
  const params = { process: processName(largest.task), sumBytes: largest.sumBytes };
  const code = isDead ? 'advice.grower-died' : 'advice.grower';
  return [{ message: message(code, params), action: { kind: 'open-host' }, lines }];
}

function lastOfCgroup(incident: Incident, path: string): string {
  if (isLimitWritten(incident)) return 'advice.last.limit-written';
  return ownerOf(path)?.kind === 'pods' ? 'advice.last.pods' : 'advice.last.cgroup-named';
}

function lasting(incident: Incident, kind: IncidentCauseKind): AdviceStep[] {
  if (kind === 'by-hand') return [];
  const path = incident.cgroup?.path ?? null;
  if (kind === 'cgroup' && path !== null)
    return [
      {
        message: message(lastOfCgroup(incident, path), { path: shortCgroup(path) }),
        action: { kind: 'show-cgroup', path },
        lines: [],
      },
    ];
  const last = kind === 'memory' && isHeldByKernel(incident) ? 'kernel-memory' : kind;
  return [{ message: message(`advice.last.${last}`), action: null, lines: [] }];
}
