import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { ChangePlan, ChangeRequest, Message } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';
import { useChangeStore } from '../stores/changeStore';
import type { ChangeDialog } from '../stores/dialogStore';
import { lastingUnits, withLasting } from './changeRequests';

export type ChangePhase =
  | { readonly kind: 'choosing' }
  /** The hosts are being asked. */
  | { readonly kind: 'asking'; readonly hosts: number }
  | { readonly kind: 'refused'; readonly sentence: Message | Text }
  | { readonly kind: 'plan'; readonly plan: ChangePlan }
  /** Null: the plan of a run that was confirmed before cannot be read. */
  | { readonly kind: 'run'; readonly runId: string; readonly plan: ChangePlan | null };

export interface PlanMaking {
  readonly phase: ShallowRef<ChangePhase>;
  /** What the plan is made of; null for undo and for what was confirmed before. */
  readonly request: ShallowRef<ChangeRequest | null>;
  /** Whether the units are part of the plan. */
  readonly isLasting: Ref<boolean>;
  readonly propose: (request: ChangeRequest) => Promise<void>;
  /** Asks the hosts again for the same. */
  readonly askAgain: () => Promise<void>;
  /** Ends the asking. */
  readonly stopAsking: () => void;
  /** Makes the plan anew with the units of its processes, or without. */
  readonly setLasting: (wanted: boolean) => Promise<void>;
}

/** From a request to its plan. A plan that is not used is given back to main. */
export function usePlanMaking(dialog: ChangeDialog): PlanMaking {
  const changes = useChangeStore();
  const phase = shallowRef<ChangePhase>({ kind: 'choosing' });
  const request = shallowRef<ChangeRequest | null>(null);
  const isLasting = ref(false);
  let asking = new AbortController();

  /** What was asked for before is not wanted any more. */
  function dropBefore(): void {
    asking.abort();
    if (phase.value.kind === 'plan') void changes.discard(phase.value.plan.id);
  }

  function ask(signal: AbortSignal): ReturnType<typeof changes.propose> | null {
    if (dialog.kind === 'undo') return changes.proposeUndo(dialog.changeIds, signal);
    return request.value === null ? null : changes.propose(request.value, signal);
  }

  async function askAgain(): Promise<void> {
    dropBefore();
    const own = new AbortController();
    asking = own;
    phase.value = { kind: 'asking', hosts: hostCountOf(request.value) };
    const answer = await ask(own.signal);
    if (answer === null) return;
    if (!own.signal.aborted) {
      phase.value = answer.ok
        ? { kind: 'plan', plan: answer.value }
        : { kind: 'refused', sentence: answer.problem };
    } else if (answer.ok) {
      // It came too late.
      void changes.discard(answer.value.id);
    }
  }

  async function propose(wanted: ChangeRequest): Promise<void> {
    request.value = wanted;
    isLasting.value = wanted.selection?.isLasting ?? false;
    await askAgain();
  }

  async function setLasting(wanted: boolean): Promise<void> {
    if (phase.value.kind !== 'plan' || request.value === null) return;
    request.value = withLasting(request.value, lastingUnits(phase.value.plan), wanted);
    isLasting.value = wanted;
    await askAgain();
  }

  function stopAsking(): void {
    asking.abort();
    if (dialog.kind === 'choose-adj') phase.value = { kind: 'choosing' };
  }

  onBeforeUnmount(dropBefore);

  return { phase, request, isLasting, propose, askAgain, stopAsking, setLasting };
}

function hostCountOf(request: ChangeRequest | null): number {
  if (request === null) return 1;
  return new Set([...request.items.map(({ hostId }) => hostId), ...(request.selection?.hostIds ?? [])]).size;
}
