import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src/main/log';
import { dataFolderOf } from '../../../../src/main/storage/dataFolder';
import { openHostsFile } from '../../../../src/main/storage/hostsFile';
import { takeWriteLock } from '../../../../src/main/storage/writeLock';
import { sshHost } from '../../../support/hostConfigs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-storage-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the data folder', () => {
  it.each([
    [{ LOWMARK_HOME: '/a', XDG_DATA_HOME: '/b' }, '/a'],
    [{ XDG_DATA_HOME: '/b' }, '/b/lowmark'],
    [
      { XDG_DATA_HOME: 'relative', LOWMARK_HOME: '' },
      join(process.env['HOME'] ?? '/', '.local/share/lowmark'),
    ],
  ])('%j is at %s', (environment, expected) => {
    expect(dataFolderOf(environment)).toBe(expected);
  });
});

describe('the list of hosts on disk', () => {
  it('is nothing on the first run, and what was saved afterwards', async () => {
    const store = openHostsFile(join(folder, 'new'), true, silentLog);
    expect(await store.load()).toBeNull();
    await store.save([sshHost('a')]);
    expect(await store.load()).toEqual([sshHost('a')]);
    expect((await stat(join(folder, 'new', 'hosts.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'new'))).toEqual(['hosts.json']);
  });

  it('may have been written before there was a choice about sudo', async () => {
    const { sudo: _sudo, ...older } = sshHost('a');
    await writeFile(join(folder, 'hosts.json'), JSON.stringify({ version: 1, hosts: [older] }));
    expect(await openHostsFile(folder, true, silentLog).load()).toEqual([
      { ...older, sudo: 'never', group: null, tags: [] },
    ]);
  });

  it.each(['', '{', '{"version":2,"hosts":[]}', '{"version":1,"hosts":[{"id":1}]}'])(
    'keeps a file that it cannot read aside: %s',
    async (text) => {
      await writeFile(join(folder, 'hosts.json'), text);
      expect(await openHostsFile(folder, true, silentLog).load()).toBeNull();
      const [aside] = await readdir(folder);
      expect(aside).toMatch(/^hosts\.json\.unreadable-/);
      expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(text);
    },
  );

  it('is not written by a process that does not hold the lock', async () => {
    await expect(openHostsFile(folder, false, silentLog).save([])).rejects.toThrow('held');
    expect(await readdir(folder)).toEqual([]);
  });
});

/** An owner that cannot live: Linux gives out no pid above 4,194,304. */
const NOBODY = { pid: 4_194_305, startTicks: null, shell: 'desktop', since: '2026-01-01T00:00:00.000Z' };

describe('the write lock', () => {
  it('is held by one process at a time and free again when released', async () => {
    const first = await takeWriteLock(folder, 'desktop');
    expect(first.kind).toBe('held');
    const second = await takeWriteLock(folder, 'browser');
    expect(second).toMatchObject({ kind: 'taken', owner: { pid: process.pid, shell: 'desktop' } });
    if (first.kind === 'held') await first.release();
    expect((await takeWriteLock(folder, 'browser')).kind).toBe('held');
    expect(await readdir(folder)).toEqual(['lock']);
  });

  it('is taken over from a process that has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const owner = { pid: child.pid, startTicks: null, shell: 'desktop', since: '2026-01-01T00:00:00.000Z' };
    await writeFile(join(folder, 'lock'), JSON.stringify(owner));
    expect((await takeWriteLock(folder, 'browser')).kind).toBe('held');
  });

  it('is taken over where the pid now belongs to another process', async () => {
    const owner = { pid: process.pid, startTicks: 1, shell: 'desktop', since: '2026-01-01T00:00:00.000Z' };
    await writeFile(join(folder, 'lock'), JSON.stringify(owner));
    expect((await takeWriteLock(folder, 'browser')).kind).toBe('held');
  });

  it('is held by one, however many take over a stale one at once', async () => {
    for (let round = 0; round < 30; round += 1) {
      await writeFile(join(folder, 'lock'), JSON.stringify(NOBODY));
      const locks = await Promise.all(Array.from({ length: 8 }, () => takeWriteLock(folder, 'browser')));
      expect(locks.filter(({ kind }) => kind === 'held')).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['lock']);
    }
  });

  it('is taken over although somebody ended in the middle of that', async () => {
    for (const name of ['lock', 'lock.takeover']) await writeFile(join(folder, name), JSON.stringify(NOBODY));
    expect((await takeWriteLock(folder, 'browser')).kind).toBe('held');
    expect(await readdir(folder)).toEqual(['lock']);
  });

  it('is taken over where it cannot be read', async () => {
    await writeFile(join(folder, 'lock'), 'half a li');
    expect((await takeWriteLock(folder, 'browser')).kind).toBe('held');
  });
});
