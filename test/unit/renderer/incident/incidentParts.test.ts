import { describe, expect, it } from 'vitest';
import { cgroupCompositionOf } from '../../../../src/renderer/src/charts/cgroupParts';
import { orderRowsOf, zonesOfIncident } from '../../../../src/renderer/src/charts/incidentZones';
import { tabOfName } from '../../../../src/renderer/src/pages/host/hostTabs';
import { adviceTargetOf } from '../../../../src/renderer/src/pages/incident/adviceTarget';
import { exportedFile, fileStem } from '../../../../src/renderer/src/pages/incident/incidentExport';
import { currentSection } from '../../../../src/renderer/src/pages/incident/incidentSections';
import { absenceOf, counterBarsOf } from '../../../../src/renderer/src/pages/incident/incidentState';
import {
  formatAfter,
  incidentTimelineOf,
} from '../../../../src/renderer/src/pages/incident/incidentTimeline';
import { isInRanges, rangesText } from '../../../../src/renderer/src/pages/incident/lineRanges';
import { similarKillsOf } from '../../../../src/renderer/src/pages/incident/similarKills';
import { explainedIncident } from '../../../../src/shared/incidentDocument/explainedIncident';
import type { IncidentPart } from '../../../../src/shared/model';
import { CGROUP_GROUP, IN_PIECES, KIB, NO_SWAP } from '../../shared/replay/causeIncidents';
import { cgroupWith, incidentWith, killOf, zoneWith } from '../../shared/replay/replayIncidents';
import { killOf as summaryOf } from '../kills/samples';

describe('free blocks by order', () => {
  it('says which orders would have failed for the one who asked, and which blocks are only for others', () => {
    // 9,008 pages are free, 2,048 are kept: a single page and a pair pass; the one larger block is highatomic.
    const [row] = orderRowsOf(IN_PIECES);
    expect(row?.cells.map(({ fails }) => fails)).toEqual([null, null, ...Array<string>(9).fill('no-block')]);
    expect(row?.cells[3]).toEqual({ blocks: 1, types: 'H', fails: 'no-block' });
    expect(row?.isOutOfReach).toBe(false);
  });

  it('refuses every order in a zone that is below min', () => {
    const incident = {
      ...IN_PIECES,
      zones: [
        zoneWith({ freeBytes: 8 * KIB, minBytes: 80 * KIB, presentBytes: 4096 * KIB, freeBlocks: [2, 0] }),
      ],
    };
    expect(orderRowsOf(incident)[0]?.cells.map(({ fails }) => fails)).toEqual(['refused', 'refused']);
  });

  it('judges nothing where it was asked for by hand, or the request is not printed', () => {
    for (const trigger of [
      null,
      {
        ...IN_PIECES.trigger,
        comm: null,
        pid: null,
        gfpMask: null,
        gfpFlags: null,
        order: -1,
        oomScoreAdj: null,
        oomAdj: null,
      },
    ]) {
      const [row] = orderRowsOf({ ...IN_PIECES, trigger });
      expect(row?.cells.every(({ fails }) => fails === null)).toBe(true);
    }
  });

  it('leaves zones out that have no buddy line, and reads no blocks into them', () => {
    expect(orderRowsOf(NO_SWAP)).toEqual([]);
  });
});

describe('zones of a report', () => {
  it('are pages of the machine that wrote it; what is not printed stays unknown', () => {
    const zones = [
      zoneWith({ name: 'DMA32', freeBytes: 2_184 * KIB, minBytes: 2_184 * KIB, lowBytes: null }),
    ];
    expect(zonesOfIncident({ zones }, 4096)[0]).toMatchObject({
      name: 'DMA32',
      freePages: 546,
      minPages: 546,
      lowPages: null,
    });
    expect(zonesOfIncident({ zones }, 65_536)[0]?.freePages).toBe(34.125);
  });
});

describe('the composition of a cgroup', () => {
  it.each([
    {
      name: 'version 2: shared memory is part of file, slab and page tables are part of kernel',
      stats: {
        anon: 600,
        file: 300,
        shmem: 100,
        kernel: 90,
        slab_reclaimable: 10,
        slab_unreclaimable: 20,
        pagetables: 30,
        kernel_stack: 5,
      },
      usageBytes: 1_000,
      parts: {
        anon: 600,
        shmem: 100,
        file: 200,
        slabReclaimable: 10,
        slabUnreclaimable: 20,
        pageTables: 30,
        kernelStack: 5,
        kernel: 25,
        rest: 10,
      },
      totalBytes: 1_000,
    },
    {
      name: 'version 1 of old kernels: cache and rss',
      stats: { cache: 300, rss: 700, shmem: 50, mapped_file: 12 },
      usageBytes: 1_000,
      parts: { anon: 700, shmem: 50, file: 250 },
      totalBytes: 1_000,
    },
    {
      name: 'parts that add up to more than the usage are the whole',
      stats: { anon: 900, file: 200 },
      usageBytes: 1_000,
      parts: { anon: 900, file: 200 },
      totalBytes: 1_100,
    },
  ])('$name', ({ stats, usageBytes, parts, totalBytes }) => {
    const found = cgroupCompositionOf(cgroupWith({ stats, usageBytes }));
    expect(Object.fromEntries((found?.parts ?? []).map(({ name, bytes }) => [name, bytes]))).toEqual(parts);
    expect(found?.totalBytes).toBe(totalBytes);
  });

  it('is unknown where the report prints no statistics', () => {
    expect(cgroupCompositionOf(cgroupWith({ stats: null }))).toBeNull();
    expect(cgroupCompositionOf(cgroupWith({ stats: { pgfault: 12 } }))).toBeNull();
  });
});

describe('counters of a cgroup', () => {
  it('are measured by their limit where there is one', () => {
    expect(counterBarsOf(CGROUP_GROUP)).toEqual([
      {
        name: 'memory',
        usage: '90.0 MiB',
        limit: '90.0 MiB',
        isUnlimited: false,
        percent: 100,
        failCount: 19,
      },
      { name: 'swap', usage: '0 B', limit: null, isUnlimited: true, percent: null, failCount: 0 },
    ]);
    expect(counterBarsOf(NO_SWAP)).toEqual([]);
  });
});

describe('why something is not shown', () => {
  it('tells what the log lost from what the kernel never prints', () => {
    const cut = incidentWith({ missing: ['zone'] });
    expect(absenceOf(cut, ['zone'], true)).toBeNull();
    expect(absenceOf(cut, ['zone'], false)).toBe('missing');
    expect(absenceOf(CGROUP_GROUP, ['zone'], false)).toBe('cgroup');
    expect(absenceOf(incidentWith(), ['zone'], false)).toBe('not-printed');
  });
});

describe('the timeline', () => {
  const parts: IncidentPart[] = [
    { kind: 'invoker', lines: { first: 1, last: 1 } },
    { kind: 'constraint', lines: { first: 2, last: 2 } },
    { kind: 'kill', lines: { first: 3, last: 3 } },
    { kind: 'reaper', lines: { first: 4, last: 4 } },
  ];
  const text = ['[    6.000000] a', '[    6.001000] b', '[    6.002000] c', '[    6.250000] d'].join('\n');
  const incident = incidentWith({
    trigger: NO_SWAP.trigger,
    parts,
    selected: { pid: 140, comm: 'leaker', score: null },
    kills: [killOf(140, { lines: { first: 3, last: 3 } })],
    reaped: [140],
    lines: { first: 1, last: 4 },
  });

  it('goes from the request over the choice to the reaper', () => {
    const { shown, leftOut } = incidentTimelineOf(incident, text);
    expect(shown.map(({ kind }) => kind)).toEqual(['asked', 'chosen', 'killed', 'reaped']);
    expect(shown.map(({ lines }) => lines[0]?.first)).toEqual([1, 2, 3, 4]);
    expect(shown[3]?.afterSeconds).toBeCloseTo(0.25, 6);
    expect(leftOut).toBe(0);
  });

  it('leaves the middle of a large group out, and says how much', () => {
    const kills = Array.from({ length: 40 }, (_, at) =>
      killOf(at + 2, { lines: { first: at + 2, last: at + 2 } }),
    );
    const { shown, leftOut } = incidentTimelineOf({ ...incident, kills, reaped: [] }, null);
    // The request, the choice and 40 deaths.
    expect(shown.length + leftOut).toBe(42);
    expect(shown.length).toBeLessThan(20);
  });

  it.each([
    [0, '+0.000 s'],
    [0.0087, '+0.009 s'],
    [12.34, '+12.3 s'],
  ])('writes %d seconds as %s', (seconds, written) => {
    expect(formatAfter(seconds)).toBe(written);
  });
});

describe('similar kills', () => {
  const own = summaryOf('own', { cgroup: '/pod', victims: [{ pid: 1, comm: 'java', freedBytes: null }] });
  const sameName = summaryOf('name', { causeKind: 'lowmem' });
  const sameCgroup = summaryOf('cgroup', { cgroup: '/pod', causeKind: 'lowmem', victims: [] });
  const sameCause = summaryOf('cause', { victims: [{ pid: 9, comm: null, freedBytes: null }] });
  const other = summaryOf('other', { causeKind: 'nodes', victims: [] });

  it('puts a name or a cgroup in common before a mere cause, and counts all', () => {
    const { shown, count, byKind } = similarKillsOf(own, [own, sameCause, other, sameName, sameCgroup], 8);
    expect(shown.map(({ row, shares }) => [row.key, ...shares])).toEqual([
      ['name', 'victim'],
      ['cgroup', 'cgroup'],
      ['cause', 'cause'],
    ]);
    expect(count).toBe(3);
    expect(byKind).toEqual({ cgroup: 1, victim: 1, cause: 1 });
  });

  it('shows no more than asked for, and takes an unknown cause or name for no likeness', () => {
    expect(similarKillsOf(own, [sameName, sameCgroup, sameCause], 2).shown).toHaveLength(2);
    const unknown = summaryOf('unknown', {
      causeKind: 'unknown',
      victims: [{ pid: 2, comm: null, freedBytes: null }],
    });
    expect(similarKillsOf({ ...unknown, key: 'own' }, [unknown], 8).count).toBe(0);
  });
});

const ON_LIST = { incidentKey: 'k1', hostId: 'h1' };
const OF_FILE = { incidentKey: 'k1', hostId: null };

describe('where advice leads', () => {
  it.each([
    [
      { kind: 'restart-unit', unit: 'mysqld.service' } as const,
      { kind: 'restart-unit', hostId: 'h1', unit: 'mysqld.service' },
    ],
    [
      { kind: 'protect-unit', unit: 'mysqld.service', adj: -647 } as const,
      { kind: 'set-unit-adj', hostId: 'h1', unit: 'mysqld.service', adj: -647, isAppliedNow: true },
    ],
  ])('%o begins a change of the host', (action, item) => {
    expect(adviceTargetOf(action, ON_LIST)).toMatchObject({
      kind: 'change',
      request: { items: [item], selection: null, origin: { kind: 'incident', key: 'k1' } },
    });
    expect(adviceTargetOf(action, OF_FILE)).toBeNull();
  });

  it.each([
    [{ kind: 'show-cgroup', path: '/pod' } as const, { tab: 'victims', cgroup: '/pod' }],
    [{ kind: 'show-victims' } as const, { tab: 'victims' }],
    [{ kind: 'show-zones' } as const, { tab: 'zones' }],
    [{ kind: 'open-host' } as const, {}],
  ])('%o goes to the host', (action, query) => {
    expect(adviceTargetOf(action, ON_LIST)).toMatchObject({
      kind: 'route',
      to: { name: 'host', params: { hostId: 'h1' }, query },
    });
    expect(adviceTargetOf(action, OF_FILE)).toBeNull();
    // The host's page takes the name for one of its views.
    expect(tabOfName('tab' in query ? query.tab : undefined)).toBe('tab' in query ? query.tab : 'overview');
  });

  it('stays on the page for what is tried out, with or without a host', () => {
    expect(adviceTargetOf({ kind: 'try-adj', pid: 7, comm: 'x' }, OF_FILE)).toMatchObject({
      kind: 'try-adj',
      pid: 7,
    });
    expect(adviceTargetOf({ kind: 'show-similar' }, OF_FILE)).toMatchObject({ kind: 'similar' });
  });
});

describe('an export', () => {
  it('has a name of letters, digits and dashes only, whatever foreign names are', () => {
    const summary = summaryOf('k', {
      hostName: '../../web <01>',
      victims: [{ pid: 1, comm: 'C2 Comp/ilerThread', freedBytes: null }],
      happenedAtMs: Date.UTC(2026, 9, 12, 19, 0, 20),
    });
    expect(fileStem(summary)).toBe('oom-web-01-C2-Comp-ilerThread-20261012T190020Z');
    expect(
      fileStem({
        ...summary,
        hostName: '///',
        victims: [],
        happenedAtMs: null,
        at: { bootSeconds: 6.9, wallClock: null },
      }),
    ).toBe('oom-boot6');
    expect(
      fileStem({
        ...summary,
        hostName: '数据库',
        victims: [],
        happenedAtMs: null,
        at: { bootSeconds: null, wallClock: null },
      }),
    ).toBe('oom-数据库');
  });

  it.each([
    ['markdown', 'md', 'leaker'],
    ['html', 'html', '<!doctype html>'],
    ['json', 'json', '"lowmarkIncident"'],
  ] as const)('writes %s', (format, ending, content) => {
    const file = exportedFile(explainedIncident(NO_SWAP), summaryOf('k'), format, 'en');
    expect(file.name.endsWith(`.${ending}`)).toBe(true);
    expect(file.text.toLowerCase()).toContain(content.toLowerCase());
  });
});

describe('lines and sections', () => {
  it('names two ranges and says that there are more', () => {
    const ranges = [
      { first: 12, last: 40 },
      { first: 44, last: 44 },
      { first: 50, last: 60 },
    ];
    expect(rangesText(ranges.slice(0, 1))).toBe('12–40');
    expect(rangesText(ranges)).toBe('12–40, 44, …');
    expect([11, 12, 40, 41, 44, 60].map((line) => isInRanges(line, ranges))).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  it('knows the section that is read, of those side by side the first', () => {
    const tops: Readonly<Record<string, number>> = { why: -400, next: -400, timeline: 90, state: 900 };
    const topOf = (section: string): number | null => tops[section] ?? null;
    expect(currentSection(topOf, false)).toBe('timeline');
    expect(currentSection((section) => (section === 'timeline' ? 400 : topOf(section)), false)).toBe('why');
    expect(currentSection(topOf, true)).toBe('similar');
  });
});
