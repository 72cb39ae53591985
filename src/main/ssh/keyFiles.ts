import { createPrivateKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ParsedKey } from 'ssh2';
import { utils } from 'ssh2';

/** What came of reading a private key file. */
export type KeyFile =
  | {
      readonly kind: 'usable';
      readonly path: string;
      readonly key: ParsedKey;
      /** It is encrypted, and the very passphrase that was given opens it. */
      readonly isOpenedByPassphrase: boolean;
    }
  /** Encrypted, and the passphrase is missing or wrong. */
  | {
      readonly kind: 'locked';
      readonly path: string;
      readonly wasPassphraseWrong: boolean;
      /** From the `.pub` file beside it: an agent may hold this key open. Null where there is none. */
      readonly publicKey: Buffer | null;
    }
  | { readonly kind: 'missing'; readonly path: string }
  /** It was read, and holds no private key that can be used here: a public key, a hardware key, something else. */
  | { readonly kind: 'not-a-key'; readonly path: string }
  /** The system refused; `code` as in errno(3), for example `EACCES`. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly code: string };

/** No private key is larger; what is, is not read. */
const LARGEST_KEY_BYTES = 256 * 1024;

interface CachedKey {
  readonly version: string;
  readonly passphrase: string | null;
  readonly file: KeyFile;
}

/**
 * The private keys of this machine. Unlocking one takes a third of a second of pure computation by its author's design,
 * so each is unlocked once and kept, in memory only, until its file changes: a fleet shares a few keys.
 */
export class KeyFiles {
  readonly #cache = new Map<string, CachedKey>();

  /**
   * Reads a key file. Never throws: what is wrong with the file is part of the answer.
   *
   * @param passphrase tried if the key is locked; null: there is none.
   */
  async load(path: string, passphrase: string | null): Promise<KeyFile> {
    try {
      const { ino, size, mtimeMs } = await stat(path);
      if (size > LARGEST_KEY_BYTES) return { kind: 'not-a-key', path };
      const version = `${String(ino)} ${String(size)} ${String(mtimeMs)}`;
      const text = await readFile(path);
      const publicKey = await publicKeyBeside(path);
      // Looked up after the last wait: of many hosts that ask at once, the first one does the work.
      const known = this.#known(path, version, passphrase);
      if (known !== null) return known;
      const file = openKey(path, text, passphrase, publicKey);
      this.#cache.set(path, { version, passphrase, file });
      return file;
    } catch (error) {
      return unread(path, error);
    }
  }

  /** An open key serves everybody; a locked one stays locked for the passphrase that failed. */
  #known(path: string, version: string, passphrase: string | null): KeyFile | null {
    const cached = this.#cache.get(path);
    if (cached?.version !== version) return null;
    const isSamePassphrase = cached.passphrase === passphrase;
    if (cached.file.kind !== 'usable') return isSamePassphrase ? cached.file : null;
    return {
      ...cached.file,
      isOpenedByPassphrase: cached.file.isOpenedByPassphrase && isSamePassphrase,
    };
  }
}

function unread(path: string, error: unknown): KeyFile {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return isMissing ? { kind: 'missing', path } : { kind: 'unreadable', path, code };
}

async function publicKeyBeside(path: string): Promise<Buffer | null> {
  const text = await readFile(`${path}.pub`).catch(() => null);
  if (text === null || text.length > LARGEST_KEY_BYTES) return null;
  const key = parsed(text, null);
  return key instanceof Error ? null : key.getPublicSSH();
}

function openKey(path: string, text: Buffer, passphrase: string | null, publicKey: Buffer | null): KeyFile {
  const locked: KeyFile = { kind: 'locked', path, wasPassphraseWrong: passphrase !== null, publicKey };
  const pkcs8 = /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.exec(text.toString('latin1').trimStart());
  if (pkcs8 !== null) {
    const isLocked = pkcs8[1] !== undefined;
    if (isLocked && passphrase === null) return locked;
    const key = parsedPkcs8(text, passphrase);
    if (key !== null) return { kind: 'usable', path, key, isOpenedByPassphrase: isLocked };
    return isLocked ? locked : { kind: 'not-a-key', path };
  }
  const open = parsed(text, null);
  if (!(open instanceof Error)) return usableOrNot(path, open, false);
  if (!open.message.includes('no passphrase given')) return { kind: 'not-a-key', path };
  if (passphrase === null || passphrase === '') return locked;
  const unlocked = parsed(text, passphrase);
  return unlocked instanceof Error ? locked : usableOrNot(path, unlocked, true);
}

function usableOrNot(path: string, key: ParsedKey, isOpenedByPassphrase: boolean): KeyFile {
  return key.isPrivateKey()
    ? { kind: 'usable', path, key, isOpenedByPassphrase }
    : { kind: 'not-a-key', path };
}

function parsed(text: Buffer | string, passphrase: string | null): ParsedKey | Error {
  try {
    return passphrase === null ? utils.parseKey(text) : utils.parseKey(text, passphrase);
  } catch (error) {
    return error instanceof Error ? error : new Error('unusable key');
  }
}

/** PKCS#8, which ssh2 does not read, by way of the older form of the same key. RSA and ECDSA have one. */
function parsedPkcs8(text: Buffer, passphrase: string | null): ParsedKey | null {
  try {
    const key = createPrivateKey({ key: text, ...(passphrase === null ? {} : { passphrase }) });
    const isRsa = key.asymmetricKeyType === 'rsa';
    const older = parsed(
      isRsa ? key.export({ type: 'pkcs1', format: 'pem' }) : key.export({ type: 'sec1', format: 'pem' }),
      null,
    );
    return older instanceof Error ? null : older;
  } catch {
    return null;
  }
}
