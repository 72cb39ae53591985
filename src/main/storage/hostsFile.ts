import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostConfig } from '../../shared/model';
import { hostsFileSchema } from '../../shared/schema/storage';
import type { Log } from '../log';
import { writeFileAtomically } from './atomicFile';

/** The list of hosts on disk. */
export interface HostsStore {
  /** Null: there is no list yet, this is the first run. */
  load(): Promise<readonly HostConfig[] | null>;
  save(hosts: readonly HostConfig[]): Promise<void>;
}

/**
 * `hosts.json` in the data folder. A file that cannot be understood is moved aside (never overwritten) and the log
 * names it, so that a slip of an editor does not cost a fleet.
 *
 * @param mayWrite false where another process holds the write lock: `save` then rejects.
 */
export function openHostsFile(dataFolder: string, mayWrite: boolean, log: Log): HostsStore {
  const path = join(dataFolder, 'hosts.json');

  async function load(): Promise<readonly HostConfig[] | null> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
    const parsed = parseHosts(text);
    if (parsed !== null) return parsed;
    const aside = `${path}.unreadable-${new Date().toISOString().replaceAll(':', '')}`;
    if (mayWrite) await rename(path, aside);
    log.warn(`${path} is not a list of hosts that this version understands; it was kept as ${aside}`);
    return null;
  }

  async function save(hosts: readonly HostConfig[]): Promise<void> {
    if (!mayWrite) throw new Error('the data folder is held by another process');
    await writeFileAtomically(path, `${JSON.stringify({ version: 1, hosts }, null, 2)}\n`);
  }

  return { load, save };
}

function parseHosts(text: string): readonly HostConfig[] | null {
  try {
    const parsed = hostsFileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.hosts : null;
  } catch {
    return null;
  }
}
