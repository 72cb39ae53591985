import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { run, runInOurPlace } from '../../../scripts/run.mjs';

const LONG_MS = 30_000;

/** A process that nobody has asked for its exit code yet has ended all the same. */
function isRunning(pid: number): boolean {
  const path = `/proc/${String(pid)}/stat`;
  return existsSync(path) && !/\) Z /.test(readFileSync(path, 'utf8'));
}

describe('running a command to its end', () => {
  it('gives its exit code and both its streams', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const { exitCode, output, hitLimit } = await run(process.execPath, ['-e', script], { limitMs: LONG_MS });
    expect({ exitCode, hitLimit }).toEqual({ exitCode: 3, hitLimit: false });
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('gives it no input to wait for', async () => {
    const { exitCode } = await run('cat', [], { limitMs: LONG_MS });
    expect(exitCode).toBe(0);
  });

  it('says that there is no such command', async () => {
    const { exitCode, output } = await run('/nonexistent/command', [], { limitMs: LONG_MS });
    expect(exitCode).toBeNull();
    expect(output).toContain('ENOENT');
  });

  it('ends one that takes too long, and what it has started', async () => {
    let grandchild = 0;
    const onOutput = (text: string): void => {
      grandchild = Number(text);
    };
    const result = await run('sh', ['-c', 'sleep 600 & echo $!; wait'], { limitMs: 300, onOutput });
    expect(result).toMatchObject({ exitCode: null, hitLimit: true });
    expect(grandchild).toBeGreaterThan(1);
    await vi.waitFor(() => {
      expect(isRunning(grandchild)).toBe(false);
    });
  });

  it('ends one that is no longer wanted', async () => {
    const controller = new AbortController();
    const onOutput = (): void => {
      controller.abort();
    };
    const result = await run('sh', ['-c', 'echo here; exec sleep 600'], {
      limitMs: LONG_MS,
      onOutput,
      signal: controller.signal,
    });
    expect(result).toMatchObject({ exitCode: null, hitLimit: false });
  });
});

describe('running a command in our place', () => {
  it.each([
    { words: ['-c', 'exit 0'], exitCode: 0 },
    { words: ['-c', 'exit 7'], exitCode: 7 },
    { words: ['-c', 'kill -TERM $$'], exitCode: 143 },
  ])('ends as $words.1 does', async ({ words, exitCode }) => {
    expect(await runInOurPlace('sh', words)).toBe(exitCode);
  });

  it('starts it where it is told', async () => {
    expect(await runInOurPlace('test', ['-e', 'self/stat'], { cwd: '/proc' })).toBe(0);
  });
});
