import type { Message, PlanConfirmation, PlanHost, PlanStep } from '../model';
import { message } from '../model';
import { stepsThatRun } from './command';

/**
 * What a person has to do to confirm: a click for one host; the phrase to be typed where there are several, where something is
 * protected from every kill, or where a guard has fired. Hosts on which nothing would run do not count.
 */
export function confirmationOf(hosts: readonly PlanHost[]): PlanConfirmation {
  const written = hosts.filter((host) => stepsThatRun(host).length > 0);
  const steps = written.flatMap(stepsThatRun);
  const protecting = steps.filter(protects).length;
  const guarded = steps.filter(({ guards }) => guards.length > 0).length;
  const reasons: Message[] = [];
  if (written.length > 1) reasons.push(message('plan.confirm.several-hosts', { hosts: written.length }));
  if (protecting > 0) reasons.push(message('plan.confirm.protects', { steps: protecting }));
  if (guarded > 0) reasons.push(message('plan.confirm.guards', { steps: guarded }));
  const [first] = written;
  if (first === undefined || reasons.length === 0) return { kind: 'click' };
  const phrase = written.length === 1 ? first.hostName : `${String(written.length)} hosts`;
  return { kind: 'typed', phrase, reasons };
}

/** Whether a step exempts something from every kill: -1000, or -17 in the old scale. */
function protects(step: PlanStep): boolean {
  switch (step.kind) {
    case 'set-adj':
      return step.after === (step.file === 'oom_adj' ? -17 : -1000);
    case 'set-unit-adj':
      return step.after === -1000;
    case 'remove-unit-adj':
    case 'restart-unit':
      return false;
  }
}
