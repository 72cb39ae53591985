import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHostHands } from '../../../src/main/actions/hostHandsOverShell';
import type { HostHands } from '../../../src/main/actions/hostHands';
import { systemClock } from '../../../src/main/clock';
import { HostSession } from '../../../src/main/fleet/hostSession';
import { silentLog } from '../../../src/main/log';
import { createLocalSource } from '../../../src/main/sampling/localSource';
import { createSshSource, type SshHostConfig } from '../../../src/main/sampling/sshSource';
import { NO_SSHD, startSshd, type Sshd } from '../ssh/sshdFixture';
import { Desk } from '../ssh/sshTarget';
import { callOf, HOST_ID } from './handsHost';

/** Hands over a real sshd, beside the sampling of the same host. */

const PATIENCE = { timeout: 40_000, interval: 50 };
const signal = new AbortController().signal;
const LOOK = { pids: [process.pid], units: [], asksSudo: false };

let sshd: Sshd;
let desk: Desk;
let session: HostSession;
let hands: HostHands;
let child: ChildProcess;

async function start(config: readonly string[] = []): Promise<void> {
  desk = new Desk();
  // The accounts of this sshd find programs of ours first.
  const environment = `SetEnv PATH=${desk.home}:/usr/bin:/bin HOME=${desk.home}`;
  sshd = await startSshd({ config: [environment, ...config] });
  desk.write('known_hosts', `${sshd.knownHostsLines().join('\n')}\n`);
  const access = desk.access();
  const host: SshHostConfig = {
    id: HOST_ID,
    name: HOST_ID,
    connection: {
      kind: 'ssh',
      host: '127.0.0.1',
      port: sshd.port,
      user: sshd.user,
      authentication: { kind: 'key', path: sshd.key.path },
      allowsOldAlgorithms: false,
    },
    // No sweep comes by itself while a test runs.
    cadence: { hostWideSeconds: 600, processesSeconds: 600 },
    sudo: 'never',
    group: null,
    tags: [],
  };
  const [clock, log] = [systemClock, silentLog];
  const source = createSshSource(host, { access, secretOf: () => null, clock, log, random: () => 0.999 });
  session = new HostSession(host, {
    openSource: () => source,
    clock,
    log,
    random: () => 0,
    onChange: () => undefined,
  });
  hands = createHostHands({ session: (id) => (id === HOST_ID ? session : null), clock, log });
}

function logins(): number {
  return sshd.log().split('Accepted publickey').length - 1;
}

/** Waits until the host has one session process a shell again, as before. */
async function becomeLive(): Promise<void> {
  session.connect();
  expect(await hands.whenConnected(HOST_ID, 40_000, signal)).toBe(true);
}

beforeEach(async () => {
  child = spawn('/bin/sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
});

afterEach(async () => {
  child.kill('SIGKILL');
  if (NO_SSHD !== null) return;
  session.stop();
  await sshd.stop();
  desk.remove();
});

async function adjCommand(before: number, after: number): Promise<string> {
  const pid = child.pid ?? 0;
  const { processes } = await hands.inspect(HOST_ID, { ...LOOK, pids: [pid] }, signal);
  const words = `adj ${String(pid)} ${String(processes[0]?.startTicks)} sleep oom_score_adj`;
  return callOf(`${words} ${String(before)} ${String(after)}`);
}

describe('hands over a real sshd', () => {
  it.skipIf(NO_SSHD !== null)('use the connection of the sampling, and leave it alone', async () => {
    await start();
    await becomeLive();
    const { sweeps } = session.watch;
    expect(await hands.inspect(HOST_ID, LOOK, signal)).toMatchObject({ processes: [{ pid: process.pid }] });
    const survey = await hands.survey(HOST_ID, signal);
    expect(survey.processes.some(({ pid }) => pid === process.pid)).toBe(true);
    expect(logins()).toBe(1);
    expect(session.state.kind).toBe('live');
    // Looking asks for no sweep; what was written is seen at once.
    expect(session.watch.sweeps).toBe(sweeps);
    const before = Number(readFileSync(`/proc/${String(child.pid)}/oom_score_adj`, 'utf8'));
    const command = await adjCommand(before, 700);
    const request = { command, privilege: 'none' as const, password: null, stepCount: 1 };
    expect(await hands.write(HOST_ID, request, signal)).toMatchObject({
      kind: 'answered',
      steps: [{ outcome: 'done', value: 700 }],
    });
    await expect
      .poll(() => session.watch.sample?.processes.find(({ pid }) => pid === child.pid)?.oomScoreAdj, PATIENCE)
      .toBe(700);
    expect(session.watch.sweeps).toBe(sweeps + 1);
    expect(logins()).toBe(1);
  });

  it.skipIf(NO_SSHD !== null)('leave no process behind', async () => {
    await start();
    await becomeLive();
    const before = sshd.sessionPids().length;
    await hands.survey(HOST_ID, signal);
    const stop = new AbortController();
    const shell = await session.openShell(stop.signal);
    expect(sshd.sessionPids().length).toBeGreaterThan(before);
    stop.abort();
    await shell.closed;
    await expect.poll(() => sshd.sessionPids().length, PATIENCE).toBe(before);
    expect(session.state.kind).toBe('live');
  });

  it.skipIf(NO_SSHD !== null)(
    'have a connection of their own where a server allows one session each',
    async () => {
      await start(['MaxSessions 1']);
      await becomeLive();
      expect(await hands.inspect(HOST_ID, LOOK, signal)).toMatchObject({ processes: [{ pid: process.pid }] });
      expect(logins()).toBe(2);
      expect(session.state.kind).toBe('live');
    },
  );

  it.skipIf(NO_SSHD !== null)('tell what was answered when the connection breaks in the middle', async () => {
    await start();
    await becomeLive();
    const before = Number(readFileSync(`/proc/${String(child.pid)}/oom_score_adj`, 'utf8'));
    const first = await adjCommand(before, 700);
    // A second step that never ends: a file of the unit's folder would be read from a pipe that nobody writes to.
    const stalled = join(desk.home, 'stalled');
    writeFileSync(join(desk.home, 'systemctl'), `#!/bin/sh\n: >${stalled}\nexec sleep 600\n`, {
      mode: 0o755,
    });
    const written = hands.write(
      HOST_ID,
      {
        command: `${first} restart stalls.service -`,
        privilege: 'none',
        password: null,
        stepCount: 2,
      },
      signal,
    );
    await expect
      .poll(() => readFileSync(`/proc/${String(child.pid)}/oom_score_adj`, 'utf8').trim(), PATIENCE)
      .toBe('700');
    await expect.poll(() => existsSync(stalled), PATIENCE).toBe(true);
    sshd.signalSessions('SIGKILL');
    expect(await written).toEqual({
      kind: 'lost',
      steps: [expect.objectContaining({ index: 0, outcome: 'done', value: 700 })],
    });
    // The session tries again by itself, and the host is asked what stands there.
    expect(await hands.whenConnected(HOST_ID, 40_000, signal)).toBe(true);
    const again = await hands.inspect(HOST_ID, { ...LOOK, pids: [child.pid ?? 0] }, signal);
    expect(again.processes[0]?.oomScoreAdj).toBe(700);
    expect(logins()).toBe(2);
  });

  it.skipIf(NO_SSHD !== null)('say so where the host is not connected', async () => {
    await start();
    expect(await hands.whenConnected(HOST_ID, 0, signal)).toBe(false);
    await expect(hands.inspect(HOST_ID, LOOK, signal)).rejects.toMatchObject({
      sentence: { code: 'refusal.host-not-connected', params: { host: HOST_ID } },
    });
    const request = {
      command: callOf('restart x.service -'),
      privilege: 'none' as const,
      password: null,
      stepCount: 1,
    };
    expect(await hands.write(HOST_ID, request, signal)).toEqual({ kind: 'lost', steps: [] });
    await becomeLive();
    session.stop();
    await expect(hands.survey(HOST_ID, signal)).rejects.toMatchObject({
      sentence: { code: 'refusal.host-not-connected' },
    });
  });
});

describe('hands on this machine', () => {
  it('use a shell of their own', async () => {
    const [clock, log] = [systemClock, silentLog];
    const config = {
      id: HOST_ID,
      name: HOST_ID,
      connection: { kind: 'local' as const },
      cadence: { hostWideSeconds: 600, processesSeconds: 600 },
      sudo: 'never' as const,
      group: null,
      tags: [],
    };
    const local = new HostSession(config, {
      openSource: () => createLocalSource({ hostLabel: HOST_ID, user: 'me', clock, log }),
      clock,
      log,
      random: () => 0,
      onChange: () => undefined,
    });
    const own = createHostHands({ session: () => local, clock, log });
    local.connect();
    expect(await own.whenConnected(HOST_ID, 40_000, signal)).toBe(true);
    expect(await own.inspect(HOST_ID, LOOK, signal)).toMatchObject({ processes: [{ pid: process.pid }] });
    expect(local.state.kind).toBe('live');
    local.stop();
  });
});
