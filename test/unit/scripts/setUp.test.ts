import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependencyHash, isInstalledAsLocked, npmComplaint, sourceHash } from '../../../scripts/setUp.mjs';
import { downloadComplaint } from '../../../scripts/electronBinary.mjs';

let root = '';

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'set-up-'));
  await write('package.json', JSON.stringify({ dependencies: { ws: '8.0.0' }, scripts: { start: 'a' } }));
  await write('package-lock.json', '{}');
  await write('electron.vite.config.ts', 'export default {};');
  await write('tsconfig.base.json', '{}');
  await write('src/main/app.ts', 'export const app = 1;');
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

describe('what a set-up depends on', () => {
  it.each([
    [
      'a dependency',
      'package.json',
      JSON.stringify({ dependencies: { ws: '8.0.1' }, scripts: { start: 'a' } }),
      true,
    ],
    ['the lockfile', 'package-lock.json', '{ }', true],
    [
      'a script',
      'package.json',
      JSON.stringify({ dependencies: { ws: '8.0.0' }, scripts: { start: 'b' } }),
      false,
    ],
    ['a source', 'src/main/app.ts', 'export const app = 2;', false],
  ])('%s', async (_name, path, text, isAnother) => {
    const before = dependencyHash(root);
    await write(path, text);
    expect(dependencyHash(root) !== before).toBe(isAnother);
  });
});

describe('what a build depends on', () => {
  it.each([
    ['the text of a source', 'src/main/app.ts', 'export const app = 2;'],
    ['a new source', 'src/main/other.ts', ''],
    ['the lockfile', 'package-lock.json', '{ }'],
    ['the build’s configuration', 'electron.vite.config.ts', ''],
  ])('%s', async (_name, path, text) => {
    const before = sourceHash(root);
    await write(path, text);
    expect(sourceHash(root)).not.toBe(before);
  });

  it('a source that moves', async () => {
    const before = sourceHash(root);
    await rm(join(root, 'src/main/app.ts'));
    await write('src/main/application.ts', 'export const app = 1;');
    expect(sourceHash(root)).not.toBe(before);
  });

  it('nothing else', async () => {
    const before = sourceHash(root);
    await write('README.md', 'words');
    await write('out/main/serve.js', 'built');
    expect(sourceHash(root)).toBe(before);
  });
});

describe('what npm left behind', () => {
  const locked = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/ws': { version: '8.0.0', integrity: 'sha512-a' },
      'node_modules/for-mac': { version: '2.0.0', integrity: 'sha512-b', optional: true },
    },
  };
  const ws = { version: '8.0.0', integrity: 'sha512-a' };

  it.each([
    ['all of it', { 'node_modules/ws': ws }, true],
    ['nothing', {}, false],
    ['another version', { 'node_modules/ws': { ...ws, version: '8.0.1' } }, false],
    ['other content', { 'node_modules/ws': { ...ws, integrity: 'sha512-c' } }, false],
  ])('%s', (_name, packages, isThere) => {
    expect(isInstalledAsLocked(locked, { packages })).toBe(isThere);
  });
});

describe('one sentence out of many', () => {
  it.each([
    [
      'no network',
      'npm warn old\nnpm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND\nnpm error network request to https://r.example/ws failed, reason: getaddrinfo ENOTFOUND r.example\nnpm error network This is a problem related to network connectivity.\n\nnpm error A complete log of this run can be found in: /x\n',
      'ENOTFOUND: network request to https://r.example/ws failed, reason: getaddrinfo ENOTFOUND r.example',
    ],
    [
      'an old npm',
      'npm ERR! code EACCES\nnpm ERR! Your cache folder contains root-owned files\n',
      'EACCES: Your cache folder contains root-owned files',
    ],
    ['no npm', 'spawn npm ENOENT', 'spawn npm ENOENT'],
  ])('npm: %s', (_name, output, sentence) => {
    expect(npmComplaint(output)).toBe(sentence);
  });

  it.each([
    [
      'no network',
      'RequestError: getaddrinfo ENOTFOUND e.example\n    at a.js:1',
      'getaddrinfo ENOTFOUND e.example',
    ],
    [
      'a cause below',
      'TypeError: fetch failed\n    at a.js:1\n  [cause]: Error: connect ECONNREFUSED 192.0.2.1:443',
      'connect ECONNREFUSED 192.0.2.1:443',
    ],
    ['silence', '', 'no reason given'],
  ])('Electron: %s', (_name, output, sentence) => {
    expect(downloadComplaint(output)).toBe(sentence);
  });
});
