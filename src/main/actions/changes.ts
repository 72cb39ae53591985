import type { ChangeEvent, ChangePlan, ChangeRequest } from '../../shared/model';
import type { ConfirmRequest } from '../../shared/schema/change';
import type { PacedWatch } from '../fleet/pacedWatch';

/** The only way to change anything on a host: propose, look at the plan, confirm it. */
export interface Changes {
  /** The stream behind the list of changes: write mode and runs once, then what moves, at the pace of the watch. */
  events(watch: PacedWatch): AsyncGenerator<ChangeEvent, void, undefined>;
  /**
   * Asks the hosts how things stand and makes a plan of what would be done. Nothing is written.
   *
   * @throws {Refusal} where there is nothing to make a plan of. What is wrong with single hosts stands in the plan.
   */
  propose(request: ChangeRequest, signal?: AbortSignal): Promise<ChangePlan>;
  /**
   * The plan that takes changes back, as far as the same processes live.
   *
   * @param changeIds of rows of the audit.
   * @throws {Refusal} where none of them can be undone.
   */
  proposeUndo(changeIds: readonly string[], signal?: AbortSignal): Promise<ChangePlan>;
  /**
   * Starts to write what a plan says. Resolves to the id of the run once the audit has it on disk.
   *
   * @throws {Refusal} where the plan cannot be confirmed, or not so; nothing was sent to any host then.
   */
  confirm(request: ConfirmRequest): Promise<{ readonly runId: string }>;
  /** Forgets a plan. */
  discard(planId: string): void;
  /**
   * Looks once more what became of a host whose connection broke while it was written.
   *
   * @throws {Refusal} where there is nothing to look for, or the host is not connected.
   */
  readAgain(runId: string, hostId: string): Promise<void>;
  /** @throws {Refusal} where it is set from outside, or nothing may be stored. */
  setReadOnly(isReadOnly: boolean): Promise<void>;
  /** Ends what is under way; what was sent and not answered stays unknown. */
  close(): Promise<void>;
}
