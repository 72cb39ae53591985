import {
  createECDH,
  createPublicKey,
  generateKeyPairSync,
  getCiphers,
  getDiffieHellman,
  getHashes,
  sign,
  verify,
} from 'node:crypto';
import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';

/** An algorithm and a question to this runtime's crypto: can it? Electron's differs from Node's. */
type Offer<Name> = readonly (readonly [Name, () => boolean])[];

const KEX: Offer<KexAlgorithm> = [
  ['curve25519-sha256', hasX25519],
  ['curve25519-sha256@libssh.org', hasX25519],
  ['ecdh-sha2-nistp256', () => hasCurve('prime256v1')],
  ['ecdh-sha2-nistp384', () => hasCurve('secp384r1')],
  ['ecdh-sha2-nistp521', () => hasCurve('secp521r1')],
  ['diffie-hellman-group-exchange-sha256', () => hasHash('sha256')],
  ['diffie-hellman-group16-sha512', () => hasGroup('modp16')],
  ['diffie-hellman-group18-sha512', () => hasGroup('modp18')],
  ['diffie-hellman-group14-sha256', () => hasGroup('modp14')],
];

/** What OpenSSH 4.3 of 2006 has. The 1024-bit group 1 is not among it: that host has these two as well. */
const OLD_KEX: Offer<KexAlgorithm> = [
  ['diffie-hellman-group-exchange-sha1', () => hasHash('sha1')],
  ['diffie-hellman-group14-sha1', () => hasGroup('modp14') && hasHash('sha1')],
];

const HOST_KEYS: Offer<ServerHostKeyAlgorithm> = [
  ['ssh-ed25519', hasEd25519],
  ['ecdsa-sha2-nistp256', () => hasCurve('prime256v1')],
  ['ecdsa-sha2-nistp384', () => hasCurve('secp384r1')],
  ['ecdsa-sha2-nistp521', () => hasCurve('secp521r1')],
  ['rsa-sha2-512', () => hasHash('sha512')],
  ['rsa-sha2-256', () => hasHash('sha256')],
];
const OLD_HOST_KEYS: Offer<ServerHostKeyAlgorithm> = [['ssh-rsa', () => hasHash('sha1')]];

const CIPHERS: Offer<CipherAlgorithm> = [
  ['aes128-gcm@openssh.com', () => hasCipher('aes-128-gcm')],
  ['aes256-gcm@openssh.com', () => hasCipher('aes-256-gcm')],
  ['aes128-ctr', () => hasCipher('aes-128-ctr')],
  ['aes192-ctr', () => hasCipher('aes-192-ctr')],
  ['aes256-ctr', () => hasCipher('aes-256-ctr')],
  ['chacha20-poly1305@openssh.com', () => hasCipher('chacha20')],
];
const OLD_CIPHERS: Offer<CipherAlgorithm> = [
  ['aes128-cbc', () => hasCipher('aes-128-cbc')],
  ['aes192-cbc', () => hasCipher('aes-192-cbc')],
  ['aes256-cbc', () => hasCipher('aes-256-cbc')],
];

const MACS: Offer<MacAlgorithm> = [
  ['hmac-sha2-256-etm@openssh.com', () => hasHash('sha256')],
  ['hmac-sha2-512-etm@openssh.com', () => hasHash('sha512')],
  ['hmac-sha2-256', () => hasHash('sha256')],
  ['hmac-sha2-512', () => hasHash('sha512')],
];
const OLD_MACS: Offer<MacAlgorithm> = [['hmac-sha1', () => hasHash('sha1')]];

/** Signature algorithms that a key of each type on record can be shown with. */
const ALGORITHMS_OF_KEY_TYPE: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

interface Offers {
  readonly kex: readonly KexAlgorithm[];
  readonly hostKeys: readonly ServerHostKeyAlgorithm[];
  readonly ciphers: readonly CipherAlgorithm[];
  readonly macs: readonly MacAlgorithm[];
}

const offersByAge = new Map<boolean, Offers>();

/** Asked once: what a runtime can do does not change while it runs. */
function offersOf(allowsOldAlgorithms: boolean): Offers {
  const known = offersByAge.get(allowsOldAlgorithms);
  if (known !== undefined) return known;
  const offers: Offers = {
    kex: able(KEX, OLD_KEX, allowsOldAlgorithms),
    hostKeys: able(HOST_KEYS, OLD_HOST_KEYS, allowsOldAlgorithms),
    ciphers: able(CIPHERS, OLD_CIPHERS, allowsOldAlgorithms),
    macs: able(MACS, OLD_MACS, allowsOldAlgorithms),
  };
  offersByAge.set(allowsOldAlgorithms, offers);
  return offers;
}

function able<Name>(current: Offer<Name>, old: Offer<Name>, allowsOld: boolean): readonly Name[] {
  return (allowsOld ? [...current, ...old] : current).filter(([, can]) => can()).map(([name]) => name);
}

/**
 * What to offer to a server, best first: only what this runtime's crypto can do, never compression (closing a
 * compressed connection throws inside ssh2 where nobody can catch it).
 *
 * @param knownKeyTypes types of the host keys on record: they are asked for first, so that the server shows a key that
 *   can be compared.
 * @param allowsOldAlgorithms adds SHA-1 and CBC, after everything else.
 */
export function algorithmsFor(knownKeyTypes: ReadonlySet<string>, allowsOldAlgorithms: boolean): Algorithms {
  const { kex, hostKeys, ciphers, macs } = offersOf(allowsOldAlgorithms);
  const preferred = new Set(
    [...knownKeyTypes].flatMap((type): readonly string[] => ALGORITHMS_OF_KEY_TYPE[type] ?? [type]),
  );
  return {
    kex: [...kex],
    serverHostKey: [
      ...hostKeys.filter((name) => preferred.has(name)),
      ...hostKeys.filter((name) => !preferred.has(name)),
    ],
    cipher: [...ciphers],
    hmac: [...macs],
    compress: ['none'],
  };
}

function hasCipher(name: string): boolean {
  return getCiphers().includes(name);
}

function hasHash(name: string): boolean {
  return getHashes().some((hash) => hash.toLowerCase() === name);
}

function works(probe: () => unknown): boolean {
  try {
    return probe() !== false;
  } catch {
    return false;
  }
}

function hasCurve(name: string): boolean {
  return works(() => createECDH(name));
}

function hasGroup(name: string): boolean {
  return works(() => getDiffieHellman(name));
}

function hasX25519(): boolean {
  return works(() => generateKeyPairSync('x25519'));
}

function hasEd25519(): boolean {
  return works(() => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const data = Buffer.from('lowmark');
    const readBack = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    return verify(null, data, readBack, sign(null, data, privateKey));
  });
}
