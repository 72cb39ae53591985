import type { WebContents } from 'electron';
import type { Clock } from '../clock';
import type { Log } from '../log';

/** A page that crashes this often within {@link WITHIN_MS} would go on crashing. */
const TOO_MANY = 3;

const WITHIN_MS = 60_000;

export interface CrashSetting {
  readonly clock: Clock;
  readonly log: Log;
  /** Called when loading the page again has not helped. */
  readonly onGivenUp: () => void;
}

/** Loads the page again when its process is gone; main and its connections to hosts are not touched by that. */
export function surviveCrashes(contents: WebContents, { clock, log, onGivenUp }: CrashSetting): void {
  let crashedAtMs: readonly number[] = [];
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn(`the page's process is gone (${reason}, exit code ${String(exitCode)})`);
    const nowMs = clock.nowMs();
    crashedAtMs = [...crashedAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs];
    if (crashedAtMs.length >= TOO_MANY) onGivenUp();
    else contents.reload();
  });
}
