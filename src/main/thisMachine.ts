import { open, readdir } from 'node:fs/promises';
import { hostname, platform, userInfo } from 'node:os';
import { join } from 'node:path';
import type { HostConfig } from '../shared/model';
import { DEFAULT_CADENCE } from '../shared/model';

/** The machine Lowmark runs on as a host; null where it has no /proc to read. */
export function thisMachine(): HostConfig | null {
  if (platform() !== 'linux') return null;
  return {
    id: 'this-machine',
    name: hostname(),
    connection: { kind: 'local' },
    cadence: DEFAULT_CADENCE,
    sudo: 'never',
    group: null,
    tags: [],
  };
}

/** Name of the person who runs Lowmark: the user that SSH assumes. */
export function ownUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in the user database, as in some containers.
    return process.env['USER'] ?? 'root';
  }
}

const LONGEST_KEY_MARK_BYTES = 64;

async function looksLikePrivateKey(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(LONGEST_KEY_MARK_BYTES),
      0,
      LONGEST_KEY_MARK_BYTES,
      0,
    );
    return /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(buffer.toString('latin1', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** Paths of the private keys in a person's `.ssh` folder, as suggestions. Reads no further than their first line. */
export async function privateKeysIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const paths = names.filter((name) => !name.endsWith('.pub')).map((name) => join(folder, name));
  const verdicts = await Promise.all(paths.map(looksLikePrivateKey));
  return paths.filter((_path, index) => verdicts[index] === true).sort();
}
