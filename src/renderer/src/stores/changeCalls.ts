import type { ChangePlan, ChangeRequest, Message } from '../../../shared/model';
import type { Result } from '../../../shared/result';
import type { ConfirmRequest } from '../../../shared/schema/change';
import type { Text } from '../i18n/catalogue';
import type { useConnectionStore } from './connectionStore';

/** What main answers: a value, or a sentence for the person who asked. */
type Answer<Value> = Promise<Result<Value, Message | Text>>;

/** What main can be asked to do about changes. */
export interface ChangeCalls {
  /**
   * Asks the hosts how things stand, and makes a plan. Nothing is written.
   * @param signal ends the asking
   */
  readonly propose: (request: ChangeRequest, signal: AbortSignal) => Answer<ChangePlan>;
  /** The plan that takes changes back, as far as the same processes live. */
  readonly proposeUndo: (changeIds: readonly string[], signal: AbortSignal) => Answer<ChangePlan>;
  /** Starts to write; what comes of it is in the run of that name. */
  readonly confirm: (request: ConfirmRequest) => Answer<{ readonly runId: string }>;
  /** A plan that nobody will confirm. It expires by itself where main is not reached. */
  readonly discard: (planId: string) => Answer<unknown>;
  /** Looks once more what became of a host whose connection broke. */
  readonly readAgain: (runId: string, hostId: string) => Answer<unknown>;
  /** The plan of a run as it was confirmed. */
  readonly readPlan: (runId: string) => Answer<ChangePlan>;
  /** Switches writing off or on, for everyone who uses this Lowmark. */
  readonly setReadOnly: (isReadOnly: boolean) => Answer<unknown>;
}

/** The calls over whichever connection is open. */
export function changeCalls({ ask }: Pick<ReturnType<typeof useConnectionStore>, 'ask'>): ChangeCalls {
  return {
    propose: (request, signal) => ask((api) => api.changes.propose(request, { signal })),
    proposeUndo: (changeIds, signal) =>
      ask((api) => api.changes.proposeUndo({ changeIds: [...changeIds] }, { signal })),
    confirm: (request) => ask((api) => api.changes.confirm(request)),
    discard: (planId) => ask((api) => api.changes.discard({ planId })),
    readAgain: (runId, hostId) => ask((api) => api.changes.readAgain({ runId, hostId })),
    readPlan: (runId) => ask((api) => api.audit.readPlan({ runId })),
    setReadOnly: (isReadOnly) => ask((api) => api.changes.setReadOnly({ isReadOnly })),
  };
}
