import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callOf, HandsHost, HOST_ID, SHELLS } from './handsHost';

/**
 * A process number that is in use again between plan and write: really, in a namespace of process numbers, where the kernel can
 * be told which one to give next.
 */

const signal = new AbortController().signal;

const INSIDE = ['unshare', '--pid', '--fork', '--mount-proc'] as const;

function whyNot(): string | null {
  try {
    execFileSync(INSIDE[0], [...INSIDE.slice(1), 'sh', '-c', 'echo 50 >/proc/sys/kernel/ns_last_pid'], {
      stdio: 'ignore',
    });
    return null;
  } catch {
    return 'no namespaces of processes here';
  }
}
const NO_NAMESPACES = whyNot();

const PID = 4_000;

describe.each(SHELLS)('$name', (shell) => {
  let host: HandsHost;
  let holder: ChildProcess;
  /** Runs something inside. */
  let enter: readonly string[] = [];

  beforeEach(async () => {
    if (NO_NAMESPACES !== null || shell.lacks !== null) return;
    host = new HandsHost(shell);
    // The first process inside: it waits for whoever ends there.
    const ready = join(host.folder, 'ready');
    holder = spawn(INSIDE[0], [...INSIDE.slice(1), 'sh', '-c', `: >${ready}; sleep 600 & wait`], {
      stdio: 'ignore',
    });
    await once(holder, 'spawn');
    await expect.poll(() => existsSync(ready)).toBe(true);
    const children = `/proc/${String(holder.pid)}/task/${String(holder.pid)}/children`;
    const inner = readFileSync(children, 'utf8').trim();
    if (!/^[1-9]\d*$/.test(inner)) throw new Error('nobody is inside');
    enter = ['nsenter', '--target', inner, '--pid', '--mount'];
    host.around = enter;
    const lines = [
      '#!/bin/sh',
      '# Ends whoever has the number, and gives it to a new process of the same name.',
      `kill -9 ${String(PID)} 2>/dev/null`,
      `while [ -e /proc/${String(PID)} ]; do :; done`,
      `echo ${String(PID - 1)} >/proc/sys/kernel/ns_last_pid`,
      'sleep 600 </dev/null >/dev/null 2>&1 &',
      `[ "$!" = ${String(PID)} ]`,
    ];
    writeFileSync(join(host.tools, 'renew'), `${lines.join('\n')}\n`, { mode: 0o755 });
  });

  afterEach(() => {
    if (NO_NAMESPACES !== null || shell.lacks !== null) return;
    // All inside end with their first process.
    if (enter[2] !== undefined) process.kill(Number(enter[2]), 'SIGKILL');
    holder.kill('SIGKILL');
    host.remove();
  });

  function renew(): void {
    const [program = '', ...args] = enter;
    execFileSync(program, [...args, '/bin/sh', join(host.tools, 'renew')], { stdio: 'ignore' });
  }

  function adjInside(): string {
    const [program = '', ...args] = enter;
    return execFileSync(program, [...args, 'cat', `/proc/${String(PID)}/oom_score_adj`], {
      encoding: 'utf8',
    }).trim();
  }

  async function planned(): Promise<string> {
    const request = { pids: [PID], units: [], asksSudo: false };
    const [process] = (await host.hands().inspect(HOST_ID, request, signal)).processes;
    if (process === undefined) throw new Error('nobody has the number');
    return callOf(`adj ${String(PID)} ${String(process.startTicks)} sleep oom_score_adj 0 700`);
  }

  it.skipIf(NO_NAMESPACES !== null || shell.lacks !== null)('is another process', async () => {
    renew();
    const command = await planned();
    renew();
    const answer = await host
      .hands()
      .write(HOST_ID, { command, privilege: 'none', password: null, stepCount: 1 }, signal);
    expect(answer).toMatchObject({ kind: 'answered', steps: [{ outcome: 'another-process', value: null }] });
    expect(adjInside()).toBe('0');
  });

  it.skipIf(NO_NAMESPACES !== null || shell.lacks !== null)(
    'is not hit even when that happens after the last look, a moment before the write',
    async () => {
      renew();
      const command = await planned();
      // Everything has been compared when the program asks for the score, or writes: from then on its `cat` is ours.
      const trigger = join(host.folder, 'trigger');
      host.script(
        'cat',
        `if [ "$#" -eq 0 ] && [ -e ${trigger} ]; then /bin/rm ${trigger}; /bin/sh ${join(host.tools, 'renew')}; : >${trigger}.done; fi; exec /bin/cat "$@"`,
      );
      writeFileSync(trigger, '');
      const answer = await host
        .hands()
        .write(HOST_ID, { command, privilege: 'none', password: null, stepCount: 1 }, signal);
      expect(existsSync(`${trigger}.done`)).toBe(true);
      expect(answer).toMatchObject({ kind: 'answered', steps: [{ outcome: 'gone' }] });
      expect(adjInside()).toBe('0');
    },
  );
});
