import type { ChangePlan, PlanStep } from '../../shared/model';

/**
 * A plan as it goes on record: as it was shown, but for command lines. Words that look like secrets are masked in them, but a
 * secret under an innocent name looks like any other word, and what is on record stays there.
 */
export function recordedPlanOf(plan: ChangePlan): ChangePlan {
  const hosts = plan.hosts.map((host) => ({ ...host, steps: host.steps.map(recordedStepOf) }));
  return { ...plan, hosts };
}

function recordedStepOf(step: PlanStep): PlanStep {
  if (step.kind !== 'set-adj') return step;
  return { ...step, process: { ...step.process, commandLine: null } };
}
