import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsFileSchema, type Settings } from '../../shared/schema/storage';
import type { Log } from '../log';
import { writeFileAtomically } from './atomicFile';

/** What a person has set, on disk. */
export interface SettingsStore {
  load(): Promise<Settings>;
  save(settings: Settings): Promise<void>;
}

const FIRST_SETTINGS: Settings = { isReadOnly: false };

/** Where nobody can tell any more whether writing was switched off, it is. */
const CAREFUL_SETTINGS: Settings = { isReadOnly: true };

/**
 * `settings.json` in the data folder. A file that cannot be understood is moved aside (never overwritten), the log names it, and
 * hosts are not written until somebody allows it again.
 *
 * @param mayWrite false where another process holds the write lock: `save` then rejects.
 */
export function openSettingsFile(dataFolder: string, mayWrite: boolean, log: Log): SettingsStore {
  const path = join(dataFolder, 'settings.json');

  async function load(): Promise<Settings> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return FIRST_SETTINGS;
      throw error;
    }
    const parsed = parseSettings(text);
    if (parsed !== null) return parsed;
    const aside = `${path}.unreadable-${new Date().toISOString().replaceAll(':', '')}`;
    if (mayWrite) {
      await rename(path, aside);
      await save(CAREFUL_SETTINGS);
    }
    log.warn(`${path} holds no settings that this version understands; it was kept as ${aside}`);
    return CAREFUL_SETTINGS;
  }

  async function save({ isReadOnly }: Settings): Promise<void> {
    if (!mayWrite) throw new Error('the data folder is held by another process');
    await writeFileAtomically(path, `${JSON.stringify({ version: 1, isReadOnly }, null, 2)}\n`);
  }

  return { load, save };
}

function parseSettings(text: string): Settings | null {
  try {
    const parsed = settingsFileSchema.safeParse(JSON.parse(text));
    return parsed.success ? { isReadOnly: parsed.data.isReadOnly } : null;
  } catch {
    return null;
  }
}
