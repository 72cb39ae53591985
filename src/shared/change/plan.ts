import type { ChangePlan, Message, PlanHost, PlanStep } from '../model';
import { message } from '../model';
import { isAtLeast } from '../oom/kernelRelease';
import { processKey, type ProcessChange } from '../oom/whatIf';
import { accessOf, hostProblemOf, type Access, type StepDraft } from './ability';
import { adjDraftOf } from './adjStep';
import { commandOf } from './command';
import { confirmationOf } from './confirmation';
import { accountOf, hostFactsOf, type HostFacts } from './hostFacts';
import { rankedChangesOf, type RankedChanges } from './planEffect';
import { planGuardsOf } from './planGuards';
import type { PlanHostInput, PlanInput } from './planInput';
import { restartDraftOf, unitAdjDraftOf, unitRemovalDraftOf } from './unitStep';
import { wantedOf, type Wanted } from './wanted';

/** The plan of what will be done, host by host. Nothing in it has been written. */
export function planOf({ hosts: inputs, ...frame }: PlanInput): ChangePlan {
  return planOfHosts(
    inputs.map((input, index) => planHostOf(input, frame.nowMs, index + 1)),
    frame,
  );
}

/** The plan of hosts that were planned one by one, as a process does that has other work in between. */
export function planOfHosts(
  hosts: readonly PlanHost[],
  { id, origin, nowMs, expiresAtMs, program }: Omit<PlanInput, 'hosts'>,
): ChangePlan {
  return { id, origin, madeAtMs: nowMs, expiresAtMs, hosts, confirmation: confirmationOf(hosts), program };
}

/**
 * What will be done on one host. What cannot be done stands in it too, and says why.
 *
 * @param nowMs by Lowmark's clock
 * @param hostNumber from 1, the place of the host in its plan: makes the ids of steps unlike those of other hosts
 */
export function planHostOf(input: PlanHostInput, nowMs: number, hostNumber = 1): PlanHost {
  const facts = hostFactsOf(input, nowMs);
  const wanted = wantedOf(facts);
  const drafts = wanted.map((one, index) =>
    draftOf(facts, one, `${String(hostNumber)}.${String(index + 1)}`),
  );
  const access = accessOf(facts, drafts);
  const changes = changesOf(access);
  const ranked = changes.size === 0 ? null : rankedChangesOf(facts, changes);
  const guards = planGuardsOf(facts, access.drafts, changes);
  const steps = access.drafts.map(({ step }) =>
    withPlaces({ ...step, guards: guards.get(step.id) ?? [] }, ranked),
  );
  const { host, address, inspection } = input;
  const blocked = hostProblemOf(facts) ?? nothingRuns(facts, steps);
  return {
    hostId: host.id,
    hostName: host.name,
    address,
    kernel: facts.kernel,
    bootId: input.bootId,
    account: inspection === null ? null : accountOf(inspection),
    privilege: blocked === null ? access.privilege : 'none',
    blocked,
    notes: hostNotes(facts, steps, ranked !== null),
    steps,
    effect: ranked?.effect ?? null,
    command: blocked !== null || inspection === null ? null : commandOf(steps, access.privilege, inspection),
  };
}

function draftOf(facts: HostFacts, wanted: Wanted, id: string): StepDraft {
  switch (wanted.kind) {
    case 'set-adj':
      return adjDraftOf(facts, wanted, id);
    case 'set-unit-adj':
      return unitAdjDraftOf(facts, wanted, id);
    case 'remove-unit-adj':
      return unitRemovalDraftOf(facts, wanted.unit, id);
    case 'restart-unit':
      return restartDraftOf(facts, wanted.unit, id);
  }
}

/** What the steps that are not blocked do to knobs, by `processKey`. */
function changesOf({ drafts }: Access): ReadonlyMap<string, ProcessChange> {
  return new Map(
    drafts.flatMap(({ step, process }) =>
      step.kind === 'set-adj' && step.blocked === null && process !== null
        ? [[processKey(process), { adj: step.after }] as const]
        : [],
    ),
  );
}

function withPlaces(step: PlanStep, ranked: RankedChanges | null): PlanStep {
  if (step.kind !== 'set-adj' || ranked === null) return step;
  const key = processKey(step.process);
  return {
    ...step,
    placeBefore: ranked.placesBefore.get(key) ?? null,
    placeAfter: ranked.placesAfter.get(key) ?? null,
  };
}

const AS_WANTED = new Set(['plan.blocked.already', 'plan.blocked.unit.already']);

/** Why nothing of a host's steps would run; null: something would. */
function nothingRuns({ input }: HostFacts, steps: readonly PlanStep[]): Message | null {
  if (steps.some(({ blocked }) => blocked === null)) return null;
  const isAsWanted = steps.every(({ blocked }) => blocked !== null && AS_WANTED.has(blocked.code));
  return message(isAsWanted ? 'plan.host.as-wanted' : 'plan.host.nothing-runs', { host: input.host.name });
}

/** Older than this, a sample says little of who is next now. */
const OLD_SAMPLE_SECONDS = 60;

function hostNotes(facts: HostFacts, steps: readonly PlanStep[], hasRanking: boolean): readonly Message[] {
  if (!steps.some(({ kind, blocked }) => kind === 'set-adj' && blocked === null)) return [];
  const { version } = facts;
  // __set_oom_adj in fs/proc/base.c, 4.9: whoever shares the memory is changed along, unless it is a child of vfork.
  const changesSharers = version === null || isAtLeast(version, 4, 9);
  const ofRanking = hasRanking ? rankingNotes(facts) : [message('plan.note.no-ranking')];
  return [...(changesSharers ? [message('plan.note.shared-memory')] : []), ...ofRanking];
}

/** What the ranking does not say by itself: how old it is, and whether it decides at all. */
function rankingNotes({ input, nowMs }: HostFacts): readonly Message[] {
  const { sample, sampledAtMs } = input;
  const ageSeconds = sampledAtMs === null ? 0 : (nowMs - sampledAtMs) / 1000;
  const age = ageSeconds > OLD_SAMPLE_SECONDS ? [message('plan.note.old-sample', { ageSeconds })] : [];
  const settings = sample?.settings ?? null;
  if ((settings?.panicOnOom ?? 0) >= 1) return [...age, message('oom.note.panic')];
  return (settings?.oomKillAllocatingTask ?? 0) === 0 ? age : [...age, message('oom.note.allocating-task')];
}
