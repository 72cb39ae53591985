import type { Message, ProcessSample, RestartStep, UnitAdjStep } from '../model';
import { message } from '../model';
import { abilityOfRoot, type StepDraft } from './ability';
import { adjOfDropIn, diffOf, DROP_IN_NAME, dropInPathOf, dropInTextOf, isTooLarge } from './dropIn';
import type { HostFacts } from './hostFacts';
import type { InspectedUnit } from './inspection';
import { unitBlockOf } from './unitBlock';
import type { WantedUnitAdj } from './wanted';

/** A step that writes Lowmark's drop-in of a unit. */
export function unitAdjDraftOf(facts: HostFacts, wanted: WantedUnitAdj, id: string): StepDraft<UnitAdjStep> {
  const { unit, adj } = wanted;
  const inspected = facts.units.get(unit) ?? null;
  const blocked =
    unitBlockOf(facts, wanted) ??
    (isInRange(adj) ? null : outOfRange(adj)) ??
    (inspected === null ? null : asWanted(inspected, adj));
  const notes = blocked === null ? dropInNotes(wanted, inspected) : [];
  return unitDraft(facts, {
    kind: 'set-unit-adj',
    id,
    blocked,
    guards: blocked === null ? editedGuard(inspected) : [],
    notes,
    unit,
    path: dropInPathOf(unit),
    diff: shownDiffOf(inspected?.dropInText ?? null, dropInTextOf(adj)),
    before: inspected?.oomScoreAdjust ?? null,
    after: adj,
    files: otherFilesOf(inspected),
  });
}

/** A step that takes Lowmark's drop-in of a unit away. */
export function unitRemovalDraftOf(facts: HostFacts, unit: string, id: string): StepDraft<UnitAdjStep> {
  const inspected = facts.units.get(unit) ?? null;
  const dropInText = inspected?.dropInText ?? null;
  const hasNone = facts.input.inspection !== null && dropInText === null;
  const blocked =
    unitBlockOf(facts, { kind: 'remove-unit-adj', unit, adj: null }) ??
    (hasNone ? message('plan.blocked.unit.no-drop-in', { unit }) : null);
  return unitDraft(facts, {
    kind: 'remove-unit-adj',
    id,
    blocked,
    guards: blocked === null ? editedGuard(inspected) : [],
    notes: blocked === null ? [message('plan.note.unit.removal')] : [],
    unit,
    path: dropInPathOf(unit),
    diff: shownDiffOf(dropInText, null),
    before: inspected?.oomScoreAdjust ?? null,
    after: null,
    files: otherFilesOf(inspected),
  });
}

/** A step that restarts a unit. */
export function restartDraftOf(facts: HostFacts, unit: string, id: string): StepDraft<RestartStep> {
  const inspected = facts.units.get(unit) ?? null;
  const blocked = unitBlockOf(facts, { kind: 'restart-unit', unit, adj: null });
  const ability = blocked === null ? abilityOfRoot(facts) : 'can';
  const step: RestartStep = {
    kind: 'restart-unit',
    id,
    blocked,
    guards: [],
    notes: blocked === null && inspected !== null ? restartNotes(inspected) : [],
    right: blocked === null ? message('plan.right.restart') : null,
    needsPrivilege: ability === 'cannot',
    unit,
    ...stateOf(inspected),
  };
  return { step, process: null, ability };
}

type StateKey =
  'description' | 'activeState' | 'subState' | 'lastResult' | 'restartPolicy' | 'restartDelaySeconds';

function stateOf(inspected: InspectedUnit | null): Pick<RestartStep, StateKey> {
  if (inspected === null) {
    const unknown = { description: null, lastResult: null, restartPolicy: null, restartDelaySeconds: null };
    return { ...unknown, activeState: 'unknown', subState: 'unknown' };
  }
  const { description, activeState, subState, result, restart, restartSeconds } = inspected;
  return {
    description,
    activeState,
    subState,
    lastResult: result,
    restartPolicy: restart,
    restartDelaySeconds: restartSeconds,
  };
}

function unitDraft(
  facts: HostFacts,
  step: Omit<UnitAdjStep, 'right' | 'needsPrivilege'>,
): StepDraft<UnitAdjStep> {
  const ability = step.blocked === null ? abilityOfRoot(facts) : 'can';
  const right = step.blocked === null ? message('plan.right.drop-in') : null;
  return { step: { ...step, right, needsPrivilege: ability === 'cannot' }, process: null, ability };
}

function isInRange(adj: number): boolean {
  return Number.isInteger(adj) && adj >= -1000 && adj <= 1000;
}

function outOfRange(adj: number): Message {
  return message('plan.blocked.range', { adj, min: -1000, max: 1000, file: 'OOMScoreAdjust' });
}

/** Of a drop-in that is too large to be touched nothing is shown. */
function shownDiffOf(before: string | null, after: string | null): UnitAdjStep['diff'] {
  return isTooLarge(before) ? [] : diffOf(before, after);
}

/** Nothing to do where the unit starts with the value already, by whichever of its files. */
function asWanted({ unit, oomScoreAdjust, dropInText }: InspectedUnit, adj: number): Message | null {
  const isOwnAsWanted = dropInText === null || adjOfDropIn(dropInText) === adj;
  return oomScoreAdjust === adj && isOwnAsWanted ? message('plan.blocked.unit.already', { unit, adj }) : null;
}

/** What somebody wrote into Lowmark's file by hand would be lost. */
function editedGuard(inspected: InspectedUnit | null): Message[] {
  const text = inspected?.dropInText ?? null;
  if (inspected === null || text === null || adjOfDropIn(text) !== null) return [];
  return [message('plan.guard.edited-drop-in', { path: dropInPathOf(inspected.unit) })];
}

function dropInNotes(wanted: WantedUnitAdj, inspected: InspectedUnit | null): Message[] {
  const { unit, processes, knownCount, unseenCount } = wanted;
  const notes = [
    processes === 'restart'
      ? message('plan.note.unit.with-restart', { unit })
      : processes === 'now'
        ? message('plan.note.unit.now', { unit, count: knownCount })
        : message('plan.note.unit.next-start', { unit }),
  ];
  if (unseenCount > 0) notes.push(message('plan.note.unit.unseen', { unit, count: unseenCount }));
  const later = (inspected?.dropInPaths ?? []).filter((path) => nameOf(path) > DROP_IN_NAME);
  return [...notes, ...later.map((path) => message('plan.note.unit.later-drop-in', { path }))];
}

/** systemd reads drop-ins in the order of their names, whatever folder they lie in (systemd.unit(5)). */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function otherFilesOf(inspected: InspectedUnit | null): readonly string[] {
  if (inspected === null) return [];
  const { unit, fragmentPath, dropInPaths } = inspected;
  const files = fragmentPath === null || fragmentPath === '' ? dropInPaths : [fragmentPath, ...dropInPaths];
  return files.filter((path) => path !== dropInPathOf(unit));
}

/** What systemd does by itself after a kill, which is an unclean signal to it (systemd.service(5), table of Restart=). */
const COMES_BACK = new Set(['always', 'on-failure', 'on-abnormal', 'on-abort']);

function restartNotes(unit: InspectedUnit): Message[] {
  const { activeState, subState, pids, restart, result } = unit;
  const notes: Message[] = [];
  const isRunning = activeState === 'active' || activeState === 'reloading';
  if (isRunning && pids.length > 0)
    notes.push(message('plan.note.restart.ends', { unit: unit.unit, count: pids.length }));
  if (subState === 'auto-restart') notes.push(message('plan.note.restart.waiting', { unit: unit.unit }));
  if (result === 'start-limit-hit' || result === 'start-limit')
    notes.push(message('plan.note.restart.limit', { unit: unit.unit }));
  if (restart !== null) {
    const code = COMES_BACK.has(restart) ? 'plan.note.restart.comes-back' : 'plan.note.restart.stays-down';
    notes.push(message(code, { policy: restart }));
  }
  return notes;
}

/** The processes of a unit as the sweep has them, for the guards of what they will start with. */
export function sampledOf({ units, sampled }: HostFacts, unit: string): readonly ProcessSample[] {
  return (units.get(unit)?.pids ?? []).flatMap((pid) => sampled.get(pid) ?? []);
}
