import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ChangeRequest, ProcessSample } from '../../../shared/model';

/** A process whose value is to be chosen. */
export interface AdjTarget {
  readonly hostId: string;
  readonly process: ProcessSample;
  /** `uname -r`; null: not reported. */
  readonly kernel: string | null;
}

/** What the dialog of changes is opened with. Nothing is written before its plan is confirmed. */
export type ChangeDialog =
  /** A value is chosen first. */
  | { readonly kind: 'choose-adj'; readonly targets: readonly AdjTarget[] }
  | { readonly kind: 'change'; readonly request: ChangeRequest }
  | { readonly kind: 'undo'; readonly changeIds: readonly string[] }
  /** What came of a plan that was confirmed before. */
  | { readonly kind: 'run'; readonly runId: string };

/** The dialogs of the application. Any page may open one; the window shows one at a time. */
export type OpenDialog =
  | { readonly kind: 'add-host' }
  | { readonly kind: 'edit-host'; readonly hostId: string }
  | { readonly kind: 'host-key'; readonly hostId: string }
  | { readonly kind: 'secret'; readonly hostId: string }
  | { readonly kind: 'shortcuts' }
  | ChangeDialog;

export const useDialogStore = defineStore('dialog', () => {
  const current = shallowRef<OpenDialog | null>(null);
  /** Counts what was opened: one dialog after another of the same kind is a new one. */
  const opened = ref(0);

  function open(dialog: OpenDialog): void {
    opened.value += 1;
    current.value = dialog;
  }

  function close(): void {
    current.value = null;
  }

  return { current, opened, open, close };
});
