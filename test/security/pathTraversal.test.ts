import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRendererFiles } from '../../src/main/web/rendererFiles';
import { ask, SECRET, startServerUnderTest, type PageServerUnderTest } from './pageServerFixture';

/** Files beside the page: hosts.json, keys, everything this user may read. */
describe('a path that leads out of the page', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/./../secret.txt',
    '//etc/passwd',
    '/assets/../index.html',
    '/assets',
    '/assets/',
    '/index.html/',
    '/index.html%00.js',
    '/INDEX.HTML',
    'http://127.0.0.1/etc/passwd',
    '/__proto__',
    '/constructor',
  ])('finds nothing: %s', async (path) => {
    const answer = await ask(server.port, path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('');
    expect(answer.body).not.toContain(SECRET);
  });

  it('does not follow a link that lies in the page’s folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lowmark-link-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    await symlink('/etc/passwd', join(folder, 'passwd.js'));
    expect([...(await readRendererFiles(folder)).keys()].sort()).toEqual(['/', '/index.html']);
    await rm(folder, { recursive: true });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])(
    'is not opened by another method: %s',
    async (method) => {
      expect(await ask(server.port, '/', { method })).toMatchObject({ status: 405, body: '' });
    },
  );

  it('is not needed for the page’s own files', async () => {
    const page = await ask(server.port, '/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<h1>page</h1>');
    expect(await ask(server.port, '/assets/app-1a2b.js?x')).toMatchObject({ status: 200 });
    expect(await ask(server.port, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });
});
