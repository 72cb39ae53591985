import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ALLOCATION_FAILURE, globalKill, QUIET_LOG } from '../../unit/main/cli/logTexts';

const LOWMARK = fileURLToPath(new URL('../../../scripts/lowmark.mjs', import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command, built if need be, with this on its standard input. */
function lowmark(words: readonly string[], stdin: string | Buffer): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LOWMARK, ...words], {
      env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    // A command that needs no input may end before it has read any.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

describe('the terminal command on a log from standard input', () => {
  it('reports as JSON', async () => {
    const { code, stdout } = await lowmark(
      ['report', '-', '--json'],
      gzipSync(ALLOCATION_FAILURE + globalKill()),
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      incidents: [{ kernel: '5.10.0-9-amd64', outcome: 'killed', kills: [{ pid: 1234, comm: 'leaker' }] }],
      signs: [{ kind: 'allocation-failure', order: 4 }],
    });
  });

  it('replays with something changed', async () => {
    const words = ['replay', '-', '--json', '--adj', '1234=-1000', '--add-ram', '-1M'];
    const { code, stdout } = await lowmark(words, globalKill());
    expect(code).toBe(0);
    // 1 MiB less is 256 pages less of 47500.
    expect(JSON.parse(stdout)).toMatchObject({ replays: [{ predicted: 300, totalPages: 47_244 }] });
  });

  it.each([
    ['nothing in the log', ['report', '-'], 0, 'stdout', 'There is no out-of-memory report'],
    [
      'no such file',
      ['report', '/nonexistent/kern.log'],
      1,
      'stderr',
      'There is no file /nonexistent/kern.log',
    ],
    ['bad usage', ['report'], 2, 'stderr', 'report needs a FILE'],
    ['an adj out of range', ['replay', '-', '--adj', '1=2000'], 2, 'stderr', 'from -1000 to 1000'],
  ] as const)('ends as it says: %s', async (_what, words, code, stream, text) => {
    const ran = await lowmark(words, QUIET_LOG);
    expect(ran.code).toBe(code);
    expect(ran[stream]).toContain(text);
  });
});
