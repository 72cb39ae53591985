/** Resolves after `durationMs`, or at once when the signal is aborted; never rejects. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = window.setTimeout(finish, durationMs);
    signal.addEventListener('abort', finish, { once: true });
    function finish(): void {
      window.clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** How long to wait before try number `attempt` (1 is the first after a loss): doubling from half a second to 15 s. */
export function reconnectPauseMs(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempt - 1));
}
