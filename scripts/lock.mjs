import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200;
/** Longer than anything that is done under a lock may take. */
const PATIENCE_MS = 20 * 60_000;

/**
 * Does something that two processes must not do at once. The lock of a process that has died is taken over.
 *
 * @param path of the lock file
 * @param say takes one line if this has to wait
 * @template Value
 * @param {() => Promise<Value>} work is done while the lock is held
 * @returns {Promise<Value>}
 * @throws Error if another process holds the lock for longer than the work can take
 */
export async function lockedWhile(path, say, work) {
  mkdirSync(dirname(path), { recursive: true });
  const giveUpAtMs = Date.now() + PATIENCE_MS;
  let hasSaid = false;
  while (!take(path)) {
    const owner = ownerOf(path);
    if (owner === null || !isAlive(owner)) {
      clearAway(path, owner);
      continue;
    }
    if (!hasSaid) say(`Waiting for process ${owner}, which is at it already…`);
    hasSaid = true;
    if (Date.now() > giveUpAtMs) throw new Error(`Process ${owner} has held ${path} for too long.`);
    await pause(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A link appears with its content or not at all, so a lock is never seen without its owner. */
function take(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Moves a dead process's lock away, and puts it back if it has become a living one's in the meantime. */
function clearAway(path, deadOwner) {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) !== deadOwner) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function ownerOf(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
