import { SourceError } from '../sampling/sourceError';
import { fingerprintOf } from './hostKey';
import type { KnownHostLine } from './knownHosts';
import { judgeHostKey } from './knownHosts';
import type { OfferedKeys } from './offeredKeys';
import type { Hop } from './route';

/** Where a key that nobody knows is kept until a person decides, and for which host that decision is. */
export interface KeyDecision {
  readonly offeredKeys: OfferedKeys;
  readonly targetHost: string;
  readonly targetPort: number;
}

/**
 * Judges the key that a server shows.
 *
 * @param key in SSH's wire form.
 * @returns null where it is known; otherwise the failure that refuses it. An unknown key is put down for a person to
 *   accept; a changed or revoked one is not, since no click may wave it through.
 */
export function refusalOfKey(
  hop: Hop,
  key: Buffer,
  lines: readonly KnownHostLine[],
  { offeredKeys, targetHost, targetPort }: KeyDecision,
): SourceError | null {
  const verdict = judgeHostKey(lines, hop.host, hop.port, key);
  const params = { host: hop.label };
  if (verdict.kind === 'known') return null;
  if (verdict.kind === 'unknown') {
    const offeredKey = offeredKeys.note(targetHost, targetPort, { host: hop.host, port: hop.port, key });
    return new SourceError('host-key-unknown', { params, offeredKey });
  }
  offeredKeys.clear(targetHost, targetPort);
  const offeredKey = fingerprintOf(key);
  const { knownKeys } = verdict;
  // The sentence names one place: the key of the same type where there is one, since that is the one in the way.
  const place = knownKeys.find(({ keyType }) => keyType === offeredKey.keyType) ?? knownKeys[0];
  return new SourceError('host-key-changed', {
    params: { ...params, file: place?.file ?? '', line: place?.line ?? 0 },
    offeredKey,
    knownKeys,
    ...(verdict.kind === 'revoked' ? { sentence: 'failure.host-key-revoked' } : {}),
  });
}
