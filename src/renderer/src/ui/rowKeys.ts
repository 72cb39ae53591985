/**
 * The row to stand on after a key, or null if the key does not move between rows.
 * @param index the current row, -1 for none yet
 * @param pageRows how many rows PageUp and PageDown go
 */
export function indexAfterKey(key: string, index: number, count: number, pageRows: number): number | null {
  const within = (wanted: number): number => Math.max(0, Math.min(count - 1, wanted));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(index + 1);
    case 'ArrowUp':
    case 'k':
      return within(index - 1);
    case 'PageDown':
      return within(index + pageRows);
    case 'PageUp':
      return within(index - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return within(count - 1);
    default:
      return null;
  }
}

/** Whether a key asks for the menu of the current row. */
export function isMenuKey(event: KeyboardEvent): boolean {
  return event.key === 'm' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}

/** How many rows PageUp and PageDown go: one less than there is room for, so that one stays in view. */
export function pageRowsOf(element: HTMLElement | null, rowPixels: number): number {
  return Math.max(1, Math.floor((element?.clientHeight ?? 0) / rowPixels) - 1);
}
