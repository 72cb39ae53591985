import { describe, expect, it } from 'vitest';
import { readPieces, readText } from '../../../../support/oomReports/readLog';

const INVOKER =
  '[   10.000000] app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n';
const KILL =
  '[   10.000500] Out of memory: Killed process 42 (app) total-vm:4000kB, anon-rss:3000kB, file-rss:8kB, shmem-rss:0kB, UID:33 pgtables:48kB oom_score_adj:0\n';

function victimsOf(text: string): string[] {
  return readText(text).incidents.flatMap(({ kills }) =>
    kills.map(({ pid, comm }) => `${String(pid)} ${String(comm)}`),
  );
}

describe('a kill line', () => {
  it.each([
    ['Out of Memory: Killed process 7 (a b).', '7 a b'],
    ['Out of memory: Killed process 7 (a) b (c).', '7 a) b (c'],
    ['Killed process 7 (a) total-vm:1kB, anon-rss:1kB, file-rss:0kB', '7 a'],
    ['Killed process 7 (a) vsz:1kB, anon-rss:1kB, file-rss:0kB', '7 a'],
    ['Killed process 7, UID 33, (a, b) total-vm:1kB, anon-rss:1kB, file-rss:0kB', '7 a, b'],
    ['Killed process 7 (a), UID 33, total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB', '7 a'],
    [
      'Memory cgroup out of memory: Killed process 7 (x: y) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB',
      '7 x: y',
    ],
  ])('alone is an incident: %s', (line, victim) => {
    expect(victimsOf(`[    1.000000] ${line}\n`)).toEqual([victim]);
  });

  it('is read where the log ends without a newline', () => {
    const { incidents } = readText(INVOKER + KILL.trimEnd());
    expect(incidents.map(({ kills }) => kills.map(({ pid }) => pid))).toEqual([[42]]);
  });

  it('that a daemon repeats in a line of its own is no second kill', () => {
    const echo =
      'Oct 12 19:00:20 web-01 watcher.sh[3240]: New status: {Message:Out of memory: Killed process 42 (app) total-vm:4000kB, anon-rss:3000kB, file-rss:8kB}\n';
    const log = `Oct 12 19:00:20 web-01 kernel: ${KILL}${echo}`;
    expect(victimsOf(log)).toEqual(['42 app']);
  });

  it('of another process with the same pid, after another boot, is another kill', () => {
    const later = KILL.replace('(app)', '(web)').replace('   10.000500', ' 2010.000500');
    expect(victimsOf(INVOKER + KILL + INVOKER.replace('   10.0', ' 2010.0') + later)).toEqual([
      '42 app',
      '42 web',
    ]);
  });
});

describe('an empty line', () => {
  it('at the beginning of a log does no harm', () => {
    expect(victimsOf(`\n${INVOKER}${KILL}`)).toEqual(['42 app']);
    expect(victimsOf(`\n\n\r\n${KILL}[   11.000000] 0 pages HighMem/MovableOnly\n`)).toEqual(['42 app']);
  });
});

describe('a limit that is none', () => {
  // mm/memcontrol.c prints PAGE_COUNTER_MAX, LONG_MAX / PAGE_SIZE pages; before 3.19 it was the counter of bytes.
  it.each([
    ['pages of 4 kB', '9007199254740988'],
    ['pages of 64 kB', '9007199254740928'],
    ['the bytes of 2.6.32', '9007199254740991'],
    ['the bytes of 3.13 to 3.18', '18014398509481983'],
  ])('in %s', (_, limit) => {
    const { incidents } = readText(
      `${INVOKER}[   10.000100] memory: usage 92160kB, limit 92160kB, failcnt 19\n` +
        `[   10.000200] swap: usage 0kB, limit ${limit}kB, failcnt 0\n[   10.000300] Memory cgroup${KILL.slice(KILL.indexOf('Out')).replace('Out', ' out')}`,
    );
    expect(incidents[0]?.cgroup?.swap).toEqual({ usageBytes: 0, limitBytes: 'unlimited', failCount: 0 });
  });
});

describe('a dump of memory that a person asked for', () => {
  it('is no incident', () => {
    const dump =
      'SysRq : Show Memory\nMem-Info:\nDMA free:3604kB min:68kB low:84kB high:100kB active:80kB inactive:48kB present:16384kB\n' +
      'lowmem_reserve[]: 0 880 2031\nFree swap:       3612564kB\n524160 pages of RAM\n294768 pages of HIGHMEM\n5496 reserved pages\n';
    expect(readText(dump).incidents).toEqual([]);
  });
});

describe("the journal's export format", () => {
  it('has a length in front of a message of several lines', () => {
    const field = (name: string, text: string): Buffer => {
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(Buffer.byteLength(text)));
      return Buffer.concat([Buffer.from(`${name}\n`), length, Buffer.from(`${text}\n`)]);
    };
    const entry = (message: Buffer): Buffer =>
      Buffer.concat([Buffer.from('_TRANSPORT=kernel\n_HOSTNAME=web-01\n'), message, Buffer.from('\n')]);
    const plain = (line: string): Buffer => entry(Buffer.from(`MESSAGE=${line.replace(/^\[.*?\] /, '')}`));
    const totals =
      'active_anon:846 inactive_anon:42881 isolated_anon:0\n active_file:7 inactive_file:0 isolated_file:0\n';
    const log = Buffer.concat([
      plain(INVOKER),
      plain('Mem-Info:\n'),
      entry(field('MESSAGE', totals.trimEnd())),
      plain(KILL),
    ]);
    const [incident] = readPieces([log]).incidents;
    expect(incident?.memory.totalsPages).toMatchObject({ active_anon: 846, active_file: 7 });
    expect(incident?.kills.map(({ pid }) => pid)).toEqual([42]);
  });
});

describe('early signs', () => {
  it.each([
    ['[    1.000000] nginx: page allocation failure: order:4, mode:0xc0d0', 'allocation-failure', 4],
    ['[    1.000000] swapper: page allocation failure. order:1, mode:0x20', 'allocation-failure', 1],
    [
      '[    1.000000] kworker/0:1: page allocation failure: order:5, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0',
      'allocation-failure',
      5,
    ],
    [
      '[    1.000000] java: page allocation stalls for 12345ms, order:0, mode:0x24201ca(GFP_HIGHUSER_MOVABLE|__GFP_COLD)',
      'allocation-stall',
      0,
    ],
    ['[    1.000000] oom_reaper: unable to reap pid:42 (app)', 'reaper-failure', null],
    [
      '[    1.000000] Out of memory: OOM victim 42 (app) is already exiting. Skip killing the task',
      'victim-exiting',
      null,
    ],
    ['[    1.000000] Huh VM_FAULT_OOM leaked out to the #PF handler. Retrying PF', 'pagefault-oom', null],
  ] as const)('%s', (line, kind, order) => {
    const { incidents, signs } = readText(`${line}\n`);
    expect(incidents).toEqual([]);
    expect(signs.map((sign) => [sign.kind, sign.order, sign.lines])).toEqual([
      [kind, order, { first: 1, last: 1 }],
    ]);
  });

  it('say how long a request waited', () => {
    const { signs } = readText('java: page allocation stalls for 12345ms, order:0, mode:0x14\n');
    expect(signs.map(({ stallSeconds, comm }) => [stallSeconds, comm])).toEqual([[12.345, 'java']]);
  });
});

describe('a carrier', () => {
  const lines = `${INVOKER}${KILL}`
    .replace(/^\[.*?\] /gm, '')
    .trimEnd()
    .split('\n');
  it.each([
    ['syslog without the name of the kernel', 'Oct 12 19:00:20 web-01 ', 'web-01'],
    ['syslog with a Chinese month', '10月 12 19:00:20 web-01 kernel: ', 'web-01'],
    ['syslog with a French month', 'févr. 12 19:00:20 web-01 kernel: ', 'web-01'],
    ['syslog with the year first', '2026 Oct 12 19:00:20 web-01 kernel: ', 'web-01'],
    ['syslog with a severity', 'Oct 12 19:00:20.123456 web-01 WARNING kernel: ', 'web-01'],
    ['a dotted host', '... kernel: ', null],
    ['dmesg -H without a blank', '[Oct12 19:00] ', null],
    ['dmesg -d', '[   47.786392 <    0.000012>] ', null],
    ['dmesg -T -d', '[Thu Oct 12 19:00:20 2023 <    0.000012>] ', null],
    ['a date without a year and a stamp', '[Thu Oct 12 19:00:20] [   47.786392] ', null],
    ['a time of day and a level', '19:00:20.123 [warn] ', null],
    ['talosctl dmesg', 'web-01: kern: warning: [2026-10-12T19:00:20.123456789Z]: ', 'web-01'],
    ['kubectl get events', '22m         Warning   OOMKilling   node/web-01   ', null],
    ['mail that quotes by colons', '> : [   47.786392] ', null],
    ['no-break spaces', '[\u00A0\u00A0 47.786392] ', null],
    ['a sign without a width', '\u200B[   47.786392] ', null],
    ['cat -n', '     1\t[   47.786392] ', null],
  ])('is taken off: %s', (_, prefix, hostname) => {
    const { incidents } = readText(lines.map((line) => `${prefix}${line}\n`).join(''));
    expect(
      incidents.map(({ trigger, kills, hostname: host }) => [trigger?.comm, kills[0]?.comm, host]),
    ).toEqual([['app', 'app', hostname]]);
  });

  it('of an unknown kind gives no name', () => {
    const { incidents } = readText(`<<some collector>> ${lines[0] ?? ''}\n${lines[1] ?? ''}\n`);
    expect(incidents.map(({ trigger }) => [trigger?.comm, trigger?.gfpMask])).toEqual([[null, '0xcc0']]);
  });
});

describe('untagged syslog', () => {
  it('tells the host from the lines of the oldest reports', () => {
    const body = [
      'oom-killer: gfp_mask=0xd0',
      'DMA free:60kB min:60kB low:120kB high:180kB active:900kB inactive:700kB present:16384kB pages_scanned:31 all_unreclaimable? no',
      'protections[]: 0 0 0',
      'DMA: 1*4kB 1*8kB 1*16kB 1*32kB 0*64kB = 60kB',
      'Out of Memory: Killed process 42 (app).',
    ];
    const log = body.map((line) => `Nov 17 06:19:30 web-01 ${line}\n`).join('');
    const [incident, ...others] = readText(`${log}Nov 17 06:19:31 web-01 Killed: 3\n`).incidents;
    expect(others).toEqual([]);
    expect(incident?.hostname).toBe('web-01');
    expect(incident?.zones.map(({ name, freeBlocks }) => [name, freeBlocks])).toEqual([
      ['DMA', [1, 1, 1, 1, 0]],
    ]);
    expect(incident?.kills.map(({ pid, comm }) => [pid, comm])).toEqual([[42, 'app']]);
  });
});

describe('text that was reflowed', () => {
  it('is cut where the next line of the log begins', () => {
    const log =
      '> Mar 17 01:33:12 db-01 kernel: sh invoked oom-killer: gfp_mask=0xd0,\n' +
      '> order=2, oomkilladj=0 Mar 17 01:33:12 db-01 kernel: CPU: 5 Not tainted\n> 2.6.28 #1\n' +
      '> Mar 17 01:33:12 db-01 kernel: Process sh (pid: 167, task:\n> 0000000004852738, ksp: 0000000050b7d738) Mar 17\n' +
      '> 01:33:12 db-01 kernel: Call Trace:\n> Mar 17 01:33:12 db-01 kernel: ([<0000000000105248>]\n> show_trace+0xf4/0x144) Mar 17 01:33:12 db-01\n' +
      '> kernel:  [<0000000000192c30>] out_of_memory+0x17c/0x264 Mar 17 01:33:12 db-01 kernel: Out of memory: kill process 27\n' +
      '> (make) score 3460 or a child Mar 17 01:33:12 db-01 kernel: Killed\n> process 28 (sh)\n';
    const [incident, ...others] = readText(log).incidents;
    expect(others).toEqual([]);
    expect(incident?.kernel).toBe('2.6.28');
    expect(incident?.trigger).toMatchObject({ comm: 'sh', pid: 167, order: 2, oomAdj: 0 });
    expect(incident?.callTrace).toEqual(['show_trace', 'out_of_memory']);
    expect(incident?.kills.map(({ pid, chosen }) => [pid, chosen?.pid])).toEqual([[28, 27]]);
  });

  it('gives each death of one long line its own name', () => {
    const line = 'Jul 19 05:19:24 db-01 kernel: Out of Memory: Killed process 42 (app).';
    expect(victimsOf(`${line} ${line} Jul 19 05:19:25 db-01 kernel: eth0: link up\n`)).toEqual(['42 app']);
  });

  it('is left alone where a program quotes the kernel', () => {
    const quoted = 'Jul 19 05:19:24 db-01 kernel: Out of Memory: Killed process 42 (app).';
    expect(victimsOf(`Jul 19 05:20:00 db-01 watcher[7]: saw ${quoted}\n`)).toEqual([]);
  });
});

describe('the line of the one who asked', () => {
  it('is read without its commas', () => {
    const [incident] = readText(
      '[    1.000000] app invoked oom-killer: gfp_mask=0x800d0order=1oom_score_adj=-5\n',
    ).incidents;
    expect(incident?.trigger).toMatchObject({ gfpMask: '0x800d0', order: 1, oomScoreAdj: -5 });
  });

  it('has no mask where somebody blacked it out', () => {
    const [incident] = readText(
      '[    1.000000] app invoked oom-killer: gfp_mask=0x62****(GFP_KERNEL), order=0, oom_score_adj=0\n',
    ).incidents;
    expect(incident?.trigger).toMatchObject({ gfpMask: null, order: 0 });
  });
});

describe('a stack dump', () => {
  it("does not begin with the end of another processor's", () => {
    const [incident] = readText(
      `${INVOKER}[   10.000010]  [<ffffffff81656a2c>] ret_from_fork+0x7c/0xb0\n` +
        '[   10.000020] CPU: 1 PID: 42 Comm: app Not tainted 3.18.0 #1\n' +
        `[   10.000030]  [<ffffffff8164f6f2>] dump_stack+0x4e/0x71\n${KILL}`,
    ).incidents;
    expect(incident?.callTrace).toEqual(['dump_stack']);
  });

  it('of a panic names the kernel where nothing else does', () => {
    const [incident] = readText(
      '[  910.113950] Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled\n' +
        '[  910.229545] CPU: 1 PID: 243 Comm: kworker/1:2 Tainted: G         C O  3.16.0-6-amd64 #1\n',
    ).incidents;
    expect([incident?.kernel, incident?.trigger]).toEqual(['3.16.0-6-amd64', null]);
  });
});

describe('the block of a cgroup', () => {
  const LIMIT =
    '[   10.000100] Task in /a killed as a result of limit of /a\n[   10.000110] memory: usage 92kB, limit 92kB, failcnt 19\n';

  it('may be there twice, as a terminal shows it', () => {
    const { incidents } = readText(
      `${INVOKER}${LIMIT}${LIMIT}[   10.000200] Memory cgroup out of memory: Kill process 42 (app) score 9 or sacrifice child\n`,
    );
    expect(incidents.map(({ cgroup }) => cgroup?.failCount)).toEqual([19]);
  });

  it('goes on where a word was broken', () => {
    const [incident] = readText(
      `${INVOKER}${LIMIT}[   10.000120] Memory cgroup stats for /a: cache:8KB rss:16KB inacti\nve_file:24KB active_file:4KB\n`,
    ).incidents;
    expect(incident?.cgroup?.stats).toEqual({
      cache: 8192,
      rss: 16_384,
      inactive_file: 24_576,
      active_file: 4096,
    });
  });

  it('is none where the limit is that of the host', () => {
    const [incident] = readText(
      `${INVOKER}[   10.000100] Task in /user.slice killed as a result of limit of host\n` +
        '[   10.000110] Node 0 DMA32 free:155160kB min:152412kB low:190512kB high:228612kB\n',
    ).incidents;
    expect([incident?.cgroup, incident?.zones.map(({ name }) => name)]).toEqual([null, ['DMA32']]);
  });
});

describe('the rows of a table without its header', () => {
  it('are not read as page tables where they are the processors of an older kernel', () => {
    const [incident] = readText(
      '[40393] 30000 40393   174693     1836   2       0             0 node\n' +
        'Memory cgroup out of memory: Kill process 40393 (node) score 1 or sacrifice child\nKilled process 40394, UID 0, (sh) total-vm:4064kB, anon-rss:4kB, file-rss:56kB\n',
    ).incidents;
    expect(incident?.tasks).toEqual([]);
    expect(incident?.kills.map(({ uid, chosen }) => [uid, chosen?.pid])).toEqual([[0, 40_393]]);
  });

  it('have a score where a release candidate writes `with score`', () => {
    const [incident] = readText(
      '[    1.000000] Out of memory: Kill process 42 (app) with score 967 or sacrifice child\n[    1.000010] Killed process 42 (app)\n',
    ).incidents;
    expect(incident?.selected).toEqual({ pid: 42, comm: 'app', score: 967 });
  });
});
