/** What the stand-in tells the test that started it, over the process's IPC channel. */
export type StandInReport =
  | { readonly kind: 'window'; readonly endpoint: string }
  | { readonly kind: 'shown' }
  | { readonly kind: 'problem'; readonly text: string }
  | { readonly kind: 'blocked'; readonly url: string };

export function report(message: StandInReport): void {
  process.send?.(message);
}
