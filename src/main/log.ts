import { inspect } from 'node:util';

/** Where details go that a person at the screen does not need. One line an event, on stderr. Never a secret. */
export interface Log {
  info(text: string): void;
  warn(text: string, cause?: unknown): void;
}

/** Control characters out: a line of the log is one line, whatever a host called its processes. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- taking control characters out is the point
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

function causeOf(cause: unknown): string {
  if (cause === undefined) return '';
  return `: ${cause instanceof Error ? cause.message : inspect(cause, { depth: 1, breakLength: Infinity })}`;
}

export const stderrLog: Log = {
  info: (text) => void process.stderr.write(`lowmark: ${plain(text)}\n`),
  warn: (text, cause) => void process.stderr.write(`lowmark: warning: ${plain(text + causeOf(cause))}\n`),
};

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
