import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../../../src/main/log';
import { openSettingsFile } from '../../../../src/main/storage/settingsFile';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-settings-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('allows writing until somebody switches it off, and keeps that', async () => {
  const store = openSettingsFile(folder, true, silentLog);
  expect(await store.load()).toEqual({ isReadOnly: false });
  await store.save({ isReadOnly: true });
  expect(await openSettingsFile(folder, false, silentLog).load()).toEqual({ isReadOnly: true });
});

it.each(['', '{', '{"version":2,"isReadOnly":false}', '{"version":1}'])(
  'is careful where it cannot understand %j, keeps the file, and stays careful',
  async (text) => {
    await writeFile(join(folder, 'settings.json'), text);
    expect(await openSettingsFile(folder, true, silentLog).load()).toEqual({ isReadOnly: true });
    const aside = (await readdir(folder)).find((name) => name.includes('unreadable')) ?? '';
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text);
    expect(await openSettingsFile(folder, true, silentLog).load()).toEqual({ isReadOnly: true });
  },
);

it('does not touch the file of another process', async () => {
  await writeFile(join(folder, 'settings.json'), '{');
  const store = openSettingsFile(folder, false, silentLog);
  expect(await store.load()).toEqual({ isReadOnly: true });
  await expect(store.save({ isReadOnly: false })).rejects.toThrow('held by another process');
  expect(await readdir(folder)).toEqual(['settings.json']);
});
