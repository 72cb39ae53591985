import { SourceError } from '../sampling/sourceError';
import type { Hop } from './route';

/** How far a connection had come when it failed. */
export type Stage = 'greeting' | 'key-exchange' | 'login' | 'open';

/** What is known of a connection besides the error that ended it. */
export interface Circumstances {
  readonly hop: Hop;
  readonly stage: Stage;
  /** What the server sent before it said SSH; empty where it sent nothing. */
  readonly textBeforeSsh: string;
}

/** How ssh2 and servers word what they have no common algorithm for, and how people call it. */
const WHAT_DOES_NOT_MATCH: readonly (readonly [RegExp, string])[] = [
  [/key exchange algorithm/i, 'key exchange'],
  [/host key (format|type)/i, 'host key'],
  [/cipher/i, 'cipher'],
  [/\bMAC\b/i, 'MAC'],
  [/compression/i, 'compression'],
];

/**
 * The failure behind an error of ssh2, or behind the connection's end without one.
 *
 * @param error null: the connection just ended.
 */
export function failureOf(error: unknown, { hop, stage, textBeforeSsh }: Circumstances): SourceError {
  const params = { host: hop.label };
  const text = error instanceof Error ? error.message : '';
  const detail = { params, ...(error === null ? {} : { cause: error }) };
  switch (stage) {
    case 'greeting':
      return greetingFailure(hop, textBeforeSsh, error);
    case 'key-exchange': {
      const what = /no matching|unable to negotiate/i.test(text) ? whatDoesNotMatch(text) : null;
      if (what === null) return new SourceError('connection-lost', detail);
      return new SourceError('no-common-algorithm', { ...detail, params: { ...params, what } });
    }
    case 'login':
      if (!/too many authentication failures/i.test(text)) return new SourceError('connection-lost', detail);
      return new SourceError('auth-failed', {
        ...detail,
        params: { ...params, user: hop.user },
        sentence: 'failure.too-many-tries',
      });
    case 'open':
      return new SourceError('connection-lost', detail);
  }
}

/** Nothing but silence, until the time was up. @param waitedSeconds how long that was. */
export function silenceOf({ hop, stage, textBeforeSsh }: Circumstances, waitedSeconds: number): SourceError {
  // It talks, but not SSH: a mail or FTP server waits for us as we wait for it.
  if (stage === 'greeting' && textBeforeSsh !== '') return greetingFailure(hop, textBeforeSsh, null);
  return new SourceError('timeout', { params: { host: hop.label, waitedSeconds } });
}

function whatDoesNotMatch(text: string): string | null {
  return WHAT_DOES_NOT_MATCH.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function greetingFailure(hop: Hop, textBeforeSsh: string, error: unknown): SourceError {
  const params = { host: hop.label, port: hop.port };
  const cause =
    textBeforeSsh === '' ? error : new Error(`it sent ${JSON.stringify(textBeforeSsh.slice(0, 80))}`);
  // OpenSSH turns connections away with this line, or with none, when too many are logging in at once.
  const isTurnedAway =
    textBeforeSsh === '' || /^(Exceeded MaxStartups|Not allowed at this time)/.test(textBeforeSsh);
  if (!isTurnedAway) return new SourceError('not-ssh', { params, cause });
  return new SourceError('connection-lost', { params, sentence: 'failure.server-hung-up', cause });
}
