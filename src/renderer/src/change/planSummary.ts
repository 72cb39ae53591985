import { visibleText } from '../../../shared/incidentDocument/visibleText';
import type { ChangePlan, Message, PlanHost, PlanStep } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';

/** What a step is about: the process as `comm (pid)`, or the unit. Safe to look at. */
export function subjectOf(step: PlanStep): string {
  return step.kind === 'set-adj'
    ? `${visibleText(step.process.comm)} (${String(step.process.pid)})`
    : visibleText(step.unit);
}

/** Whether a step would be tried if the plan were confirmed. */
export function isTried(host: PlanHost, step: PlanStep): boolean {
  return host.blocked === null && step.blocked === null;
}

export interface PlanCount {
  readonly hosts: number;
  readonly steps: number;
  readonly blocked: number;
  readonly tried: number;
}

/** How much a plan is. */
export function countOfPlan({ hosts }: ChangePlan): PlanCount {
  const steps = hosts.reduce((sum, host) => sum + host.steps.length, 0);
  const tried = hosts.reduce((sum, host) => sum + host.steps.filter((step) => isTried(host, step)).length, 0);
  return { hosts: hosts.length, steps, blocked: steps - tried, tried };
}

const MANY_TITLES = {
  'set-adj': 'change.title.setMany',
  other: 'change.title.mixed',
} as const;

/** What the plan is called at the top of its dialog. */
export function planTitle(plan: ChangePlan): Text {
  if (plan.origin.kind === 'undo') return { key: 'change.title.undo' };
  const steps = plan.hosts.flatMap((host) => host.steps);
  const processes = steps.filter(({ kind }) => kind === 'set-adj');
  // A drop-in beside the processes that it is for is the same change, made to last.
  const main = processes.length > 0 ? processes : steps;
  const [first] = main;
  if (first === undefined) return { key: 'change.title.asking' };
  if (main.length > 1) {
    const key = MANY_TITLES[processes.length > 0 ? 'set-adj' : 'other'];
    return { key, params: { count: main.length } };
  }
  return { key: TITLES[first.kind], params: { subject: subjectOf(first) } };
}

const TITLES = {
  'set-adj': 'change.title.set',
  'set-unit-adj': 'change.title.unit',
  'remove-unit-adj': 'change.title.unit',
  'restart-unit': 'change.title.restart',
} as const;

/** One guard, and how often it fired. */
export interface FiredGuard {
  readonly sentence: Message;
  readonly subject: string;
  readonly hostName: string;
  /** How many more of the same kind there are. */
  readonly more: number;
}

/** The guards of a plan, each kind once. */
export function firedGuards({ hosts }: ChangePlan): readonly FiredGuard[] {
  const fired = new Map<string, FiredGuard>();
  for (const { hostName, steps } of hosts) {
    for (const step of steps) {
      for (const sentence of step.guards) {
        const known = fired.get(sentence.code);
        fired.set(
          sentence.code,
          known === undefined
            ? { sentence, subject: subjectOf(step), hostName: visibleText(hostName), more: 0 }
            : { ...known, more: known.more + 1 },
        );
      }
    }
  }
  return [...fired.values()];
}

/** Hosts whose sudo asks for a password. */
export function passwordHosts({ hosts }: ChangePlan): readonly PlanHost[] {
  return hosts.filter(
    (host) =>
      host.privilege === 'sudo-password' &&
      host.command !== null &&
      host.steps.some((step) => isTried(host, step)),
  );
}
