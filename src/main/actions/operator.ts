import { hostname } from 'node:os';
import type { Operator } from '../../shared/model';
import { ownUser } from '../thisMachine';

/** Who confirms changes here: the account that Lowmark runs under, on which machine, through which shell. */
export function operatorOf(shell: string): Operator {
  return { user: ownUser(), machine: hostname(), shell };
}
