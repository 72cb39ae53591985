import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostSample, Meminfo } from '../../../../src/shared/model';
import { en } from '../../../../src/shared/messages/en';
import { renderMessage } from '../../../../src/shared/messages/renderMessage';
import { assess } from '../../../../src/shared/risk/assess';
import { availableMemoryOf } from '../../../../src/shared/risk/availableMemory';
import { severityOfRoom } from '../../../../src/shared/risk/finding';
import { riskOf } from '../../../../src/shared/risk/riskOf';
import { vitalsOf, withVitals, type Vitals } from '../../../../src/shared/risk/vitals';
import { meminfoOf } from '../../renderer/host/samples';
import { cgroupWith, processWith, sampleWith } from '../oom/processes';

const MIB = 1024 * 1024;

function memory(availableMib: number, swapFreeMib = 40, swapTotalMib = 40): Meminfo {
  return meminfoOf([
    'MemTotal:  409600 kB',
    `MemAvailable:  ${String(availableMib * 1024)} kB`,
    `SwapTotal:  ${String(swapTotalMib * 1024)} kB`,
    `SwapFree:  ${String(swapFreeMib * 1024)} kB`,
  ]);
}

function levelOf(wanted: Partial<HostSample>, before: Partial<HostSample>[] = []): string {
  const recent = before.map((one, index) =>
    vitalsOf(sampleWith({ at: { uptimeSeconds: 980 + index, wallClock: null }, ...one })),
  );
  const { level, summary } = riskOf(sampleWith(wanted), recent);
  return `${level}: ${summary.code}`;
}

describe('the level of a host', () => {
  it.each([
    ['plenty', memory(300), 'calm: risk.calm'],
    ['86 % used, swap free', memory(56), 'watch: risk.room-with-swap'],
    ['little, and no swap', memory(15, 0, 0), 'danger: risk.room'],
    ['next to nothing, and no swap', memory(5, 0, 0), 'critical: risk.room'],
    ['full, with swap behind it', memory(5, 40), 'watch: risk.room-with-swap'],
    ['full, swap too', memory(5, 0), 'critical: risk.room-with-swap'],
  ])('with %s', (_what, meminfo, expected) => {
    expect(levelOf({ memory: meminfo })).toBe(expected);
  });

  it('on a large machine is no danger for a small share alone: there is much above the watermarks', () => {
    const zone = {
      node: 0,
      name: 'Normal',
      freePages: 90_000,
      minPages: 100,
      lowPages: 125,
      highPages: 150,
      boostPages: null,
      spannedPages: null,
      presentPages: 102_400,
      managedPages: 102_400,
      cmaPages: null,
      lowmemReservePages: null,
      stats: {},
    };
    expect(levelOf({ memory: memory(15, 0, 0), zones: [zone] })).toBe('watch: risk.room');
  });

  it('is unknown, and not calm, where memory is not reported', () => {
    expect(levelOf({ memory: null })).toBe('unknown: risk.unknown');
    expect(levelOf({ memory: meminfoOf(['MemTotal: 100 kB']) })).toBe('unknown: risk.unknown');
  });

  it('is told all the same where something else is grave', () => {
    const pod = cgroupWith('/pod', { 'memory.oom_control': 'oom_kill_disable 1\nunder_oom 1' });
    expect(levelOf({ memory: null, cgroups: [pod] })).toBe('critical: risk.cgroup-waits');
  });

  it('rises while swap drains and memory is short, not while it is only put away', () => {
    const draining = [{ memory: memory(30, 40) }];
    expect(levelOf({ memory: memory(30, 20) }, draining)).toBe('danger: risk.swap-draining');
    expect(levelOf({ memory: memory(200, 2) }, draining)).toBe('calm: risk.calm');
  });

  it('knows thrashing by what comes back from swap while it goes there', () => {
    const at = (uptimeSeconds: number, pages: number): Partial<HostSample> => ({
      at: { uptimeSeconds, wallClock: null },
      vmstat: { pswpin: pages, pswpout: pages },
    });
    expect(levelOf(at(1000, 10_000), [at(995, 0)])).toBe('watch: risk.swap-traffic');
    expect(levelOf(at(1000, 10), [at(995, 0)])).toBe('calm: risk.calm');
  });

  it.each([
    [9, 0, 'calm'],
    [12, 5, 'watch'],
    [45, 5, 'danger'],
    [15, 25, 'danger'],
  ])('at a pressure of %d %% some, %d %% full', (some, full, level) => {
    const line = (avg10Percent: number): NonNullable<HostSample['pressure']>['some'] => ({
      avg10Percent,
      avg60Percent: 0,
      avg300Percent: 0,
      totalUs: 0,
    });
    expect(levelOf({ pressure: { some: line(some), full: line(full) } })).toMatch(level);
  });

  it('remembers a kill', () => {
    expect(levelOf({ vmstat: { oom_kill: 3 } }, [{ vmstat: { oom_kill: 2 } }])).toBe('watch: risk.killed');
    expect(levelOf({ vmstat: { oom_kill: 3 } }, [{ vmstat: { oom_kill: 3 } }])).toBe('calm: risk.calm');
  });

  it('looks back two minutes, or two samples where they are further apart', () => {
    const at = (uptimeSeconds: number): HostSample => sampleWith({ at: { uptimeSeconds, wallClock: null } });
    const after = (times: readonly number[]): number[] =>
      times
        .reduce<readonly Vitals[]>((recent, time) => withVitals(recent, at(time)), [])
        .map(({ uptimeSeconds }) => uptimeSeconds);
    expect(after([10, 100, 200, 220])).toEqual([100, 200, 220]);
    expect(after([10, 1_000, 5_000])).toEqual([1_000, 5_000]);
  });

  it('takes nothing from before a reboot', () => {
    const later = { at: { uptimeSeconds: 5_000, wallClock: null }, vmstat: { oom_kill: 2 } };
    expect(levelOf({ vmstat: { oom_kill: 3 } }, [later])).toBe('calm: risk.calm');
    const recent = withVitals([vitalsOf(sampleWith(later))], sampleWith());
    expect(recent.map(({ uptimeSeconds }) => uptimeSeconds)).toEqual([1000]);
  });
});

describe('a cgroup near its limit', () => {
  const pod = (held: number, files: Record<string, string> = {}): Partial<HostSample> => ({
    memory: memory(300, 0, 0),
    cgroups: [
      cgroupWith('/pod', {
        'memory.current': String(held * MIB),
        'memory.max': String(100 * MIB),
        'memory.stat': 'anon 0\nfile 0\nshmem 0',
        ...files,
      }),
    ],
  });

  it.each([
    [80, 'calm: risk.calm'],
    [90, 'watch: risk.cgroup-room'],
    [96, 'danger: risk.cgroup-room'],
    [99, 'critical: risk.cgroup-room'],
  ])('holding %d %%', (held, expected) => {
    expect(levelOf(pod(held))).toBe(expected);
  });

  it('is in danger sooner while it grows', () => {
    expect(levelOf(pod(91), [pod(80)])).toBe('danger: risk.cgroup-grows');
  });

  it('is not full for the cache in it', () => {
    const stat = `anon ${String(10 * MIB)}\nfile ${String(85 * MIB)}\nshmem 0`;
    expect(levelOf(pod(99, { 'memory.stat': stat }))).toBe('calm: risk.calm');
  });

  it('is judged by its members where its parts were not read, and with care where they were not either', () => {
    const { 'memory.stat': _none, ...files } = {
      'memory.current': String(99 * MIB),
      'memory.max': String(100 * MIB),
      'memory.stat': '',
    };
    const cgroups = [cgroupWith('/pod', files)];
    const member = (rssPages: number): HostSample['processes'] => [
      processWith({ rssPages, cgroup: '/pod/a' }),
    ];
    const base = { memory: memory(300, 0, 0), cgroups };
    expect(levelOf({ ...base, processes: member(25_500) })).toBe('critical: risk.cgroup-room');
    expect(levelOf({ ...base, processes: member(1_000) })).toBe('calm: risk.calm');
    expect(levelOf(base)).toBe('watch: risk.cgroup-room');
  });

  it('has room while it may swap', () => {
    const swapping = { ...pod(99), memory: memory(300, 40) };
    expect(levelOf(swapping)).toBe('calm: risk.calm');
    expect(levelOf({ ...pod(99, { 'memory.swap.max': '0' }), memory: memory(300, 40) })).toMatch('critical');
  });

  it('is throttled over memory.high', () => {
    expect(levelOf(pod(50, { 'memory.high': String(40 * MIB) }))).toBe('watch: risk.cgroup-throttled');
  });
});

describe('available memory of kernels that do not say', () => {
  it('is computed as the first kernel that said it does', () => {
    const old = meminfoOf([
      'MemTotal: 100000 kB',
      'MemFree: 20000 kB',
      'Active(file): 8000 kB',
      'Inactive(file): 4000 kB',
      'SReclaimable: 2000 kB',
    ]);
    const low = { ...ZONE, lowPages: 1_000 };
    // 20000 - 4000, and of 12000 and 2000 what is beyond 4000 and 1000.
    expect(availableMemoryOf(old, [low], 4096)).toEqual({ bytes: 25_000 * 1024, isEstimated: true });
    expect(availableMemoryOf(old, [], 4096)).toBeNull();
    expect(availableMemoryOf(null, [low], 4096)).toBeNull();
  });
});

const ZONE = {
  node: 0,
  name: 'Normal',
  freePages: 1,
  minPages: 1,
  lowPages: 1,
  highPages: 1,
  boostPages: null,
  spannedPages: null,
  presentPages: 1,
  managedPages: 1,
  cmaPages: null,
  lowmemReservePages: null,
  stats: {},
};

describe('nodes that processes are bound to', () => {
  const node = (number: number, freePages: number): typeof ZONE => ({
    ...ZONE,
    node: number,
    freePages,
    managedPages: 50_000,
    presentPages: 50_000,
  });
  const bound = [processWith({ memsAllowed: '1' }), processWith({ pid: 2, memsAllowed: '0-1' })];
  const noSwap = { memory: memory(300, 0, 0) };

  it('can be full while others are empty', () => {
    expect(levelOf({ ...noSwap, zones: [node(0, 40_000), node(1, 1_500)], processes: bound })).toBe(
      'danger: risk.node-room',
    );
  });

  it('are no matter where nothing is bound to them, or there is room', () => {
    const free = [processWith({ memsAllowed: '0-1' })];
    expect(levelOf({ ...noSwap, zones: [node(0, 40_000), node(1, 1_500)], processes: free })).toBe(
      'calm: risk.calm',
    );
    expect(levelOf({ ...noSwap, zones: [node(0, 1_500), node(1, 40_000)], processes: bound })).toBe(
      'calm: risk.calm',
    );
  });
});

describe('any numbers', () => {
  const amount = fc.option(fc.oneof(fc.nat(2 ** 31), fc.constant(0), fc.constant(Number.MAX_SAFE_INTEGER)));
  const anySample = fc
    .record({
      total: amount,
      available: amount,
      swapTotal: amount,
      swapFree: amount,
      limit: amount,
      usage: amount,
    })
    .map(({ total, available, swapTotal, swapFree, limit, usage }) =>
      sampleWith({
        memory: {
          ...memory(1),
          memTotalBytes: total,
          memAvailableBytes: available,
          swapTotalBytes: swapTotal,
          swapFreeBytes: swapFree,
        },
        zones: [{ ...ZONE, freePages: usage, highPages: limit }],
        cgroups: [
          cgroupWith('/x', {
            ...(limit === null ? {} : { 'memory.max': String(limit) }),
            ...(usage === null ? {} : { 'memory.current': String(usage) }),
          }),
        ],
        processes: [processWith({ cgroup: '/x' })],
      }),
    );

  it('give an answer whose sentences can be read', () => {
    fc.assert(
      fc.property(anySample, anySample, (before, now) => {
        const later = { ...now, at: { uptimeSeconds: 1_005, wallClock: null } };
        const { score, reasons, summary, candidates } = assess(later, [vitalsOf(before)]);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        const sentences = [summary, ...reasons.map((reason) => reason.message)];
        for (const sentence of sentences) {
          expect(Object.keys(en)).toContain(sentence.code);
          expect(renderMessage(sentence, 'en')).not.toMatch(/NaN|Infinity|undefined|\{/);
        }
        expect(JSON.stringify(candidates)).not.toMatch(/NaN/);
      }),
    );
  });

  it('make less room no less grave', () => {
    const bands = { watch: 0.15, danger: 0.05, critical: 0.02 };
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          expect(severityOfRoom(less, bands)).toBeGreaterThanOrEqual(severityOfRoom(more, bands));
        },
      ),
    );
  });
});
