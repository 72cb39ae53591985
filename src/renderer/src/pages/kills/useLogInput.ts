import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

export interface LogInput {
  /** Something that can be dropped is over the window. */
  readonly isOver: Ref<boolean>;
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** Files, or a piece of text from another window. */
function isWanted(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer !== null && ['Files', 'text/plain'].some((type) => transfer.types.includes(type));
}

/**
 * Takes what is dropped anywhere on the window, or pasted outside of a field, as long as the component is on the page.
 * A dialog that is open keeps the page from taking anything.
 */
export function useLogInput(
  onFiles: (files: readonly File[]) => void,
  onText: (text: string) => void,
): LogInput {
  const isOver = ref(false);

  function take(transfer: DataTransfer | null): boolean {
    if (transfer === null || document.querySelector('[role="dialog"]') !== null) return false;
    const files = [...transfer.files];
    const text = transfer.getData('text/plain');
    if (files.length > 0) onFiles(files);
    else if (text.trim() !== '') onText(text);
    else return false;
    return true;
  }

  function onDragOver(event: DragEvent): void {
    if (!isWanted(event.dataTransfer) || takesText(event.target)) return;
    // Without this the browser would leave the page to show the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    isOver.value = true;
  }
  function onDragLeave(event: DragEvent): void {
    // Between elements of the page it has one that is entered.
    if (event.relatedTarget === null) isOver.value = false;
  }
  function onDrop(event: DragEvent): void {
    isOver.value = false;
    if (!isWanted(event.dataTransfer) || takesText(event.target)) return;
    event.preventDefault();
    take(event.dataTransfer);
  }
  function onPaste(event: ClipboardEvent): void {
    if (!takesText(event.target) && take(event.clipboardData)) event.preventDefault();
  }

  onMounted(() => {
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('dragover', onDragOver);
    window.removeEventListener('dragleave', onDragLeave);
    window.removeEventListener('drop', onDrop);
    window.removeEventListener('paste', onPaste);
  });

  return { isOver };
}
