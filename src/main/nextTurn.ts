/** Lets everything else that is ready run first: long work on the main thread is done in pieces with this between them. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
