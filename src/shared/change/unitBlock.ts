import type { Message } from '../model';
import { message } from '../model';
import { ownerOf } from '../replay/explanation/owner';
import { dropInPathOf, isTooLarge } from './dropIn';
import type { HostFacts } from './hostFacts';
import type { InspectedUnit } from './inspection';
import { lastingOf, lastingWithoutUnit, type LastingContext } from './lasting';
import { isUnitName } from './unitName';

/** What is wanted of a unit, as far as it decides what is said where it cannot be had. */
export interface UnitWish {
  readonly kind: 'set-unit-adj' | 'remove-unit-adj' | 'restart-unit';
  readonly unit: string;
  /** For `set-unit-adj`. */
  readonly adj: number | null;
}

/**
 * Why nothing can be done to a unit, and what can be done instead; null: it can be. Without an answer of the host only the name
 * is judged.
 */
export function unitBlockOf(facts: HostFacts, wish: UnitWish): Message | null {
  const { unit } = wish;
  if (!isUnitName(unit)) return message('plan.blocked.unit.bad-name', { unit });
  const { inspection } = facts.input;
  if (inspection !== null && inspection.initSystem !== 'systemd') return withoutSystemd(facts, wish);
  if (!unit.endsWith('.service')) return noService(wish);
  if (unit.endsWith('@.service')) return message('plan.blocked.unit.template', { unit });
  if (inspection === null) return null;
  const inspected = facts.units.get(unit);
  if (inspected === undefined || inspected.loadState === 'not-found')
    return isOfUser(facts, unit)
      ? ofUser(wish)
      : message('plan.blocked.unit.not-found', { unit, host: facts.input.host.name });
  return loadedBlockOf(inspected, wish) ?? dropInBlockOf(inspected, wish);
}

/** Why its drop-in is not touched; null: nothing speaks against it. */
function dropInBlockOf(inspected: InspectedUnit, { kind, unit, adj }: UnitWish): Message | null {
  if (kind === 'restart-unit') return null;
  if (isTooLarge(inspected.dropInText))
    return message('plan.blocked.unit.large-drop-in', { path: dropInPathOf(unit) });
  // Its folder is read for every service whose name begins with it (systemd.unit(5)).
  const isPrefix = unit.replace(/(?:@.*)?\.service$/, '').endsWith('-');
  return kind === 'set-unit-adj' && isPrefix
    ? message('plan.blocked.unit.prefix', { unit, adj: adj ?? 0 })
    : null;
}

function loadedBlockOf({ unit, loadState, fragmentPath }: InspectedUnit, { kind }: UnitWish): Message | null {
  if (loadState === 'masked') return message('plan.blocked.unit.masked', { unit });
  if (loadState !== 'loaded') return message('plan.blocked.unit.not-loaded', { unit, state: loadState });
  // Made by systemd-run or a program, and gone with its end: a file in /etc would wait for a name that does not come back.
  const isTransient = fragmentPath?.startsWith('/run/systemd/transient/') === true;
  return isTransient && kind !== 'remove-unit-adj' ? message('plan.blocked.unit.transient', { unit }) : null;
}

function withoutSystemd({ input }: HostFacts, { kind, adj }: UnitWish): Message {
  const initSystem = input.inspection?.initSystem ?? null;
  const isKnown = initSystem === 'openrc' || initSystem === 'sysv';
  return kind === 'set-unit-adj' && isKnown
    ? lastingWithoutUnit(initSystem, contextOf(adj, initSystem))
    : message('plan.blocked.unit.no-systemd', { host: input.host.name });
}

function noService({ kind, unit, adj }: UnitWish): Message {
  const isScope = ownerOf(`/${unit}`) !== null;
  if (kind === 'set-unit-adj' && isScope) return lastingOf(`/${unit}`, contextOf(adj, 'systemd'));
  return message('plan.blocked.unit.no-service', { unit });
}

function contextOf(adj: number | null, initSystem: LastingContext['initSystem']): LastingContext {
  return { initSystem, adj: adj ?? 0, file: 'oom_score_adj' };
}

/** Whether processes of a user's own systemd run in a unit of this name. */
function isOfUser({ processes, inspected }: HostFacts, unit: string): boolean {
  return [...processes, ...inspected.values()].some(({ cgroup }) => {
    const owner = ownerOf(cgroup);
    return owner?.kind === 'unit' && owner.isUser && owner.unit === unit;
  });
}

function ofUser({ kind, unit, adj }: UnitWish): Message {
  return kind === 'set-unit-adj'
    ? message('plan.lasting.user-unit', { unit, adj: adj ?? 0 })
    : message('plan.blocked.unit.of-user', { unit });
}
