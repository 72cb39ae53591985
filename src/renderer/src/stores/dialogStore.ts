import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** The dialogs of the application. Any page may open one; the window shows one at a time. */
export type OpenDialog =
  | { readonly kind: 'add-host' }
  | { readonly kind: 'edit-host'; readonly hostId: string }
  | { readonly kind: 'host-key'; readonly hostId: string }
  | { readonly kind: 'secret'; readonly hostId: string }
  | { readonly kind: 'shortcuts' };

export const useDialogStore = defineStore('dialog', () => {
  const current = shallowRef<OpenDialog | null>(null);

  function open(dialog: OpenDialog): void {
    current.value = dialog;
  }

  function close(): void {
    current.value = null;
  }

  return { current, open, close };
});
