import { createRouterClient, implement } from '@orpc/server';
import type { ApiClient } from '../../../../src/renderer/src/bridge';
import { contract } from '../../../../src/shared/api/contract';
import type { ChangePlan, ChangeRequest, Message } from '../../../../src/shared/model';
import type { ConfirmRequest } from '../../../../src/shared/schema/change';
import { idleHandlers } from '../../../support/idleApi';
import { mainThat } from '../host/mainStandIn';

/** The far side of the dialog of changes, in process. */
export interface ChangeMain {
  readonly client: ApiClient;
  readonly proposed: readonly ChangeRequest[];
  readonly undone: readonly (readonly string[])[];
  /** As they arrived: what is cleared afterwards is a copy of the page's. */
  readonly confirmed: readonly ConfirmRequest[];
  /** `discard plan-1`, `read-again run-1 h1`, ... */
  readonly asked: readonly string[];
}

export interface ChangeMainOptions {
  /** The plans that it makes, one after another; the last one again and again. */
  readonly plans: readonly ChangePlan[];
  /** Waited for before a plan is given. */
  readonly beforePlan?: Promise<void>;
  readonly refusesPlan?: Message;
  readonly refusesConfirm?: Message;
}

/** Main as far as the dialog needs it. */
export function changeMain({
  plans,
  beforePlan = Promise.resolve(),
  refusesPlan,
  refusesConfirm,
}: ChangeMainOptions): ChangeMain {
  const proposed: ChangeRequest[] = [];
  const undone: string[][] = [];
  const confirmed: ConfirmRequest[] = [];
  const asked: string[] = [];
  let made = 0;
  const os = implement(contract);
  const idle = idleHandlers(os);
  const nextPlan = (): ChangePlan => {
    const plan = plans[Math.min(made, plans.length - 1)];
    made += 1;
    if (plan === undefined) throw new Error('no plan was prepared');
    return plan;
  };
  const note = (what: string): Record<never, never> => {
    asked.push(what);
    return {};
  };

  const { app, fleet, host, incidents } = mainThat([]).client;
  const { changes, audit, policies } = createRouterClient({
    ...idle,
    changes: {
      ...idle.changes,
      propose: os.changes.propose.handler(async ({ input, errors }) => {
        proposed.push(input);
        await beforePlan;
        if (refusesPlan !== undefined) throw errors.REFUSED({ data: { sentence: refusesPlan } });
        return nextPlan();
      }),
      proposeUndo: os.changes.proposeUndo.handler(({ input }) => {
        undone.push(input.changeIds);
        return nextPlan();
      }),
      confirm: os.changes.confirm.handler(({ input, errors }) => {
        confirmed.push(input);
        if (refusesConfirm !== undefined) throw errors.REFUSED({ data: { sentence: refusesConfirm } });
        return { runId: 'run-1' };
      }),
      discard: os.changes.discard.handler(({ input }) => note(`discard ${input.planId}`)),
      readAgain: os.changes.readAgain.handler(({ input }) =>
        note(`read-again ${input.runId} ${input.hostId}`),
      ),
    },
    audit: { ...idle.audit, readPlan: os.audit.readPlan.handler(nextPlan) },
  });
  return {
    client: { app, fleet, host, incidents, changes, audit, policies },
    proposed,
    undone,
    confirmed,
    asked,
  };
}
