import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockedWhile } from '../../../scripts/lock.mjs';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(folder, 'deep', 'a.lock');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('a lock between processes', () => {
  it('is there while the work is done, and gone after it', async () => {
    const seen = await lockedWhile(
      path,
      () => undefined,
      () => Promise.resolve(existsSync(path)),
    );
    expect(seen).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  it('is gone after work that failed', async () => {
    const work = lockedWhile(
      path,
      () => undefined,
      () => Promise.reject(new Error('no')),
    );
    await expect(work).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });

  it('waits for a living process, says so once, and goes on when that one lets go', async () => {
    const say = vi.fn();
    const order: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const first = lockedWhile(
      path,
      () => undefined,
      async () => {
        await gate.promise;
        order.push('first');
      },
    );
    const second = lockedWhile(path, say, () => Promise.resolve(order.push('second')));
    await vi.waitFor(() => {
      expect(say).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(String(process.pid)));
    });
    gate.resolve(undefined);
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it.each(['dead', 'nonsense'])('takes over what a %s owner left', async (kind) => {
    await lockedWhile(
      path,
      () => undefined,
      () => Promise.resolve(),
    );
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(path, kind === 'dead' ? String(child.pid) : 'x');
    const say = vi.fn();
    await expect(lockedWhile(path, say, () => Promise.resolve('done'))).resolves.toBe('done');
    expect(say).not.toHaveBeenCalled();
  });
});
