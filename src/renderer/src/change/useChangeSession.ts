import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { ChangePlan, ChangeRun, Message } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';
import { useChangeStore } from '../stores/changeStore';
import type { ChangeDialog } from '../stores/dialogStore';
import { rememberReason } from './recentReasons';
import { countOf, writtenChanges } from './runOutcome';
import { usePlanMaking, type PlanMaking } from './usePlanMaking';

/** What was typed to confirm. */
export interface ConfirmAnswers {
  readonly phrase: string | null;
  /** By host. */
  readonly passwords: Readonly<Record<string, string>>;
}

export interface ChangeSession extends PlanMaking {
  readonly reason: Ref<string>;
  readonly isSending: Ref<boolean>;
  /** Why main did not take the confirmation; null: it did, or was not asked. */
  readonly refusal: ShallowRef<Message | Text | null>;
  readonly confirm: (answers: ConfirmAnswers) => Promise<void>;
  /** The changes of a run that can be taken back. */
  readonly undoableOf: (run: ChangeRun) => readonly string[];
}

/** The way of one change from its request to what came of it, for as long as its dialog is open. */
export function useChangeSession(dialog: ChangeDialog): ChangeSession {
  const changes = useChangeStore();
  const making = usePlanMaking(dialog);
  const { phase } = making;
  const reason = ref('');
  const isSending = ref(false);
  const refusal = shallowRef<Message | Text | null>(null);
  let isClosed = false;

  async function askAgain(): Promise<void> {
    refusal.value = null;
    await making.askAgain();
  }

  async function confirm({ phrase, passwords }: ConfirmAnswers): Promise<void> {
    if (phase.value.kind !== 'plan' || isSending.value) return;
    const { plan } = phase.value;
    const given = reason.value.trim();
    isSending.value = true;
    refusal.value = null;
    const answer = await changes.confirm({ planId: plan.id, phrase, reason: given, passwords });
    isSending.value = false;
    if (!answer.ok) {
      refusal.value = answer.problem;
      return;
    }
    rememberReason(given);
    phase.value = { kind: 'run', runId: answer.value.runId, plan };
    // The dialog was closed while the answer was on its way.
    if (isClosed) changes.tellWhenEnded(answer.value.runId, undoableOf);
  }

  function undoableOf(run: ChangeRun): readonly string[] {
    const plan = phase.value.kind === 'run' ? phase.value.plan : null;
    return writtenChanges(run, (hostId, stepId) => isUndoable(plan, hostId, stepId));
  }

  async function openRun(runId: string): Promise<void> {
    phase.value = { kind: 'asking', hosts: 0 };
    const answer = await changes.readPlan(runId);
    phase.value = { kind: 'run', runId, plan: answer.ok ? answer.value : null };
  }

  /** Who has looked at the end of many changes has seen it; a single one leaves the way back behind. */
  function isToBeTold(runId: string): boolean {
    const run = changes.run(runId);
    return dialog.kind !== 'run' && (run?.endedAtMs == null || countOf(run.hosts).steps === 1);
  }

  onBeforeUnmount(() => {
    isClosed = true;
    if (phase.value.kind !== 'run' || !isToBeTold(phase.value.runId)) return;
    changes.tellWhenEnded(phase.value.runId, undoableOf);
  });

  if (dialog.kind === 'change') void making.propose(dialog.request);
  else if (dialog.kind === 'undo') void making.askAgain();
  else if (dialog.kind === 'run') void openRun(dialog.runId);

  return { ...making, askAgain, reason, isSending, refusal, confirm, undoableOf };
}

/** A restart cannot be taken back; of what is not known, main says so. */
function isUndoable(plan: ChangePlan | null, hostId: string, stepId: string): boolean {
  const host = plan?.hosts.find((one) => one.hostId === hostId);
  return host?.steps.find(({ id }) => id === stepId)?.kind !== 'restart-unit';
}
