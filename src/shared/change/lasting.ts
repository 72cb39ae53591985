import type { AdjScale, Message } from '../model';
import { message } from '../model';
import { ownerOf } from '../replay/explanation/owner';
import type { InitSystem } from './inspection';

/** What a lasting setting depends on. */
export interface LastingContext {
  readonly initSystem: InitSystem | null;
  readonly adj: number;
  /** The scale that `adj` is in. */
  readonly file: AdjScale;
}

/**
 * How the setting of a process can be made to last: by its unit, or, where it has none that a drop-in could change, what to do
 * instead.
 *
 * @param cgroup of the process; null: not known
 */
export function lastingOf(cgroup: string | null, context: LastingContext): Message {
  const { adj, initSystem } = context;
  const owner = ownerOf(cgroup);
  switch (owner?.kind) {
    case 'container':
      return message('plan.lasting.container', { runtime: owner.runtime, adj });
    case 'pod':
    case 'pods':
      return message('plan.lasting.pod');
    case 'session':
      return message('plan.lasting.session');
    case 'unit':
      return lastingOfUnit(owner.unit, owner.isUser, adj);
    case undefined:
      return lastingWithoutUnit(initSystem, context);
  }
}

function lastingOfUnit(unit: string, isUser: boolean, adj: number): Message {
  if (!unit.endsWith('.service')) return message('plan.lasting.scope', { unit });
  if (isUser) return message('plan.lasting.user-unit', { unit, adj });
  return message('plan.lasting.unit', { unit, adj });
}

/** What to do on a host, or for a process, that has no units. */
export function lastingWithoutUnit(initSystem: InitSystem | null, { adj, file }: LastingContext): Message {
  if (initSystem === 'openrc') return message('plan.lasting.openrc', { adj });
  if (initSystem === 'sysv') return message('plan.lasting.sysv', { adj, file });
  return message('plan.lasting.none');
}
