import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/shared/model';
import { NO_CHANGES, replayOf } from '../../../../src/shared/replay/replay';
import { pageSizeOf } from '../../../../src/shared/replay/replayPageSize';
import { shortageOf, totalOf } from '../../../../src/shared/replay/totalPages';
import { cgroupWith, incidentWith, killOf, memoryWith, taskWith, zoneWith } from './replayIncidents';

const MIB = 1024 * 1024;
const KIB = 1024;

/** In pages of 4096, and the codes of what is said of it. */
function totalIn(wanted: Partial<Incident>): readonly [totalPages: number | null, ...codes: string[]] {
  const { totalPages, notes } = totalOf(incidentWith(wanted), 4096, NO_CHANGES);
  return [totalPages, ...notes.map(({ code }) => code.replace('replay.total.', ''))];
}

describe('what adj is measured by: the machine', () => {
  it.each<[string, Partial<Incident['memory']>, readonly (number | string | null)[]]>([
    ['RAM less what is reserved', { ramPages: 1_000, reservedPages: 100, swapTotalBytes: 0 }, [900]],
    ['and swap', { ramPages: 1_000, reservedPages: 100, swapTotalBytes: 4 * MIB }, [900 + 1_024]],
    ['a kernel without swap prints no line of it', { ramPages: 1_000, reservedPages: 100 }, [900]],
    ['no RAM line: not known', { swapTotalBytes: 0 }, [null, 'unknown']],
    ['no line of reserved pages: not known', { ramPages: 1_000, swapTotalBytes: 0 }, [null, 'unknown']],
    [
      'more reserved than there is: no number',
      { ramPages: 10, reservedPages: 10, swapTotalBytes: 0 },
      [null, 'unknown'],
    ],
  ])('%s', (_, memory, expected) => {
    expect(totalIn({ memory: memoryWith(memory) })).toEqual(expected);
  });

  it('the swap lines were lost where a process is in swap', () => {
    const memory = memoryWith({ ramPages: 1_000, reservedPages: 100 });
    expect(totalIn({ memory, tasks: [taskWith({ pid: 1, swapPages: 5 })] })).toEqual([
      900,
      'swap-not-printed',
    ]);
  });

  const zones = [
    zoneWith({ name: 'DMA', presentBytes: 16 * MIB, managedBytes: 15 * MIB }),
    zoneWith({ presentBytes: 384 * MIB, managedBytes: 350 * MIB }),
  ];

  it('3.16 prints as reserved what the last zone has: the zones’ managed pages count where they are all there', () => {
    const memory = memoryWith({ ramPages: (400 * MIB) / 4096, reservedPages: 8_704, swapTotalBytes: 0 });
    expect(totalIn({ kernel: '3.16.0-4-amd64', memory, zones })).toEqual([(365 * MIB) / 4096]);
  });

  it('and where a zone was left out, that is said', () => {
    const memory = memoryWith({ ramPages: (400 * MIB) / 4096, reservedPages: 8_704, swapTotalBytes: 0 });
    const part = totalIn({ kernel: '3.16.0-4-amd64', memory, zones: zones.slice(1) });
    expect(part).toEqual([102_400 - 8_704, 'reserved-unsure']);
    expect(totalIn({ kernel: '3.19.8', memory, zones: zones.slice(1) })).toEqual([102_400 - 8_704]);
  });
});

describe('what adj is measured by: a cgroup', () => {
  const tasks = [taskWith({ pid: 1, swapPages: 10 })];
  const limit = cgroupWith({ usageBytes: 200 * MIB, limitBytes: 200 * MIB });
  const swapOf = (limitBytes: number | 'unlimited', usageBytes = 4 * MIB): Incident['cgroup'] =>
    cgroupWith({ ...limit, swap: { usageBytes, limitBytes, failCount: 0 } });
  const bothOf = (limitBytes: number | 'unlimited', usageBytes = 204 * MIB): Incident['cgroup'] =>
    cgroupWith({ ...limit, memorySwap: { usageBytes, limitBytes, failCount: 0 } });

  it.each<[string, Incident['cgroup'], readonly (number | string | null)[]]>([
    ['version 2 without swap', swapOf(0, 0), [51_200]],
    ['version 2 with a swap limit', swapOf(8 * MIB), [51_200 + 2_048, 'cgroup-swap-bound']],
    [
      'version 2 with all the swap there is, which is not printed',
      swapOf('unlimited'),
      [51_200, 'cgroup-swap-unknown'],
    ],
    ['version 1 without swap', bothOf(200 * MIB), [51_200]],
    ['version 1 with both bounded', bothOf(208 * MIB), [51_200 + 2_048, 'cgroup-swap-bound']],
    ['version 1 with a bound below the limit', bothOf(100 * MIB), [51_200]],
    ['version 1 with all the swap there is', bothOf('unlimited'), [51_200, 'cgroup-swap-unknown']],
    ['an unlimited one', cgroupWith({ limitBytes: 'unlimited' }), [null, 'no-limit', 'cgroup-swap-unknown']],
  ])('%s', (_, cgroup, expected) => {
    expect(totalIn({ constraint: 'memcg', cgroup, memory: memoryWith({}), tasks })).toEqual(expected);
  });

  it('that ran out with nothing in swap could not use any', () => {
    const memory = memoryWith({});
    const dry = [taskWith({ pid: 1 })];
    const wanted = { constraint: 'memcg', memory, tasks: dry } as const;
    expect(totalIn({ ...wanted, cgroup: swapOf('unlimited', 0) })).toEqual([51_200, 'cgroup-uses-no-swap']);
    expect(totalIn({ ...wanted, cgroup: bothOf(400 * MIB, 200 * MIB) })).toEqual([
      51_200,
      'cgroup-uses-no-swap',
    ]);
  });

  it('of a kernel that prints the machine’s swap as well (to 3.4): no more than that', () => {
    const wanted = { constraint: 'memcg', tasks, memory: memoryWith({ swapTotalBytes: 4 * MIB }) } as const;
    expect(totalIn({ ...wanted, cgroup: bothOf(300 * MIB) })).toEqual([51_200 + 1_024]);
    expect(totalIn({ ...wanted, cgroup: bothOf('unlimited') })).toEqual([51_200 + 1_024]);
  });

  it('is taken for one by its block where no constraint is printed', () => {
    expect(shortageOf(incidentWith({ constraint: null, cgroup: limit }))).toBe('memcg');
    expect(shortageOf(incidentWith({ constraint: null }))).toBe('machine');
  });
});

describe('what adj is measured by: nodes', () => {
  const memory = memoryWith({ ramPages: 130_942, reservedPages: 13_749, swapTotalBytes: 4 * MIB });
  const zones = [
    zoneWith({ node: 0, presentBytes: 100_000 * KIB }),
    zoneWith({ node: 1, name: 'DMA32', presentBytes: 262_016 * KIB }),
  ];

  it('of a cpuset: present pages of those that it allows, and swap', () => {
    const incident = { constraint: 'cpuset', memsAllowed: '1', memory, zones } as const;
    expect(totalIn(incident)).toEqual([65_504 + 1_024]);
    expect(totalIn({ ...incident, memsAllowed: '0-1' })).toEqual([65_504 + 25_000 + 1_024]);
    // Which would be all that were printed.
    expect(totalIn({ ...incident, memsAllowed: null })).toEqual([65_504 + 25_000 + 1_024]);
  });

  it('of a memory policy: those of the request', () => {
    const incident = {
      constraint: 'memory-policy',
      memsAllowed: '0-1',
      nodemask: '0',
      memory,
      zones,
    } as const;
    expect(totalIn(incident)).toEqual([25_000 + 1_024]);
  });

  it('kernels up to 5.3 count holes as well', () => {
    const incident = { kernel: '4.19.0', constraint: 'cpuset', memsAllowed: '1', memory, zones } as const;
    expect(totalIn(incident)).toEqual([65_504 + 1_024, 'holes']);
  });

  it('a 32-bit report without its HighMem zone is short of it', () => {
    const small = memoryWith({ ...memory, highMemPages: 1_000 });
    const incident = { constraint: 'cpuset', memsAllowed: '1', memory: small, zones } as const;
    expect(totalIn(incident)).toEqual([65_504 + 1_024, 'zones-left-out']);
  });

  it('no zone, or one without its size: not known', () => {
    const incident = { constraint: 'cpuset', memsAllowed: '0', memory } as const;
    expect(totalIn({ ...incident, zones: [] })).toEqual([null, 'unknown']);
    expect(totalIn({ ...incident, zones: [zoneWith({}), ...zones] })).toEqual([null, 'unknown']);
  });
});

describe('the size of a page', () => {
  const tasks = [taskWith({ pid: 7, totalVmPages: 100 })];

  it.each<[string, Partial<Incident>, number | null, number, number]>([
    ['the report’s own first', { pageBytes: 16_384 }, 65_536, 16_384, 0],
    [
      'the victim in pages and in kB',
      { tasks, kills: [killOf(7, { totalVmBytes: 6_400 * KIB })] },
      4_096,
      65_536,
      0,
    ],
    [
      'a victim that grew in between shows none',
      { tasks, kills: [killOf(7, { totalVmBytes: 404 * KIB })] },
      16_384,
      16_384,
      0,
    ],
    ['what the caller knows', {}, 65_536, 65_536, 0],
    ['what the caller says may be no page', {}, 0, 4_096, 1],
    ['nothing: what is usual, and that is said', {}, null, 4_096, 1],
  ])('%s', (_, wanted, known, pageBytes, notes) => {
    const page = pageSizeOf(incidentWith({ pageBytes: null, ...wanted }), known);
    expect([page.pageBytes, page.notes.length]).toEqual([pageBytes, notes]);
  });

  it('decides how many pages bytes are: 131072 of page tables and 2 MiB of swap in pages of 64 KiB', () => {
    const incident = incidentWith({
      pageBytes: 65_536,
      memory: memoryWith({ ramPages: 1_000, reservedPages: 0, swapTotalBytes: 2 * MIB }),
      tasks: [taskWith({ pid: 7, pageTableBytes: 131_072 })],
    });
    expect(replayOf(incident)).toMatchObject({ totalPages: 1_032, ranking: [{ points: 102 }] });
  });
});
