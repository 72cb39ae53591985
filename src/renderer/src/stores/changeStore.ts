import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ChangeEvent, ChangeRun, WriteMode } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import { countOf } from '../change/runOutcome';
import { changeCalls } from './changeCalls';
import { useConnectionStore } from './connectionStore';
import { useDialogStore } from './dialogStore';
import { followStream } from './followStream';
import { useToastStore } from './toastStore';

/** Which of a run's changes can be taken back, once it has ended. */
type UndoableOf = (run: ChangeRun) => readonly string[];

/** Whether Lowmark writes, what is being written, and the way to propose and confirm. */
export const useChangeStore = defineStore('change', () => {
  const calls = changeCalls(useConnectionStore());
  const toasts = useToastStore();
  const dialogs = useDialogStore();

  const writeMode = ref<WriteMode>('allowed');
  const runs = shallowRef<ReadonlyMap<string, ChangeRun>>(new Map());
  const newestAuditNumber = ref(0);
  /** Runs whose end nobody looks at. */
  const untold = new Map<string, UndoableOf>();

  /** Null: not known here (yet, or any more). */
  function run(id: string): ChangeRun | null {
    return runs.value.get(id) ?? null;
  }

  /** A notice of how a run ended: a single change with what came of it and the way back, more of them with their number. */
  function tell(ended: ChangeRun, changeIds: readonly string[]): void {
    const { steps, done } = countOf(ended.hosts);
    const [first] = ended.hosts.flatMap(({ results }) => results);
    const isSingle = steps === 1 && first !== undefined;
    const sentence = isSingle
      ? first.sentence
      : ({ key: 'change.toast.ended', params: { done, count: steps } } as const);
    const action =
      isSingle && changeIds.length > 0
        ? {
            label: { key: 'change.toast.undo' } as const,
            run: () => dialogs.open({ kind: 'undo', changeIds }),
          }
        : {
            label: { key: 'change.toast.show' } as const,
            run: () => dialogs.open({ kind: 'run', runId: ended.id }),
          };
    toasts.show(sentence, { tone: done === steps ? 'note' : 'problem', action });
  }

  function tellEnded(): void {
    for (const [id, undoableOf] of untold) {
      const known = run(id);
      if (known?.endedAtMs == null) continue;
      untold.delete(id);
      tell(known, undoableOf(known));
    }
  }

  /** The dialog of a run is closed: its end is told in a notice, at once if it has ended. */
  function tellWhenEnded(runId: string, undoableOf: UndoableOf): void {
    untold.set(runId, undoableOf);
    tellEnded();
  }

  function apply(event: ChangeEvent): void {
    writeMode.value = event.writeMode;
    newestAuditNumber.value = event.newestAuditNumber;
    if (event.runs.length === 0) return;
    runs.value = new Map([...runs.value, ...event.runs.map((moved) => [moved.id, moved] as const)]);
    tellEnded();
  }

  /** Takes in the stream of one connection until the signal is aborted (the connection is gone). Never rejects. */
  function follow(client: ApiClient, signal: AbortSignal): Promise<void> {
    return followStream(
      client,
      {
        open: (watchId) => {
          // Main starts with all that it knows; what it has forgotten is of no use here either.
          runs.value = new Map();
          return client.changes.watchChanges({ watchId }, { signal });
        },
        take: apply,
      },
      signal,
    );
  }

  return { ...calls, writeMode, runs, newestAuditNumber, run, tellWhenEnded, apply, follow };
});
