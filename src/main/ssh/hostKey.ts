import { createHash } from 'node:crypto';
import type { HostKeyFingerprint } from '../../shared/model';

const LENGTH_BYTES = 4;
const LONGEST_TYPE_BYTES = 64;

/**
 * The key type that a public key in SSH's wire form names itself: its first string (RFC 4253, section 6.6).
 *
 * @returns for example `ssh-ed25519`, or null where the bytes do not start with such a name.
 */
export function keyTypeOf(key: Buffer): string | null {
  if (key.length < LENGTH_BYTES) return null;
  const end = LENGTH_BYTES + key.readUInt32BE(0);
  if (end === LENGTH_BYTES || end > LENGTH_BYTES + LONGEST_TYPE_BYTES || end > key.length) return null;
  const type = key.toString('latin1', LENGTH_BYTES, end);
  return /^[\w@.-]+$/.test(type) ? type : null;
}

/** The fingerprint of a public key in SSH's wire form, as `ssh-keygen -l` prints it: SHA-256, base64 without padding. */
export function fingerprintOf(key: Buffer): HostKeyFingerprint {
  const sha256 = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return { keyType: keyTypeOf(key) ?? 'unknown', sha256: `SHA256:${sha256}` };
}
