import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProcesses } from '../../../src/main/parse/processes';
import { scriptFor } from '../../../src/main/sampling/script/script';
import type { ProcessSample } from '../../../src/shared/model';
import { HOST_TOOLS } from './shells';

/** The sweep over a /proc that we make ourselves: kernels and hosts that the machine under the tests is not. */

/** As kernels write them, by the release in which the file got its form. */
const STAT =
  '7 (java) S 1 7 7 0 -1 4194560 9 0 0 0 120 30 0 0 20 5 4 0 4711 819200 300 18446744073709551615 1 1\n';
const STATUS = {
  'linux 6.1': [
    'Name:\tjava',
    'Uid:\t0\t0\t0\t0',
    'VmPeak:\t     900 kB',
    'VmRSS:\t    1200 kB',
    'RssAnon:\t    1000 kB',
    'RssFile:\t     160 kB',
    'RssShmem:\t      40 kB',
    'VmData:\t     500 kB',
    'VmPTE:\t      76 kB',
    'VmSwap:\t     400 kB',
    'HugetlbPages:\t       0 kB',
    'CapEff:\t000001ffffffffff',
    '',
  ],
  // fs/proc/task_mmu.c, 2.6.32: neither the parts of RSS nor swap.
  'linux 2.6.32': [
    'Name:\tjava',
    'Uid:\t0\t0\t0\t0',
    'VmRSS:\t    1200 kB',
    'VmData:\t     500 kB',
    'VmPTE:\t      76 kB',
    'Threads:\t4',
    'CapEff:\tffffffffffffffff',
    '',
  ],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lowmark-sweep-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function sweep(files: Readonly<Record<string, string>>, awk: readonly string[]): ProcessSample {
  mkdirSync(join(folder, '7'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '7', name), text);
  const [program = ''] = /^lowmark_sweep_program='[^']*'$/m.exec(scriptFor('x')) ?? [];
  const [command = '', ...args] = awk;
  const run = `${program}\nexec "$@" -v page_bytes=4096 "$lowmark_sweep_program"`;
  const { stdout } = spawnSync('sh', ['-c', run, 'sh', command, ...args], {
    cwd: folder,
    input: '.\n7\n',
    encoding: 'utf8',
  });
  const table = parseProcesses(stdout);
  if (!table.ok) throw new Error(`${table.problem.kind} in ${stdout}`);
  const [process] = table.value.processes;
  if (process === undefined) throw new Error('no process');
  return process;
}

const MODERN = {
  stat: STAT,
  status: STATUS['linux 6.1'].join('\n'),
  oom_score: '742\n',
  oom_score_adj: '-5\n',
  cmdline: 'java\0-jar\0shop.jar\0',
};

const CGROUPS = [
  { name: 'version 2', text: '0::/system.slice/shop.service\n', path: '/system.slice/shop.service' },
  {
    name: 'version 1',
    text: '9:cpu,cpuacct:/a\n4:memory:/shop\n1:name=systemd:/b\n',
    path: '/shop',
  },
  { name: 'version 1, controllers together', text: '2:cpuset,memory:/both\n', path: '/both' },
  { name: 'both versions, memory in 1', text: '4:memory:/old\n0::/new\n', path: '/old' },
  { name: 'both versions, memory in 2', text: '1:name=systemd:/old\n0::/new\n', path: '/new' },
  { name: 'a path with colons', text: '0::/a:b/c\n', path: '/a:b/c' },
  { name: 'none', text: '', path: null },
];

// One shell is enough here: the shells differ in nothing that the sweep uses.
const awks = HOST_TOOLS.filter(({ name }) => name.startsWith('dash '));

for (const { name, awk, lacks } of awks) {
  describe(`the sweep: ${name}`, () => {
    for (const { name: kind, text, path } of CGROUPS) {
      it(`names the cgroup that limits memory: ${kind}`, ({ skip }) => {
        skip(lacks !== null, `${String(lacks)} is not installed`);
        expect(sweep({ ...MODERN, cgroup: text }, awk).cgroup).toBe(path);
      });
    }

    it('reads all that a kernel of today says', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      expect(sweep(MODERN, awk)).toMatchObject({
        pid: 7,
        ppid: 1,
        comm: 'java',
        commandLine: 'java -jar shop.jar',
        user: 'root',
        rssPages: 300,
        rssAnonPages: 250,
        rssFilePages: 40,
        rssShmemPages: 10,
        swapPages: 100,
        pageTableBytes: 76 * 1024,
        effectiveCapabilities: '000001ffffffffff',
        oomScore: 742,
        oomScoreAdj: -5,
        oomAdj: null,
        startTicks: 4711,
        cpuTicks: 150,
        nice: 5,
        vsizeBytes: 819_200,
      });
    });

    it('leaves out what a kernel of 2009 does not say, and reads the scale that it has', ({ skip }) => {
      skip(lacks !== null, `${String(lacks)} is not installed`);
      const status = STATUS['linux 2.6.32'].join('\n');
      expect(sweep({ stat: STAT, status, oom_score: '300\n', oom_adj: '-17\n' }, awk)).toMatchObject({
        rssPages: 300,
        rssAnonPages: null,
        swapPages: null,
        oomScore: 300,
        oomScoreAdj: null,
        oomAdj: -17,
        cgroup: null,
        commandLine: null,
      });
    });
  });
}
