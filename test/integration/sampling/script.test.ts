import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/clock';
import { FrameDecoder } from '../../../src/main/sampling/decode';
import { openLocalShell } from '../../../src/main/sampling/localSource';
import { openScriptSession, type ScriptSession } from '../../../src/main/sampling/scriptSession';
import type { ShellChannel } from '../../../src/main/sampling/shellChannel';
import type { HostSample, ProcessSample } from '../../../src/shared/model';
import { HOST_TOOLS, makeTool, makeToolFolder, type HostTools } from './shells';

/** The script on real shells and awks, against this machine's own /proc at the same moment. */

/** Brackets, blanks and a newline: all that can confuse a reader of stat and status. */
const ODD_NAME = 'a) R\n(b 7';
const SECRET = 'hunter2hunter2';
const MARK = 'LOWMARK_TEST_SHELL';
const NOBODY = 65_534;

const folder = mkdtempSync(join(tmpdir(), 'lowmark-script-'));
let odd: ChildProcess;

beforeAll(async () => {
  // Other accounts have to reach the awk in it.
  chmodSync(folder, 0o755);
  // A process is named after the file that it was started from, and a link may have any name.
  symlinkSync('/bin/sh', join(folder, ODD_NAME));
  const words = ['-c', 'read line', 'sh', `--password=${SECRET}`, '--port=80'];
  odd = spawn(join(folder, ODD_NAME), words, { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(odd, 'spawn');
  // The first candidate, so that it is one of those whose command line is read.
  writeFileSync(`/proc/${String(odd.pid)}/oom_score_adj`, '1000');
});

afterAll(() => {
  odd.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly session: ScriptSession;
  readonly channel: ShellChannel;
  /** Stands in the environment of every process that this shell starts. */
  readonly mark: string;
}

async function open(tools: HostTools, around: readonly string[] = []): Promise<Opened> {
  const mark = randomUUID();
  const toolFolder = await makeToolFolder(folder, tools);
  const channel = await openLocalShell(new AbortController().signal, {
    hostLabel: 'box',
    user: 'ops',
    command: [
      '/usr/bin/env',
      `${MARK}=${mark}`,
      ...around,
      ...['/usr/bin/env', `PATH=${toolFolder}`],
      ...tools.shell,
    ],
  });
  const session = await openScriptSession(channel, {
    hostLabel: 'box',
    user: 'ops',
    signal: new AbortController().signal,
    clock: systemClock,
  });
  return { session, channel, mark };
}

/** Opens, takes one sample of everything, closes, and says which processes were left behind. */
async function sampleOnce(
  tools: HostTools,
  around: readonly string[] = [],
): Promise<{ sample: HostSample; leftPids: number[] }> {
  const { session, channel, mark } = await open(tools, around);
  const sample = new FrameDecoder(session.identity).push(await session.read('host-wide+processes'));
  session.close();
  await channel.closed;
  return { sample, leftPids: pidsWith(mark) };
}

/** Processes that were started by the shell with this mark. */
function pidsWith(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readProc(`${name}/environ`).includes(mark))
    .map(Number);
}

/** A file of /proc; empty for one that is gone. */
function readProc(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function rowOf(sample: HostSample, pid: number | undefined): ProcessSample {
  const row = sample.processes.find((candidate) => candidate.pid === pid);
  if (row === undefined) throw new Error(`no row for process ${String(pid)}`);
  return row;
}

function statusOf(pid: number | undefined, key: string): string {
  const [, value = ''] = new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(readProc(`${String(pid)}/status`)) ?? [];
  return value;
}

function pagesOf(pid: number | undefined, key: string): number {
  const pageKilobytes = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' })) / 1024;
  return Number(/\d+/.exec(statusOf(pid, key))?.[0]) / pageKilobytes;
}

/** What /proc says now of a process that sleeps, and so of the moment at which it was sampled. */
function expectedRow(pid: number | undefined): object {
  const stat = readProc(`${String(pid)}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid,
    ppid: process.pid,
    uid: userInfo().uid,
    user: userInfo().username,
    comm: 'a) R?(b 7',
    commandLine: `${join(folder, 'a) R?(b 7')} -c read line sh --password=*** --port=80`,
    state: 'S',
    startTicks: field(22),
    nice: field(19),
    cpuTicks: field(14) + field(15),
    vsizeBytes: field(23),
    rssPages: pagesOf(pid, 'VmRSS'),
    rssAnonPages: pagesOf(pid, 'RssAnon'),
    rssFilePages: pagesOf(pid, 'RssFile'),
    rssShmemPages: pagesOf(pid, 'RssShmem'),
    swapPages: pagesOf(pid, 'VmSwap'),
    pageTableBytes: Number(/\d+/.exec(statusOf(pid, 'VmPTE'))?.[0]) * 1024,
    effectiveCapabilities: statusOf(pid, 'CapEff'),
    oomScore: Number(readProc(`${String(pid)}/oom_score`)),
    oomScoreAdj: 1000,
    oomAdj: null,
  };
}

for (const tools of HOST_TOOLS) {
  describe(tools.name, () => {
    it('gives what /proc says at the same moment, and leaves nothing behind', async ({ skip }) => {
      skip(tools.lacks !== null, `${String(tools.lacks)} is not installed`);
      const { sample, leftPids } = await sampleOnce(tools);
      const meminfo = readProc('meminfo');
      const kilobytes = (key: string): number =>
        Number(new RegExp(`^${key}: +(\\d+)`, 'm').exec(meminfo)?.[1]);

      expect(sample.host).toEqual({
        kernel: readProc('sys/kernel/osrelease').trim(),
        arch: execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim(),
        hostname: execFileSync('uname', ['-n'], { encoding: 'utf8' }).trim(),
        pageBytes: Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' })),
        bootId: readProc('sys/kernel/random/boot_id').trim(),
        cpus: readProc('stat').match(/^cpu\d/gm)?.length,
        ticksPerSecond: Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })),
      });
      expect(Math.abs(Number(readProc('uptime').split(' ')[0]) - sample.at.uptimeSeconds)).toBeLessThan(60);
      expect(sample.memory?.memTotalBytes).toBe(kilobytes('MemTotal') * 1024);
      expect(sample.memory?.swapTotalBytes).toBe(kilobytes('SwapTotal') * 1024);
      expect(sample.zones.map(({ name }) => name)).toEqual(
        [...readProc('zoneinfo').matchAll(/^Node +\d+, zone +(\S+)$/gm)].map(([, zone]) => zone),
      );
      expect(sample.buddy.map(({ zone }) => zone)).toEqual(
        [...readProc('buddyinfo').matchAll(/zone +(\S+)/g)].map(([, zone]) => zone),
      );
      expect(Object.keys(sample.vmstat ?? {})).toEqual(
        readProc('vmstat')
          .trim()
          .split('\n')
          .map((line) => line.split(' ')[0]),
      );
      expect(sample.settings?.overcommitMemory).toBe(Number(readProc('sys/vm/overcommit_memory')));
      expect(sample.settings?.minFreeBytes).toBe(Number(readProc('sys/vm/min_free_kbytes')) * 1024);
      expect(sample.pressure !== null).toBe(readProc('pressure/memory') !== '');
      expect(rowOf(sample, odd.pid)).toMatchObject(expectedRow(odd.pid));
      expect(rowOf(sample, odd.pid).cgroup).toMatch(/^\//);
      expect(rowOf(sample, process.pid).ppid).toBe(process.ppid);
      expect(JSON.stringify(sample)).not.toContain(SECRET);
      expect(leftPids).toEqual([]);
    });

    it('answers one request after another, each with what was asked', async ({ skip }) => {
      skip(tools.lacks !== null, `${String(tools.lacks)} is not installed`);
      const { session } = await open(tools);
      const passes = [
        await session.read('host-wide'),
        await session.read('processes'),
        await session.read('host-wide+processes'),
      ];
      session.close();
      const hostWide = ['meminfo', 'buddyinfo', 'zoneinfo', 'vmstat', 'pressure_memory'];
      const withSweep = ['processes'];
      const given = passes.map(({ sections, refusals }) =>
        [...Object.keys(sections), ...Object.keys(refusals)].toSorted(),
      );
      // Between two sweeps only cgroups near their limit are read, and this machine may have one.
      const without = (names: readonly string[] = []): string[] => names.filter((name) => name !== 'cgroup');
      expect(without(given[0])).toEqual(hostWide.toSorted());
      // All cgroups, settings, and blocks by type where this account may read them, come with the first sweep and not with each.
      const rare = ['cgroup', 'vm_settings', ...(readProc('pagetypeinfo') === '' ? [] : ['pagetypeinfo'])];
      expect(given[1]).toEqual([...withSweep, ...rare].toSorted());
      expect(without(given[2])).toEqual([...hostWide, ...withSweep].toSorted());
    });
  });
}

describe('an account without rights', () => {
  const [tools] = HOST_TOOLS;
  const isRoot = process.getuid?.() === 0;
  const asNobody = ['setpriv', `--reuid=${String(NOBODY)}`, `--regid=${String(NOBODY)}`, '--clear-groups'];

  it('sees the same processes and files, and no secret', async ({ skip }) => {
    skip(!isRoot, 'only root can become somebody else');
    if (tools === undefined) throw new Error('no tools');
    const { sample } = await sampleOnce(tools, asNobody);
    expect(sample.missing.filter(({ section }) => section !== 'pressure_memory')).toEqual([]);
    expect(rowOf(sample, odd.pid)).toMatchObject(expectedRow(odd.pid));
    expect(JSON.stringify(sample)).not.toContain(SECRET);
  });

  it('is told that /proc hides the processes of others', async ({ skip }) => {
    skip(!isRoot, 'only root can mount /proc with hidepid');
    if (tools === undefined) throw new Error('no tools');
    // The shell that mounts stays, as process 1 of its own world: somebody else's.
    const remount = `mount -o remount,hidepid=2 /proc && ${asNobody.join(' ')} "$@"; exit $?`;
    const { sample } = await sampleOnce(tools, [
      ...['unshare', '--mount', '--pid', '--fork', '--mount-proc'],
      ...['sh', '-c', remount, 'sh'],
    ]);
    expect(sample.missing).toContainEqual({
      section: 'processes',
      reason: { code: 'missing.hidden-processes', params: { section: 'processes' } },
    });
    expect(sample.processes.every(({ uid }) => uid === NOBODY)).toBe(true);
    expect(sample.processes.length).toBeGreaterThan(0);
  });
});

describe('a shell that dies', () => {
  it('leaves no process behind, though a pass was under way', async () => {
    const [tools] = HOST_TOOLS;
    if (tools === undefined) throw new Error('no tools');
    const { session, channel, mark } = await open(tools);
    const pass = session.read('host-wide+processes');
    session.close();
    await expect(pass).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    await channel.closed;
    await expect.poll(() => pidsWith(mark), { timeout: 20_000 }).toEqual([]);
  });
});

describe('a machine that is no Linux', () => {
  it('is told as such', async () => {
    const [tools] = HOST_TOOLS;
    if (tools === undefined) throw new Error('no tools');
    const foreign = { ...tools, name: 'a foreign system' };
    await makeTool(await makeToolFolder(folder, foreign), 'uname', 'FreeBSD');
    await expect(open(foreign)).rejects.toMatchObject({
      failure: { kind: 'not-linux', message: { params: { host: 'box', system: 'FreeBSD' } } },
    });
  });
});
