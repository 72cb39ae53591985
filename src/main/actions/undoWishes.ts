import {
  message,
  type AuditRow,
  type ChangeItem,
  type ChangePlan,
  type PlanStep,
  type StepResult,
} from '../../shared/model';
import { Refusal } from '../fleet/refusal';
import type { AuditLog } from './auditLog';
import type { FindHost } from './changedHost';
import type { HostWish } from './hostQuestions';

export interface UndoDependencies {
  readonly audit: Pick<AuditLog, 'row' | 'plan'>;
  readonly findHost: FindHost;
  /** What takes a step back; empty: there is no way. */
  readonly itemsOf: (hostId: string, step: PlanStep, result: StepResult | null) => readonly ChangeItem[];
}

/**
 * What takes changes back, by host. What was done in another boot of the host is left out: its processes have ended, whatever
 * has their numbers now.
 *
 * @param changeIds of rows of the audit; those that cannot be undone are left out
 * @throws {Refusal} where none can be.
 */
export async function undoWishesOf(
  changeIds: readonly string[],
  { audit, findHost, itemsOf }: UndoDependencies,
): Promise<readonly HostWish[]> {
  const rows = changeIds.flatMap((id) => audit.row(id) ?? []).filter(({ undo }) => undo === 'possible');
  const plans = new Map<string, ChangePlan>();
  for (const runId of new Set(rows.map((row) => row.runId))) plans.set(runId, await audit.plan(runId));
  // What was done last is taken back first, so that of two changes of one process the value before both counts.
  const newestFirst = rows.toSorted((one, other) => other.number - one.number);
  const wishes: HostWish[] = [];
  for (const [hostId, ofHost] of Map.groupBy(newestFirst, (row) => row.hostId)) {
    const bootId = findHost(hostId)?.watch.identity.bootId ?? null;
    const taken = ofHost.map((row) => itemsOfRow(row, plans.get(row.runId), bootId, itemsOf));
    const items = taken.flatMap((found) => found.items);
    const isOfOtherBoot = items.length === 0 && taken.some((found) => found.isOfOtherBoot);
    const hostName = ofHost[0]?.hostName ?? hostId;
    const problem = isOfOtherBoot ? message('change.undo.rebooted', { host: hostName }) : null;
    if (items.length === 0 && problem === null) continue;
    wishes.push({ hostId, hostName, items, selection: null, problem });
  }
  if (wishes.length === 0) throw new Refusal('refusal.nothing-to-undo');
  return wishes;
}

function itemsOfRow(
  row: AuditRow,
  plan: ChangePlan | undefined,
  bootId: string | null,
  itemsOf: UndoDependencies['itemsOf'],
): { readonly items: readonly ChangeItem[]; readonly isOfOtherBoot: boolean } {
  const host = plan?.hosts.find(({ hostId }) => hostId === row.hostId);
  const step = host?.steps.find(({ id }) => row.changeId === `${row.runId}/${row.hostId}/${id}`);
  if (host === undefined || step === undefined) return { items: [], isOfOtherBoot: false };
  const isOfOtherBoot =
    step.kind === 'set-adj' && host.bootId !== null && bootId !== null && host.bootId !== bootId;
  return { items: isOfOtherBoot ? [] : itemsOf(row.hostId, step, row.result), isOfOtherBoot };
}
