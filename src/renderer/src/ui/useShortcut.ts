import { onBeforeUnmount, onMounted } from 'vue';

/** Whether what has the focus takes letters as text. */
function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="menu"] *, [role="menu"]'))
  );
}

/**
 * A key of the whole page, as long as the component is on it. It does nothing while someone types, while a dialog is
 * open, or together with Ctrl, Alt or Meta, which belong to the browser.
 * @param key as `KeyboardEvent.key` names it
 */
export function useShortcut(key: string, run: () => void): void {
  function onKey(event: KeyboardEvent): void {
    if (event.key !== key || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (takesText(event.target) || document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    run();
  }
  onMounted(() => {
    window.addEventListener('keydown', onKey);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey);
  });
}
