import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRendererFiles, RendererMissingError } from '../../../../src/main/web/rendererFiles';

describe('the files of the page', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lowmark-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are found under their path, and the page under / as well', async () => {
    await mkdir(join(folder, 'assets', 'deep'), { recursive: true });
    await writeFile(join(folder, 'index.html'), 'page');
    await writeFile(join(folder, 'assets', 'a-1.js'), 'script');
    await writeFile(join(folder, 'assets', 'deep', 'f.woff2'), 'font');
    await writeFile(join(folder, 'odd.xyz'), '?');
    const files = await readRendererFiles(folder);
    const seen = [...files].map(([path, file]) => [
      path,
      file.body.toString(),
      file.headers['Content-Type'],
      file.headers['Cache-Control'],
    ]);
    expect(seen.sort()).toEqual([
      ['/', 'page', 'text/html; charset=utf-8', 'no-store'],
      ['/assets/a-1.js', 'script', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
      ['/assets/deep/f.woff2', 'font', 'font/woff2', 'private, max-age=31536000, immutable'],
      ['/index.html', 'page', 'text/html; charset=utf-8', 'no-store'],
      ['/odd.xyz', '?', 'application/octet-stream', 'no-store'],
    ]);
  });

  it('are missing where there is no page', async () => {
    await writeFile(join(folder, 'other.html'), 'x');
    await expect(readRendererFiles(folder)).rejects.toThrow(RendererMissingError);
    await expect(readRendererFiles(join(folder, 'nowhere'))).rejects.toThrow(RendererMissingError);
  });
});
