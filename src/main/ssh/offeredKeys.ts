import type { HostKeyFingerprint } from '../../shared/model';
import { fingerprintOf } from './hostKey';

/** A key that a server showed and that nobody has accepted yet. */
export interface OfferedKey {
  /** The server that showed it: the host itself, or a machine on the way to it. */
  readonly host: string;
  readonly port: number;
  /** In SSH's wire form. */
  readonly key: Buffer;
}

/**
 * The unknown keys that were refused, by the host that was to be reached, so that a person can accept exactly the key
 * whose fingerprint they saw. Behind a jump host it may be the jump host's key: accepted once, it serves all behind it.
 */
export class OfferedKeys {
  readonly #byTarget = new Map<string, OfferedKey>();

  /** Notes the newest refused key on the way to a host, and forgets the one before it. */
  note(targetHost: string, targetPort: number, offered: OfferedKey): HostKeyFingerprint {
    this.#byTarget.set(nameOf(targetHost, targetPort), offered);
    return fingerprintOf(offered.key);
  }

  /**
   * Takes the key out, if it is the newest one and has this fingerprint; null otherwise.
   *
   * @param sha256 in OpenSSH's form, `SHA256:...`.
   */
  take(targetHost: string, targetPort: number, sha256: string): OfferedKey | null {
    const name = nameOf(targetHost, targetPort);
    const offered = this.#byTarget.get(name);
    if (offered === undefined || fingerprintOf(offered.key).sha256 !== sha256) return null;
    this.#byTarget.delete(name);
    return offered;
  }

  /** Nothing is open any more for this host: it showed a known key, or a changed one that no click may accept. */
  clear(targetHost: string, targetPort: number): void {
    this.#byTarget.delete(nameOf(targetHost, targetPort));
  }
}

function nameOf(host: string, port: number): string {
  return `${host.toLowerCase()} ${String(port)}`;
}
