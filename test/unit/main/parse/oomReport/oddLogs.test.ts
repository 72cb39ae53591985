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
