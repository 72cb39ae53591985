import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { WriteAnswer } from '../../../src/main/actions/hostHands';
import { FakeSystemd } from './fakeSystemd';
import { callOf, containing, HandsHost, HOST_ID, SHELLS, type Shell } from './handsHost';

/** Units of a stand-in for systemd: looked at, given a drop-in, freed of it, restarted. */

const signal = new AbortController().signal;
const UNIT = 'web.service';
const FIRST_RUN = '0123456789abcdef0123456789abcdef';
const DROP_IN =
  '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.\n[Service]\nOOMScoreAdjust=';
const hosts: HandsHost[] = [];

afterEach(() => {
  for (const host of hosts.splice(0)) host.remove();
});

function makeHost(shell: Shell): { host: HandsHost; systemd: FakeSystemd } {
  const host = new HandsHost(shell);
  hosts.push(host);
  const systemd = new FakeSystemd(host);
  systemd.addService(UNIT, ['OOMScoreAdjust=100']);
  return { host, systemd };
}

function write(host: HandsHost, words: string, stepCount = 1): Promise<WriteAnswer> {
  const request = { command: callOf(words), privilege: 'none' as const, password: null, stepCount };
  return host.hands().write(HOST_ID, request, signal);
}

/** `CRC-LENGTH` by another program than the shell under test ran. */
function checksumOf(path: string): string {
  return execFileSync('cksum', [path], { encoding: 'utf8' }).split(' ').slice(0, 2).join('-');
}

describe.each(SHELLS)('$name', (shell) => {
  it.skipIf(shell.lacks !== null)('shows a unit, its processes and Lowmark’s drop-in', async () => {
    const { host, systemd } = makeHost(shell);
    const proc = join(host.folder, 'proc');
    const group = join(host.folder, 'cgroup', 'system.slice', UNIT);
    mkdirSync(join(proc, 'self'), { recursive: true });
    mkdirSync(join(group, 'worker'), { recursive: true });
    writeFileSync(join(proc, 'self', 'mounts'), `cgroup2 ${join(host.folder, 'cgroup')} cgroup2 rw 0 0\n`);
    writeFileSync(join(group, 'cgroup.procs'), '12\n13\n');
    writeFileSync(join(group, 'worker', 'cgroup.procs'), '14\n');
    host.proc = proc;
    systemd.writeDropIn(UNIT, '90-lowmark-oom.conf', `${DROP_IN}-500\n`);
    const request = { pids: [], units: [UNIT, 'a\\x2db@1.service'], asksSudo: false };
    const { initSystem, units } = await host.hands().inspect(HOST_ID, request, signal);
    expect(initSystem).toBe('systemd');
    expect(units[0]).toEqual({
      unit: UNIT,
      loadState: 'loaded',
      activeState: 'active',
      subState: 'running',
      description: `The ${UNIT}`,
      result: 'success',
      restart: 'on-failure',
      restartSeconds: 0.1,
      // It has not been told to read its files again.
      oomScoreAdjust: 100,
      fragmentPath: join(host.units, UNIT),
      dropInPaths: [systemd.dropInPath(UNIT)],
      invocationId: FIRST_RUN,
      controlGroup: `/system.slice/${UNIT}`,
      pids: [...(units[0]?.pids ?? [])],
      dropInText: `${DROP_IN}-500\n`,
      dropInChecksum: checksumOf(systemd.dropInPath(UNIT)).replace('-', ' '),
    });
    expect(units[0]?.pids.toSorted((one, other) => one - other)).toEqual([12, 13, 14]);
    expect(units[1]).toMatchObject({ unit: 'a\\x2db@1.service', loadState: 'not-found', dropInText: null });
  });

  it.skipIf(shell.lacks !== null)('finds processes in the hierarchy of systemd itself', async () => {
    const { host } = makeHost(shell);
    host.proc = join(host.folder, 'proc');
    mkdirSync(join(host.proc, 'self'), { recursive: true });
    for (const [name, pid] of [['unified', 1] as const, ['systemd', 7] as const]) {
      mkdirSync(join(host.folder, name, 'system.slice', UNIT), { recursive: true });
      writeFileSync(join(host.folder, name, 'system.slice', UNIT, 'cgroup.procs'), `${String(pid)}\n`);
    }
    const mounts = [
      `cgroup ${host.folder}/systemd cgroup rw,xattr,name=systemd 0 0`,
      `cgroup ${host.folder}/memory cgroup rw,memory 0 0`,
      `cgroup2 ${host.folder}/unified cgroup2 rw 0 0`,
    ];
    writeFileSync(join(host.proc, 'self', 'mounts'), `${mounts.join('\n')}\n`);
    const request = { pids: [], units: [UNIT], asksSudo: false };
    expect((await host.hands().inspect(HOST_ID, request, signal)).units[0]?.pids).toEqual([7]);
  });

  it.skipIf(shell.lacks !== null)('puts a drop-in, changes it, and takes it away', async () => {
    const { host, systemd } = makeHost(shell);
    const path = systemd.dropInPath(UNIT);
    expect(await write(host, `unit-set ${UNIT} absent -500`)).toEqual({
      kind: 'answered',
      steps: [{ index: 0, outcome: 'done', value: -500, score: null, detail: '' }],
    });
    expect(readFileSync(path, 'utf8')).toBe(`${DROP_IN}-500\n`);
    expect(readdirSync(join(host.units, `${UNIT}.d`))).toEqual(['90-lowmark-oom.conf']);
    expect(await write(host, `unit-set ${UNIT} ${checksumOf(path)} -500`)).toMatchObject({
      steps: [{ outcome: 'already', value: -500 }],
    });
    expect(await write(host, `unit-set ${UNIT} ${checksumOf(path)} 300`)).toMatchObject({
      steps: [{ outcome: 'done', value: 300 }],
    });
    expect(await write(host, `unit-remove ${UNIT} ${checksumOf(path)}`)).toMatchObject({
      steps: [{ outcome: 'done', value: 100 }],
    });
    expect(existsSync(join(host.units, `${UNIT}.d`))).toBe(false);
    expect(await write(host, `unit-remove ${UNIT} absent`)).toMatchObject({
      steps: [{ outcome: 'already', value: 100 }],
    });
    expect(systemd.commands).toEqual(['daemon-reload', 'daemon-reload', 'daemon-reload']);
  });

  it.skipIf(shell.lacks !== null)('leaves a drop-in alone that is not as the plan says', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.writeDropIn(UNIT, '90-lowmark-oom.conf', `${DROP_IN}7\n`);
    systemd.writeDropIn(UNIT, 'own.conf', '');
    const other = checksumOf(join(host.units, `${UNIT}.d`, 'own.conf'));
    for (const words of [
      `unit-set ${UNIT} absent -500`,
      `unit-set ${UNIT} ${other} -500`,
      `unit-remove ${UNIT} absent`,
      `unit-remove ${UNIT} ${other}`,
    ]) {
      expect(await write(host, words)).toMatchObject({
        steps: [{ outcome: 'changed-meanwhile', value: 100 }],
      });
    }
    expect(readFileSync(systemd.dropInPath(UNIT), 'utf8')).toBe(`${DROP_IN}7\n`);
    expect(systemd.commands).toEqual([]);
  });

  it.skipIf(shell.lacks !== null)('keeps the files of others in the same folder', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.writeDropIn(UNIT, 'limits.conf', '[Service]\nLimitNOFILE=5\n');
    await write(host, `unit-set ${UNIT} absent -500`);
    await write(host, `unit-remove ${UNIT} ${checksumOf(systemd.dropInPath(UNIT))}`);
    expect(readdirSync(join(host.units, `${UNIT}.d`))).toEqual(['limits.conf']);
  });

  it.skipIf(shell.lacks !== null)('says so where another file has the last word', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.writeDropIn(UNIT, '99-other.conf', '[Service]\nOOMScoreAdjust=42\n');
    expect(await write(host, `unit-set ${UNIT} absent -500`)).toMatchObject({
      steps: [{ outcome: 'not-kept', value: 42, detail: containing('99-other.conf') }],
    });
  });

  it.skipIf(shell.lacks !== null)('puts everything back where systemd does not read it', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.failReload('Failed to reload daemon: Access denied');
    expect(await write(host, `unit-set ${UNIT} absent -500`)).toMatchObject({
      steps: [{ outcome: 'denied', value: 100, detail: 'Failed to reload daemon: Access denied' }],
    });
    expect(existsSync(join(host.units, `${UNIT}.d`))).toBe(false);
    systemd.writeDropIn(UNIT, '90-lowmark-oom.conf', `${DROP_IN}7\n`);
    systemd.failReload('Connection timed out');
    const checksum = checksumOf(systemd.dropInPath(UNIT));
    expect(await write(host, `unit-remove ${UNIT} ${checksum}`)).toMatchObject({
      steps: [{ outcome: 'failed', detail: 'Connection timed out' }],
    });
    expect(checksumOf(systemd.dropInPath(UNIT))).toBe(checksum);
  });

  it.skipIf(shell.lacks !== null)('says why it cannot write', async () => {
    const { host } = makeHost(shell);
    host.script('mkdir', 'echo "mkdir: cannot create directory: Permission denied" >&2; exit 1');
    expect(await write(host, `unit-set ${UNIT} absent -500`)).toMatchObject({
      steps: [{ outcome: 'denied', value: 100, detail: 'mkdir: cannot create directory: Permission denied' }],
    });
  });

  it.skipIf(shell.lacks !== null)('restarts a unit that still runs as the plan says', async () => {
    const { host, systemd } = makeHost(shell);
    const words = `restart ${UNIT} ${FIRST_RUN}`;
    expect(await write(host, words)).toEqual({
      kind: 'answered',
      steps: [{ index: 0, outcome: 'done', value: null, score: null, detail: 'active' }],
    });
    // It has been started since: by the first.
    expect(await write(host, words)).toMatchObject({
      steps: [{ outcome: 'changed-meanwhile', detail: 'active' }],
    });
    expect(systemd.commands).toEqual([`restart ${UNIT}`]);
  });

  it.skipIf(shell.lacks !== null)('restarts one of an older systemd, which names no runs', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.set(UNIT, 'invocation', '');
    expect(await write(host, `restart ${UNIT} -`)).toMatchObject({ steps: [{ outcome: 'done' }] });
  });

  it.skipIf(shell.lacks !== null)('says in one line why a unit does not start', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.set(
      UNIT,
      'restart-fails',
      `Job for ${UNIT} failed because the control process exited with error code.\nSee "systemctl status ${UNIT}" for details.`,
    );
    expect(await write(host, `restart ${UNIT} ${FIRST_RUN}`)).toMatchObject({
      steps: [
        {
          outcome: 'failed',
          detail: `failed, exit-code: Job for ${UNIT} failed because the control process exited with error code. See "systemctl status ${UNIT}" for details.`,
        },
      ],
    });
    systemd.set(UNIT, 'restart-fails', `Failed to restart ${UNIT}: Interactive authentication required.`);
    expect(await write(host, `restart ${UNIT} ${FIRST_RUN}`)).toMatchObject({
      steps: [{ outcome: 'denied' }],
    });
  });

  it.skipIf(shell.lacks !== null)('surveys processes and services', async () => {
    const { host, systemd } = makeHost(shell);
    systemd.addService('db.service', ['OOMScoreAdjust=-900']);
    systemd.writeDropIn('db.service', '90-lowmark-oom.conf', `${DROP_IN}-900\n`);
    const { processes, units, notes } = await host.hands().survey(HOST_ID, signal);
    expect(units).toEqual([
      {
        unit: 'db.service',
        adj: -900,
        files: [join(host.units, 'db.service'), systemd.dropInPath('db.service')],
        hasDropIn: true,
      },
      { unit: UNIT, adj: 100, files: [join(host.units, UNIT)], hasDropIn: false },
    ]);
    expect(notes).toEqual([]);
    const own = processes.find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({
      ppid: process.ppid,
      uid: process.getuid?.(),
      exe: process.execPath,
      oomScoreAdj: Number(readFileSync('/proc/self/oom_score_adj', 'utf8')),
    });
    // Kernel threads have no memory of their own.
    const kernelThread = processes.find(({ comm }) => comm === 'kthreadd');
    expect(kernelThread).toBeUndefined();
  });

  it.skipIf(shell.lacks !== null)('knows a host without systemd', async () => {
    const host = new HandsHost(shell);
    hosts.push(host);
    host.script('systemctl', 'echo "System has not been booted with systemd as init system." >&2; exit 1');
    const request = { pids: [], units: [UNIT], asksSudo: false };
    const seen = await host.hands().inspect(HOST_ID, request, signal);
    expect(seen.units).toEqual([]);
    expect(seen.initSystem).not.toBe('systemd');
    const survey = await host.hands().survey(HOST_ID, signal);
    expect(survey.notes).toEqual([{ code: 'hands.no-units', params: { host: HOST_ID } }]);
    mkdirSync(join(host.run, 'openrc'));
    writeFileSync(join(host.run, 'openrc', 'softlevel'), 'default');
    expect((await host.hands().inspect(HOST_ID, request, signal)).initSystem).toBe('openrc');
  });
});
