import type { ChangePlan, PlanHost } from '../../shared/model';
import type { ConfirmRequest } from '../../shared/schema/change';
import { Refusal } from '../fleet/refusal';

/** @throws {Refusal} where a person has not done what confirming this plan takes. */
export function refuseUnconfirmed(
  { hosts, confirmation }: ChangePlan,
  { phrase, reason, passwords }: Pick<ConfirmRequest, 'phrase' | 'reason' | 'passwords'>,
): void {
  const written = hosts.filter(({ command }) => command !== null);
  if (written.length === 0) throw new Refusal('refusal.nothing-to-do');
  if (reason.trim() === '') throw new Refusal('refusal.no-reason');
  if (confirmation.kind === 'typed' && phrase?.trim() !== confirmation.phrase.trim()) {
    throw new Refusal('refusal.wrong-phrase', { phrase: confirmation.phrase });
  }
  for (const host of written) refuseWithoutPassword(host, passwords);
}

function refuseWithoutPassword(
  { hostId, hostName, privilege, account }: PlanHost,
  passwords: ConfirmRequest['passwords'],
): void {
  if (privilege !== 'sudo-password') return;
  const password = Object.hasOwn(passwords, hostId) ? passwords[hostId] : undefined;
  if (password !== undefined && password !== '') return;
  throw new Refusal('refusal.password-missing', { host: hostName, user: account?.user ?? '' });
}
