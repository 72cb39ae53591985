import type { AdjStep, Message, PlanStep, UnitAdjStep } from '../model';
import { message } from '../model';
import { guardsOf, spawnerOfUnit, wrongScale, type GuardContext } from '../oom/guards';
import { wholeMachine } from '../oom/ranking';
import { oomHostOf } from '../oom/scopes';
import { processKey, withChanges, type ProcessChanges } from '../oom/whatIf';
import type { StepDraft } from './ability';
import type { HostFacts } from './hostFacts';
import { sampledOf } from './unitStep';

/**
 * The guards of each step, by its id. All that the plan changes is taken to be done already when one of its steps is judged: two
 * protections together may leave nothing that can be killed.
 */
export function planGuardsOf(
  facts: HostFacts,
  drafts: readonly StepDraft[],
  changes: ProcessChanges,
): ReadonlyMap<string, readonly Message[]> {
  const { sample, grownPages } = facts.input;
  const scope = sample === null ? null : wholeMachine(oomHostOf({ ...sample, processes: facts.processes }));
  const processes = withChanges(facts.processes, changes, scope?.pageBytes ?? 1);
  const contextOf = (key: string): GuardContext => ({
    processes,
    totalPages: scope?.totalPages ?? Number.POSITIVE_INFINITY,
    grownPages: grownPages.get(key) ?? null,
  });
  const unknowable = unknowableOf(facts, scope !== null);
  return new Map(
    drafts.map(({ step, process }) => {
      if (step.blocked !== null) return [step.id, []];
      const guards = guardsOfStep(step, { facts, process, contextOf });
      return [step.id, guards.filter(({ code }) => !unknowable.has(code))];
    }),
  );
}

/** Guards that ask for what is not known of the host: its processes, or its memory. They would fire on anything. */
function unknowableOf({ processes }: HostFacts, isMemoryKnown: boolean): ReadonlySet<string> {
  if (processes.length === 0) return new Set(['guard.nothing-left', 'guard.little-left']);
  return new Set(isMemoryKnown ? [] : ['guard.little-left']);
}

interface GuardEvidence {
  readonly facts: HostFacts;
  readonly process: StepDraft['process'];
  readonly contextOf: (key: string) => GuardContext;
}

function guardsOfStep(step: PlanStep, evidence: GuardEvidence): readonly Message[] {
  switch (step.kind) {
    case 'set-adj':
      return adjGuards(step, evidence);
    case 'set-unit-adj':
      return [...step.guards, ...unitGuards(step, evidence)];
    case 'remove-unit-adj':
    case 'restart-unit':
      return step.guards;
  }
}

function adjGuards({ after }: AdjStep, { process, contextOf }: GuardEvidence): readonly Message[] {
  return process === null ? [] : guardsOf({ process, adj: after }, contextOf(processKey(process)));
}

/** Of the processes that the unit runs now, each kind of guard once: what it starts next is the same program. */
function unitGuards(
  { unit, before, after }: UnitAdjStep,
  { facts, contextOf }: GuardEvidence,
): readonly Message[] {
  if (after === null) return [];
  const processes = sampledOf(facts, unit);
  const guards = processes.flatMap((process) =>
    guardsOf(
      { process: { ...process, oomScoreAdj: before, oomAdj: null }, adj: after },
      contextOf(processKey(process)),
    ),
  );
  const spawner = processes.length === 0 && after === -1000 ? spawnerOfUnit(unit) : null;
  const all = [
    ...wrongScale(after, before ?? 0),
    ...guards,
    ...(spawner === null ? [] : [message('plan.guard.spawner-unit', { unit })]),
  ];
  return [...new Map(all.map((guard) => [guard.code, guard])).values()];
}
