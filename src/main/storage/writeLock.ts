import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFileSchema, type LockFile } from '../../shared/schema/storage';

/** Who may write to the data folder: this process, or another one that is named. */
export type WriteLock =
  { readonly kind: 'held'; release(): Promise<void> } | { readonly kind: 'taken'; readonly owner: LockFile };

const TRIES = 5;

/** Start time of a process in ticks since boot (field 22 of /proc/PID/stat), null where the system does not tell. */
function startTicksOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const afterComm = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(afterComm[19]);
    return Number.isInteger(ticks) ? ticks : null;
  } catch {
    return null;
  }
}

function isAlive(owner: LockFile): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: the process is there, but somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (owner.startTicks === null) return true;
  const now = startTicksOf(owner.pid);
  return now === null || now === owner.startTicks;
}

async function ownerOf(path: string): Promise<LockFile | null> {
  try {
    const parsed = lockFileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Takes the data folder's write lock, or says who holds it. A lock whose owner is gone (or whose pid now belongs to
 * another process) is taken over.
 *
 * @param shell what the owner is called in the sentence that others show: `desktop`, `browser`.
 * @throws the system's error where the folder cannot be written.
 */
export async function takeWriteLock(dataFolder: string, shell: string): Promise<WriteLock> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const path = join(dataFolder, 'lock');
  const own: LockFile = {
    pid: process.pid,
    startTicks: startTicksOf(process.pid),
    shell,
    since: new Date().toISOString(),
  };
  // The lock appears whole or not at all: it is written beside and then linked, and link() fails if it exists.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      try {
        await link(draft, path);
        return { kind: 'held', release: () => releaseOwn(path, own) };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const owner = await ownerOf(path);
      if (owner !== null && isAlive(owner)) return { kind: 'taken', owner };
      const rival = await removeStale(path, draft);
      if (rival !== null) return { kind: 'taken', owner: rival };
    }
    return { kind: 'taken', owner: { ...own, pid: 1, startTicks: null } };
  } finally {
    await unlink(draft);
  }
}

/**
 * Takes a lock away whose owner is gone. One at a time, and looked at again inside: two that find the same stale lock must not
 * take away each other's new one.
 *
 * @param draft the own lock, as a file
 * @returns who is doing the same right now, and will hold it
 */
async function removeStale(path: string, draft: string): Promise<LockFile | null> {
  const guard = `${path}.takeover`;
  try {
    await link(draft, guard);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const rival = await ownerOf(guard);
    if (rival !== null && isAlive(rival)) return rival;
    // It ended in the middle of this.
    await rm(guard, { force: true });
    return null;
  }
  try {
    const owner = await ownerOf(path);
    if (owner === null || !isAlive(owner)) await rm(path, { force: true });
    return null;
  } finally {
    await rm(guard, { force: true });
  }
}

async function releaseOwn(path: string, own: LockFile): Promise<void> {
  const owner = await ownerOf(path);
  if (owner?.pid === own.pid && owner.since === own.since) await rm(path, { force: true });
}
