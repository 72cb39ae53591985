import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { WriteAnswer } from '../../../src/main/actions/hostHands';
import { callOf, containing, HandsHost, HOST_ID, SHELLS, type Shell } from './handsHost';

/** A kernel before 2.6.32, in a made-up /proc: `oom_adj` alone, one of each thread. */

const signal = new AbortController().signal;
const hosts: HandsHost[] = [];

afterEach(() => {
  for (const host of hosts.splice(0)) host.remove();
});

function stat(pid: number, comm: string, startTicks: number): string {
  const before = `S 1 ${'0 '.repeat(17)}`;
  return `${String(pid)} (${comm}) ${before}${String(startTicks)} 0 0\n`;
}

function legacyHost(shell: Shell): HandsHost {
  const host = new HandsHost(shell);
  hosts.push(host);
  host.proc = join(host.folder, 'proc');
  const folder = join(host.proc, '77');
  for (const thread of ['77', '78', '79']) {
    mkdirSync(join(folder, 'task', thread), { recursive: true });
    writeFileSync(join(folder, 'task', thread, 'oom_adj'), '0\n');
  }
  writeFileSync(join(folder, 'stat'), stat(77, 'oracle', 4_500));
  writeFileSync(
    join(folder, 'status'),
    'Name:\toracle\nUid:\t0\t0\t0\t0\nVmSize:\t100 kB\nVmRSS:\t80 kB\nThreads:\t3\nCapEff:\tfffffeff\n',
  );
  writeFileSync(join(folder, 'oom_score'), '1234\n');
  writeFileSync(join(folder, 'oom_adj'), '0\n');
  return host;
}

function write(host: HandsHost, words: string): Promise<WriteAnswer> {
  const request = { command: callOf(words), privilege: 'none' as const, password: null, stepCount: 1 };
  return host.hands().write(HOST_ID, request, signal);
}

describe.each(SHELLS)('$name', (shell) => {
  it.skipIf(shell.lacks !== null)('shows the old knob', async () => {
    const host = legacyHost(shell);
    const request = { pids: [77], units: [], asksSudo: false };
    const { processes } = await host.hands().inspect(HOST_ID, request, signal);
    expect(processes).toEqual([
      {
        pid: 77,
        startTicks: 4_500,
        asciiComm: 'oracle',
        comm: 'oracle',
        uid: 0,
        user: 'root',
        threads: 3,
        cgroup: null,
        oomScore: 1234,
        oomScoreAdj: null,
        oomAdj: 0,
      },
    ]);
  });

  it.skipIf(shell.lacks !== null)('writes it for each thread', async () => {
    const host = legacyHost(shell);
    expect(await write(host, 'adj 77 4500 oracle oom_adj 0 -17')).toEqual({
      kind: 'answered',
      steps: [{ index: 0, outcome: 'done', value: -17, score: 1234, detail: '' }],
    });
    const folder = join(host.proc, '77');
    const files = ['oom_adj', 'task/77/oom_adj', 'task/78/oom_adj', 'task/79/oom_adj'];
    expect(files.map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual(files.map(() => '-17\n'));
  });

  it.skipIf(shell.lacks !== null)('says so where the file of the plan is not there', async () => {
    const host = legacyHost(shell);
    expect(await write(host, 'adj 77 4500 oracle oom_score_adj 0 -500')).toMatchObject({
      steps: [{ outcome: 'failed', value: null, detail: containing('No such file') }],
    });
    expect(existsSync(join(host.proc, '77', 'oom_score_adj'))).toBe(false);
  });

  it.skipIf(shell.lacks !== null)('says so where what was written does not stand', async () => {
    const host = legacyHost(shell);
    // A write that is taken and has no effect.
    host.script('cat', `[ "$#" -gt 0 ] && exec /bin/cat "$@"; /bin/cat >/dev/null; echo 3`);
    expect(await write(host, 'adj 77 4500 oracle oom_adj 0 -17')).toMatchObject({
      steps: [{ outcome: 'not-kept', value: 3 }],
    });
  });
});
