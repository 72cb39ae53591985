import type { FailureKind } from '../../shared/model';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A refused login is retried rarely: many servers lock accounts or addresses after a handful. */
const FIRST_REFUSED_LOGIN_PAUSE_MS = 15_000;
const LONGEST_REFUSED_LOGIN_PAUSE_MS = 600_000;

/** Failures that no retry mends: they wait for a person. */
const WAITS_FOR_PERSON: ReadonlySet<FailureKind> = new Set([
  'auth-failed',
  'needs-password',
  'needs-passphrase',
  'key-unreadable',
  'host-key-unknown',
  'host-key-changed',
  'no-common-algorithm',
  'not-linux',
  'recording-unreadable',
]);

/**
 * How long to wait before the next try, in milliseconds, or null where only a person can help.
 * Pauses double from one second to a minute and are spread over 50-100 % of that, so that a fleet that lost its
 * network does not come back in one burst.
 *
 * @param failures how many tries in a row have failed in this way, 1 or more.
 * @param wasLive whether these very credentials have worked since Lowmark started. Then even a refused login is tried
 *   again: a booting host turns ordinary users away (pam_nologin) before it lets them in.
 * @param random 0 to 1.
 */
export function retryPauseMs(
  kind: FailureKind,
  failures: number,
  wasLive: boolean,
  random: number,
): number | null {
  const spread = 0.5 + random / 2;
  const doublings = 2 ** Math.min(failures - 1, 10);
  if (kind === 'auth-failed' && wasLive) {
    return Math.min(LONGEST_REFUSED_LOGIN_PAUSE_MS, FIRST_REFUSED_LOGIN_PAUSE_MS * doublings) * spread;
  }
  if (WAITS_FOR_PERSON.has(kind)) return null;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * doublings) * spread;
}
