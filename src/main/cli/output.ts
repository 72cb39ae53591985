import type { Message } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { renderMessage } from '../../shared/messages/renderMessage';
import type { Clock } from '../clock';
import { plainCell } from './table';

/** Where a command writes. */
export interface CommandOutput {
  /** Takes text for standard output and resolves when there is room for more. */
  readonly write: (text: string) => Promise<void>;
  /** One sentence for standard error. */
  readonly complain: (sentence: string) => void;
  readonly progress: Progress;
}

/** What a person who waits is shown; nothing where nobody looks. */
export interface Progress {
  /** Shows a sentence in place of the one before; it is only made when it is time to show one. */
  readonly show: (sentence: () => string) => void;
  /** Takes the sentence away, before anything else is written. */
  readonly clear: () => void;
}

export const NO_PROGRESS: Progress = { show: () => undefined, clear: () => undefined };

const PAUSE_MS = 250;
const CLEAR_LINE = '\r\u001b[K';

/**
 * Progress on a terminal: one line that is written over, a few times a second.
 *
 * @param write to standard error
 */
export function terminalProgress(write: (text: string) => void, clock: Clock): Progress {
  let shownAtMs = clock.nowMs();
  let isShown = false;
  return {
    show: (sentence) => {
      const nowMs = clock.nowMs();
      if (nowMs - shownAtMs < PAUSE_MS) return;
      shownAtMs = nowMs;
      isShown = true;
      write(`${CLEAR_LINE}${sentence()}`);
    },
    clear: () => {
      if (isShown) write(CLEAR_LINE);
      isShown = false;
    },
  };
}

/** A message as a terminal may show it: foreign text in it cannot move the cursor. */
export function plainOf(message: Message, language: Language): string {
  return plainCell(renderMessage(message, language));
}
