import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { HostHands, WriteAnswer } from '../../../src/main/actions/hostHands';
import { CHANGE_PROGRAM } from '../../../src/main/actions/script/script';
import type { InspectedProcess } from '../../../src/shared/change/inspection';
import { Refusal } from '../../../src/main/fleet/refusal';
import { shellWord } from '../../../src/shared/replay/explanation/owner';
import { sshHost } from '../../support/hostConfigs';
import { callOf, containing, HandsHost, HOST_ID, SHELLS, type Shell } from './handsHost';

/** Looking at processes and writing their knob, by real shells on this machine's own /proc. */

const signal = new AbortController().signal;
const CAP_SYS_RESOURCE = 24n;

/** Whether the tests may lower a value: root of a container or sandbox often may not. */
const MAY_LOWER =
  ((BigInt(`0x${/^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`) >>
    CAP_SYS_RESOURCE) &
    1n) ===
  1n;

const hosts: HandsHost[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const host of hosts.splice(0)) host.remove();
});

function makeHost(shell: Shell): HandsHost {
  const host = new HandsHost(shell);
  hosts.push(host);
  return host;
}

/** A process that waits, whose name is that of the link that it was started by. */
async function startNamed(host: HandsHost, name: string): Promise<number> {
  const path = join(host.folder, name);
  symlinkSync('/bin/sleep', path);
  return start(path, ['600']);
}

async function start(path: string, args: readonly string[]): Promise<number> {
  const child = spawn(path, args, { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error('not started');
  const { pid } = child;
  // It is named after the program only once that runs.
  const before = readFileSync('/proc/self/comm', 'utf8');
  await expect.poll(() => readFileSync(`/proc/${String(pid)}/comm`, 'utf8')).not.toBe(before);
  return pid;
}

async function inspected(hands: HostHands, pid: number): Promise<InspectedProcess> {
  const { processes } = await hands.inspect(HOST_ID, { pids: [pid], units: [], asksSudo: false }, signal);
  const [process] = processes;
  if (process === undefined) throw new Error(`no process ${String(pid)}`);
  return process;
}

function adjWords(process: InspectedProcess, before: number, after: number): string {
  const { pid, startTicks, asciiComm } = process;
  return `adj ${String(pid)} ${String(startTicks)} ${shellWord(asciiComm)} oom_score_adj ${String(before)} ${String(after)}`;
}

function writeWords(hands: HostHands, words: string, stepCount = 1): Promise<WriteAnswer> {
  const request = { command: callOf(words), privilege: 'none' as const, password: null, stepCount };
  return hands.write(HOST_ID, request, signal);
}

function adjOf(pid: number): number {
  return Number(readFileSync(`/proc/${String(pid)}/oom_score_adj`, 'utf8'));
}

function scoreOf(pid: number): number {
  return Number(readFileSync(`/proc/${String(pid)}/oom_score`, 'utf8'));
}

/** Names that mean something to a shell, to a reader of stat, or to our own answers. */
const NAMES = [
  'a) R 1 (b 2',
  '(',
  ')',
  '$(touch x)',
  '`touch x`',
  '; touch x; ',
  "it's",
  '"$HOME"',
  '-n',
  '-e \\n',
  '\\',
  '*',
  'tab\there',
  'new\nline',
  '\n==> 1 stat',
  '0 done 1 1',
  ' blanks ',
  '进程名',
  '\u0081\u0088\u0001x',
  '!',
  '%s%d',
];
describe.each(SHELLS)('$name', (shell) => {
  it.skipIf(shell.lacks !== null)('shows a process as the host has it', async () => {
    const host = makeHost(shell);
    const pid = await startNamed(host, 'waiter');
    const stat =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    const hands = host.hands();
    const seen = await hands.inspect(HOST_ID, { pids: [pid, 2 ** 30], units: [], asksSudo: false }, signal);
    expect(seen).toMatchObject({ uid: process.getuid?.(), sudo: 'not-asked', units: [] });
    expect(seen.effectiveCapabilities).toMatch(/^[0-9a-f]{16}$/);
    expect(seen.processes).toEqual([
      expect.objectContaining({
        pid,
        startTicks: Number(stat[19]),
        asciiComm: 'waiter',
        comm: 'waiter',
        uid: process.getuid?.(),
        threads: 1,
        oomScoreAdj: adjOf(pid),
        oomScore: scoreOf(pid),
        oomAdj: null,
      }),
    ]);
  });

  it.skipIf(shell.lacks !== null)('raises a value, and says what stands there then', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    const pid = await startNamed(host, 'waiter');
    const process = await inspected(hands, pid);
    const before = process.oomScoreAdj ?? 0;
    const answer = await writeWords(hands, adjWords(process, before, 700));
    expect(adjOf(pid)).toBe(700);
    expect(answer).toEqual({
      kind: 'answered',
      steps: [{ index: 0, outcome: 'done', value: 700, score: scoreOf(pid), detail: '' }],
    });
    expect(host.sweeps).toBe(1);
    const again = await writeWords(hands, adjWords(process, before, 700));
    expect(again).toMatchObject({ steps: [{ outcome: 'already', value: 700 }] });
  });

  it.skipIf(shell.lacks !== null)(
    'lowers a value where it may, and else says what the kernel said',
    async () => {
      const host = makeHost(shell);
      const hands = host.hands();
      const pid = await startNamed(host, 'waiter');
      const process = await inspected(hands, pid);
      const before = process.oomScoreAdj ?? 0;
      const answer = await writeWords(hands, adjWords(process, before, -900));
      expect(adjOf(pid)).toBe(MAY_LOWER ? -900 : before);
      expect(answer).toMatchObject({
        kind: 'answered',
        steps: [
          MAY_LOWER
            ? { outcome: 'done', value: -900, score: scoreOf(pid) }
            : { outcome: 'denied', value: before, detail: containing('Permission denied') },
        ],
      });
    },
  );

  it.skipIf(shell.lacks !== null)('leaves alone what is not as the plan says', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    const pid = await startNamed(host, 'waiter');
    const process = await inspected(hands, pid);
    const before = process.oomScoreAdj ?? 0;
    const words = [
      adjWords({ ...process, startTicks: process.startTicks + 1 }, before, 700),
      adjWords({ ...process, asciiComm: 'other' }, before, 700),
      adjWords({ ...process, asciiComm: '' }, before, 700),
      adjWords({ ...process, asciiComm: '*' }, before, 700),
      adjWords(process, before + 1, 700),
      adjWords({ ...process, pid: 2 ** 30 }, before, 700),
    ];
    const answer = await writeWords(hands, words.join(' '), words.length);
    expect(answer.kind).toBe('answered');
    expect(answer.kind === 'answered' && answer.steps.map(({ outcome, value }) => [outcome, value])).toEqual([
      ['another-process', null],
      ['another-process', null],
      ['another-process', null],
      ['another-process', null],
      ['changed-meanwhile', before],
      ['gone', null],
    ]);
    expect(adjOf(pid)).toBe(before);
  });

  it.skipIf(shell.lacks !== null)('goes on after a step that fails', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    const [first, second] = [await startNamed(host, 'first'), await startNamed(host, 'second')];
    const words = [
      adjWords({ ...(await inspected(hands, first)), pid: 2 ** 30 }, 0, 700),
      adjWords(await inspected(hands, first), adjOf(first), 710),
      adjWords(await inspected(hands, second), adjOf(second), 720),
    ];
    const answer = await writeWords(hands, words.join(' '), words.length);
    expect(answer).toMatchObject({
      steps: [{ outcome: 'gone' }, { outcome: 'done', value: 710 }, { outcome: 'done', value: 720 }],
    });
    expect([adjOf(first), adjOf(second)]).toEqual([710, 720]);
  });

  it.skipIf(shell.lacks !== null)('tells a program apart from the one that the process was', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    const trigger = join(host.folder, 'go');
    const script = `while [ ! -e ${trigger} ]; do :; done; exec /bin/sleep 600`;
    const pid = await start('/bin/sh', ['-c', script]);
    const process = await inspected(hands, pid);
    writeFileSync(trigger, '');
    await expect.poll(() => readFileSync(`/proc/${String(pid)}/comm`, 'utf8')).toBe('sleep\n');
    const before = process.oomScoreAdj ?? 0;
    expect(await writeWords(hands, adjWords(process, before, 700))).toMatchObject({
      steps: [{ outcome: 'another-process', detail: 'sleep' }],
    });
    expect(adjOf(pid)).toBe(before);
  });

  it.skipIf(shell.lacks !== null)('takes a process that nobody has waited for as ended', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    // The shell becomes a program that never waits for what the shell had started.
    const parent = await start('/bin/sh', ['-c', 'sleep 0 & exec sleep 600']);
    await expect.poll(() => readFileSync(`/proc/${String(parent)}/comm`, 'utf8')).toBe('sleep\n');
    const tasks = `/proc/${String(parent)}/task/${String(parent)}/children`;
    const pid = Number(readFileSync(tasks, 'utf8').trim());
    await expect.poll(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8')).toContain(') Z ');
    const process = await inspected(hands, pid);
    expect(await writeWords(hands, adjWords(process, 0, 700))).toMatchObject({
      steps: [{ outcome: 'gone' }],
    });
  });

  it.skipIf(shell.lacks !== null)('knows processes of hostile names again, all in one command', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    const pids: number[] = [];
    for (const name of NAMES) pids.push(await startNamed(host, name));
    const { processes } = await hands.inspect(HOST_ID, { pids, units: [], asksSudo: false }, signal);
    // What is compared is what both ends can print: the rest is dropped at either.
    expect(processes.map(({ asciiComm }) => asciiComm)).toEqual(NAMES.map(asciiPartOf));
    const others = processes.map((process) => ({ ...process, asciiComm: `${process.asciiComm}x` }));
    const words = [
      ...others.map((process) => adjWords(process, process.oomScoreAdj ?? 0, 800)),
      ...processes.map((process) => adjWords(process, process.oomScoreAdj ?? 0, 700)),
    ];
    const answer = await writeWords(hands, words.join(' '), words.length);
    expect(answer.kind === 'answered' && answer.steps.map(({ outcome }) => outcome)).toEqual([
      ...NAMES.map(() => 'another-process'),
      ...NAMES.map(() => 'done'),
    ]);
    expect(pids.map(adjOf)).toEqual(NAMES.map(() => 700));
  });

  it.skipIf(shell.lacks !== null)('does nothing with words that no plan has', async () => {
    const host = makeHost(shell);
    const hands = host.hands();
    const pid = await startNamed(host, 'waiter');
    const { startTicks } = await inspected(hands, pid);
    const good = `adj ${String(pid)} ${String(startTicks)} waiter`;
    const bad: readonly (readonly [string, string])[] = [
      [`adj ../${String(pid)} ${String(startTicks)} waiter oom_score_adj 0 700`, 'bad words'],
      [`adj self ${String(startTicks)} waiter oom_score_adj 0 700`, 'bad words'],
      [`${good} ../self/oom_score_adj 0 700`, 'bad file'],
      [`${good} oom_score_adj 0 7x`, 'bad words'],
      [`${good} oom_score_adj 0 --7`, 'bad words'],
      [`${good} oom_score_adj 0`, 'too few words'],
      ['unit-set ../x.service absent 1', 'bad name of a unit'],
      ["unit-set 'a b.service' absent 1", 'bad name of a unit'],
      ['unit-set x.socket absent 1', 'bad name of a unit'],
      ['unit-set x.service absent 1x', 'bad value'],
      ['unit-remove .service absent', 'bad name of a unit'],
      ['restart --all.service -', 'bad name of a unit'],
      ['reboot', 'unknown word'],
    ];
    for (const [words, detail] of bad) {
      expect([words, await writeWords(hands, words)]).toEqual([
        words,
        { kind: 'answered', steps: [{ index: 0, outcome: 'failed', value: null, score: null, detail }] },
      ]);
    }
    expect(adjOf(pid)).toBe(0);
  });
});

/** As the host drops it: bytes that are not printable ASCII. The kernel cuts a name at 15 bytes. */
function asciiPartOf(name: string): string {
  return Buffer.from(name, 'utf8')
    .subarray(0, 15)
    .toString('latin1')
    .replace(/[^ -~]/g, '');
}

describe.each(SHELLS)('the program under $name', (shell) => {
  // As when the connection has ended, and the shell was started by something that ignores SIGPIPE.
  it.skipIf(shell.lacks !== null)('writes nothing where nobody can hear what it says', async () => {
    const host = makeHost(shell);
    const pid = await startNamed(host, 'waiter');
    const process = await inspected(host.hands(), pid);
    const before = adjOf(pid);
    const [path, ...words] = shell.shell;
    const args = ['-c', CHANGE_PROGRAM, 'lowmark', ...adjWords(process, before, before + 5).split(' ')];
    const nowhere = openSync('/dev/full', 'w');
    const program = spawn(path, [...words, ...args], { stdio: ['ignore', nowhere, 'ignore'] });
    expect(await once(program, 'exit')).toEqual([1, null]);
    closeSync(nowhere);
    expect(adjOf(pid)).toBe(before);
  });
});

const [SHELL] = SHELLS;

describe('hands', () => {
  if (SHELL === undefined) throw new Error('no shell');

  it('refuse hosts that are not there, and recordings', async () => {
    const host = makeHost(SHELL);
    const recording = {
      ...sshHost(HOST_ID),
      connection: { kind: 'recording' as const, path: '/x', isDemo: false, startRatio: 0 },
    };
    const request = { pids: [], units: [], asksSudo: false };
    await expect(host.hands().inspect('other', request, signal)).rejects.toThrow(Refusal);
    await expect(host.hands(recording).inspect(HOST_ID, request, signal)).rejects.toMatchObject({
      sentence: { code: 'refusal.host-is-recording' },
    });
    await expect(host.hands(recording).survey(HOST_ID, signal)).rejects.toThrow(Refusal);
    expect(await writeWords(host.hands(recording), 'adj 1 1 x oom_score_adj 0 1')).toEqual({
      kind: 'lost',
      steps: [],
    });
  });

  it('send nothing that is no command of a plan', async () => {
    const host = makeHost(SHELL);
    const request = {
      command: `touch ${host.folder}/x`,
      privilege: 'none' as const,
      password: null,
      stepCount: 2,
    };
    expect(await host.hands().write(HOST_ID, request, signal)).toMatchObject({
      kind: 'answered',
      steps: [
        { index: 0, outcome: 'failed', detail: 'not a command of a plan' },
        { index: 1, outcome: 'failed' },
      ],
    });
    expect(host.sweeps).toBe(0);
  });

  it('ask only for pids that are numbers, and units that are names', async () => {
    const host = makeHost(SHELL);
    host.script('systemctl', 'exit 1');
    const request = {
      pids: [1.5, -1, Number.NaN, 2 ** 31],
      units: ['a.service; touch x', '$(touch x).service', 'a\nsurvey', '*.service'],
      asksSudo: false,
    };
    const { processes, units } = await host.hands().inspect(HOST_ID, request, signal);
    expect({ processes, units }).toEqual({ processes: [], units: [] });
  });
});
