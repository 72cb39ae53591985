import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Message } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';

export interface Toast {
  readonly id: number;
  readonly tone: 'note' | 'problem';
  readonly sentence: Message | Text;
  /** What the toast offers to do; it goes away when that is chosen. */
  readonly action: { readonly label: Text; readonly run: () => void } | null;
}

const MOST_TOASTS = 4;

/** Short reports of what was just done. Each stays until its time is over (the view keeps it) or it is dismissed. */
export const useToastStore = defineStore('toasts', () => {
  const toasts = shallowRef<readonly Toast[]>([]);
  let nextId = 1;

  function show(sentence: Message | Text, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
    const toast: Toast = {
      id: nextId,
      tone: options.tone ?? 'note',
      sentence,
      action: options.action ?? null,
    };
    nextId += 1;
    toasts.value = [...toasts.value, toast].slice(-MOST_TOASTS);
  }

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  return { toasts, show, dismiss };
});
