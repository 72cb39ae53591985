import { describe, expect, it } from 'vitest';
import { cgroupOf } from '../../../../src/main/parse/cgroup';
import { parseRawFiles } from '../../../../src/main/parse/rawFiles';
import { parseVmSettings } from '../../../../src/main/parse/vmSettings';

const V2 = new Map([
  ['memory.current', '52690944\n'],
  ['memory.max', '94371840\n'],
  ['memory.high', 'max\n'],
  ['memory.swap.current', '4096\n'],
  ['memory.swap.max', '0\n'],
  ['memory.oom.group', '1\n'],
  ['memory.events', 'low 0\nhigh 2\nmax 18\noom 1\noom_kill 4\noom_group_kill 1\n'],
  ['memory.stat', 'anon 52428800\nfile 8192\nshmem 4096\nslab_reclaimable 512\npgfault 12800\n'],
  [
    'memory.pressure',
    'some avg10=1.50 avg60=0.00 avg300=0.00 total=9\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
  ],
]);

const V1 = new Map([
  ['memory.usage_in_bytes', '181927936\n'],
  ['memory.limit_in_bytes', '209715200\n'],
  ['memory.soft_limit_in_bytes', '9223372036854771712\n'],
  ['memory.memsw.limit_in_bytes', '9223372036854775807\n'],
  ['memory.failcnt', '7\n'],
  ['memory.swappiness', '60\n'],
  ['memory.oom_control', 'oom_kill_disable 1\nunder_oom 0\noom_kill 2\n'],
  ['memory.stat', 'cache 0\nrss 5\nshmem 0\ntotal_cache 12\ntotal_rss 181403648\ntotal_shmem 4\n'],
]);

describe('the files of a memory cgroup', () => {
  it('of version 2', () => {
    expect(cgroupOf('/app', V2)).toMatchObject({
      path: '/app',
      version: 2,
      usageBytes: 52_690_944,
      limitBytes: 94_371_840,
      highBytes: 'unlimited',
      lowBytes: null,
      softLimitBytes: null,
      swapUsageBytes: 4096,
      swapLimitBytes: 0,
      isGroupKilled: true,
      isKillDisabled: null,
      events: { low: 0, high: 2, max: 18, oom: 1, oomKill: 4, oomGroupKill: 1 },
      stat: { anonBytes: 52_428_800, fileBytes: 8192, shmemBytes: 4096, slabReclaimableBytes: 512 },
      pressure: { some: { avg10Percent: 1.5 } },
    });
  });

  it('of version 1, descendants included', () => {
    expect(cgroupOf('/pod', V1)).toMatchObject({
      version: 1,
      usageBytes: 181_927_936,
      limitBytes: 209_715_200,
      softLimitBytes: 'unlimited',
      memorySwapLimitBytes: 'unlimited',
      swappiness: 60,
      isKillDisabled: true,
      isUnderOom: false,
      isGroupKilled: null,
      events: { low: null, max: 7, oomKill: 2 },
      stat: { anonBytes: 181_403_648, fileBytes: 12, shmemBytes: 4, slabReclaimableBytes: null },
    });
  });

  it.each([
    ['8796093018112', 'unlimited'],
    ['9223372036854775807', 'unlimited'],
    ['-1', null],
    ['', null],
    ['12 34', null],
  ])('reads a limit of %j as %j', (text, limit) => {
    expect(cgroupOf('/x', new Map([['memory.limit_in_bytes', `${text}\n`]])).limitBytes).toBe(limit);
  });

  it('takes no number whose end was cut off', () => {
    expect(cgroupOf('/x', new Map([['memory.current', '12']])).usageBytes).toBeNull();
    const settings = parseVmSettings('==> vm/swappiness <==\n6');
    expect(settings.ok && settings.value.swappiness).toBeNull();
  });

  it('takes nothing for zero that it does not understand', () => {
    const broken = cgroupOf(
      '/x',
      new Map([
        ['memory.current', 'many\n'],
        ['memory.events', 'oom_kill x\nmax 3 4\noom\nhigh 5'],
        ['memory.oom.group', ''],
        ['memory.pressure', 'some none\n'],
      ]),
    );
    expect(broken).toMatchObject({ usageBytes: null, isGroupKilled: null, pressure: null });
    // The last line was cut off: 5 may be the beginning of 57.
    expect(broken.events).toEqual({
      low: null,
      high: null,
      max: null,
      oom: null,
      oomKill: null,
      oomGroupKill: null,
    });
  });
});

describe('files one after another', () => {
  it('keeps each under its own header, empty ones too', () => {
    expect(parseRawFiles('cgroup', '==> /a b/x <==\n1\n2\n==> /c/y <==\n==> /c/z <==\n3')).toEqual({
      ok: true,
      value: [
        { path: '/a b/x', text: '1\n2\n' },
        { path: '/c/y', text: '' },
        { path: '/c/z', text: '3' },
      ],
    });
  });

  it.each(['', '\n\n', 'no header\n', 'first\n==> /a <==\n'])('has a problem with %j', (text) => {
    expect(parseRawFiles('cgroup', text).ok).toBe(false);
  });
});

describe('settings of memory management', () => {
  it('are what the files say, null for what they do not', () => {
    const text =
      '==> vm/panic_on_oom <==\n0\n==> vm/swappiness <==\n60\n==> vm/min_free_kbytes <==\n2295\n==> vm/lowmem_reserve_ratio <==\n256\t256\t32\t0\t0\n==> vm/overcommit_memory <==\nx\n';
    expect(parseVmSettings(text)).toEqual({
      ok: true,
      value: {
        panicOnOom: 0,
        oomKillAllocatingTask: null,
        oomDumpTasks: null,
        overcommitMemory: null,
        overcommitRatioPercent: null,
        overcommitBytes: null,
        swappiness: 60,
        minFreeBytes: 2295 * 1024,
        watermarkScaleFactor: null,
        lowmemReserveRatio: [256, 256, 32, 0, 0],
      },
    });
  });
});
