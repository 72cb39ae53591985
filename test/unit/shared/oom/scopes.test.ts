import { describe, expect, it } from 'vitest';
import type { HostSample, Zone } from '../../../../src/shared/model';
import { parseNodeList } from '../../../../src/shared/oom/nodeList';
import { rankIn } from '../../../../src/shared/oom/ranking';
import { cgroupTotalPages, oomHostOf, scopesOf } from '../../../../src/shared/oom/scopes';
import { cgroupWith, processWith, sampleWith } from './processes';

const MIB = 1024 * 1024;

describe('what 1000 thousandths are at a limit', () => {
  const v2 = (files: Record<string, string>): ReturnType<typeof cgroupWith> =>
    cgroupWith('/app', { 'memory.current': '1', 'memory.max': String(100 * MIB), ...files });
  const v1 = (files: Record<string, string>): ReturnType<typeof cgroupWith> =>
    cgroupWith('/app', { 'memory.limit_in_bytes': String(100 * MIB), ...files });

  it.each([
    ['version 2, swap without bound', v2({ 'memory.swap.max': 'max' }), 60, 25_600 + 10_000],
    ['version 2, some swap', v2({ 'memory.swap.max': String(4096 * 50) }), 60, 25_600 + 50],
    ['version 2, no swap', v2({ 'memory.swap.max': '0' }), 60, 25_600],
    ['version 2, swappiness 0', v2({ 'memory.swap.max': 'max' }), 0, 25_600],
    ['version 2, swap not read', v2({}), null, 25_600 + 10_000],
    ['version 1, no bound with swap', v1({}), 60, 25_600 + 10_000],
    ['version 1, both bound', v1({ 'memory.memsw.limit_in_bytes': String(101 * MIB) }), 60, 25_600 + 256],
    ['version 1, bound below the limit', v1({ 'memory.memsw.limit_in_bytes': String(99 * MIB) }), 60, 25_600],
    ['version 1, its own swappiness 0', v1({ 'memory.swappiness': '0' }), 60, 25_600],
    ['no limit', cgroupWith('/app', { 'memory.max': 'max' }), 60, null],
    ['not read', cgroupWith('/app', { 'memory.current': '5' }), 60, null],
    ['a limit of nothing', cgroupWith('/app', { 'memory.max': '0', 'memory.swap.max': '0' }), 60, 1],
  ])('%s', (_what, cgroup, swappiness, pages) => {
    expect(cgroupTotalPages(cgroup, 10_000, 4096, swappiness)).toBe(pages);
  });
});

describe('the places where a kill may happen', () => {
  const limited = cgroupWith('/app', { 'memory.max': String(100 * MIB), 'memory.swap.max': '0' });
  const app = processWith({ pid: 10, rssPages: 20_000, cgroup: '/app/web' });
  const helper = processWith({ pid: 20, rssPages: 2_000, oomScoreAdj: 400, cgroup: '/app' });
  const other = processWith({ pid: 30, rssPages: 30_000, cgroup: '/apple' });
  const sample = sampleWith({ cgroups: [limited], processes: [app, helper, other] });

  it('are the host and each cgroup with a limit, with its own members and its own total', () => {
    const [host, memcg, ...none] = scopesOf(sample);
    expect(none).toEqual([]);
    expect(host).toMatchObject({ kind: 'host', scope: { totalPages: 112_640 }, notes: [] });
    expect(host?.processes).toHaveLength(3);
    expect(memcg).toMatchObject({ kind: 'memcg', id: '/app', scope: { totalPages: 25_600 } });
    expect(memcg?.processes).toEqual([app, helper]);
    expect(memcg?.notes.map(({ code }) => code)).toEqual(['oom.note.cgroup-score']);
  });

  it('have another first in line each, since adj is measured by what ran out', () => {
    const first = scopesOf(sample).map(
      ({ processes, scope }) => rankIn(processes, oomHostOf(sample), scope).candidates[0]?.process.pid,
    );
    expect(first).toEqual([20, 10]);
  });

  it('count as the whole host’s processes show, however few are in them', () => {
    // A vendor's kernel: its number says one thing, its scores another.
    const processes = [40, 41, 42].map((pid) => processWith({ pid, oomScore: 667 }));
    const old = sampleWith({
      host: { ...sample.host, kernel: '5.4.0' },
      cgroups: [limited],
      processes: [...processes, { ...helper, oomScore: 900 }],
    });
    const [host, memcg] = scopesOf(old).map(
      (one) => rankIn(one.processes, oomHostOf(old), one.scope).chosenGeneration,
    );
    expect(host).toMatchObject({ generation: { kind: 'signed' }, by: 'evidence' });
    expect(memcg).toEqual(host);
  });

  const settingsWith = (wanted: Partial<NonNullable<HostSample['settings']>>): HostSample['settings'] => ({
    panicOnOom: 0,
    oomKillAllocatingTask: 0,
    oomDumpTasks: null,
    overcommitMemory: null,
    overcommitRatioPercent: null,
    overcommitBytes: null,
    swappiness: null,
    minFreeBytes: null,
    watermarkScaleFactor: null,
    lowmemReserveRatio: null,
    ...wanted,
  });

  it.each([
    ['nothing else', {}, 'kills', 'kills', []],
    ['to panic', { panicOnOom: 1 }, 'panics', 'kills', ['oom.note.panic']],
    ['to panic always', { panicOnOom: 2 }, 'panics', 'panics', ['oom.note.panic']],
    [
      'to kill who asks',
      { oomKillAllocatingTask: 1 },
      'kills-asking-task',
      'kills',
      ['oom.note.allocating-task'],
    ],
  ])('do what the kernel was told: %s', (_what, wanted, ofHost, ofCgroup, codes) => {
    const [host, memcg] = scopesOf({ ...sample, settings: settingsWith(wanted) });
    expect([host?.outcome, memcg?.outcome]).toEqual([ofHost, ofCgroup]);
    expect(host?.notes.map(({ code }) => code)).toEqual(codes);
  });

  it('say what a cgroup does instead, and whose members were not read', () => {
    const cgroups = [
      cgroupWith('/v1', {
        'memory.limit_in_bytes': String(MIB),
        'memory.oom_control': 'oom_kill_disable 1\nunder_oom 0',
      }),
      cgroupWith('/group', { 'memory.max': String(MIB), 'memory.oom.group': '1' }),
    ];
    const [, v1, group] = scopesOf(sampleWith({ cgroups, processes: [other] }));
    expect(v1?.outcome).toBe('waits');
    expect(v1?.notes.map(({ code }) => code)).toContain('oom.note.kill-disabled');
    expect(group?.notes.map(({ code }) => code)).toContain('oom.note.group');
    expect(group?.notes.map(({ code }) => code)).toContain('oom.note.members-unknown');
  });

  it('cannot be told without RAM or page size', () => {
    expect(scopesOf(sampleWith({ memory: null }))).toEqual([]);
    expect(scopesOf(sampleWith({ host: { ...sample.host, pageBytes: null } }))).toEqual([]);
  });
});

describe('NUMA nodes', () => {
  const zone = (node: number, presentPages: number): Zone => ({
    node,
    name: 'Normal',
    freePages: 100,
    minPages: 10,
    lowPages: 20,
    highPages: 30,
    boostPages: null,
    spannedPages: presentPages + 1_000,
    presentPages,
    managedPages: presentPages - 5,
    cmaPages: null,
    lowmemReservePages: null,
    stats: {},
  });
  const zones = [zone(0, 60_000), zone(1, 50_000)];
  const everywhere = processWith({ pid: 10, memsAllowed: '0-1' });
  const bound = processWith({ pid: 20, memsAllowed: '1' });
  const elsewhere = processWith({ pid: 30, memsAllowed: '0' });
  const numa = (kernel: string): HostSample =>
    sampleWith({
      zones,
      processes: [everywhere, bound, elsewhere],
      host: { ...sampleWith().host, kernel },
    });

  it('are scopes of their own, by what cpusets allow', () => {
    const scopes = scopesOf(numa('6.1.0')).slice(1);
    expect(scopes.map(({ kind, id, scope }) => [kind, id, scope.totalPages])).toEqual([
      ['cpuset', '1', 50_000 + 10_240],
      ['cpuset', '0', 60_000 + 10_240],
    ]);
    expect(scopes[0]?.processes).toEqual([everywhere, bound]);
  });

  it('count their holes too on kernels up to 5.3', () => {
    expect(scopesOf(numa('5.3.18'))[1]?.scope.totalPages).toBe(51_000 + 10_240);
  });

  it('are scopes for memory policies where no cpuset names them', () => {
    const scopes = scopesOf(sampleWith({ zones, processes: [everywhere] })).slice(1);
    expect(scopes.map(({ kind, id }) => [kind, id])).toEqual([
      ['node', '0'],
      ['node', '1'],
    ]);
  });

  it('leave those of other nodes in on kernels that only count them less', () => {
    const old = [everywhere, bound, elsewhere].map((one) => ({ ...one, oomScoreAdj: null, oomAdj: 0 }));
    const sample = { ...numa('2.6.32'), processes: old };
    const [, node1] = scopesOf(sample);
    if (node1 === undefined) throw new Error('no scope');
    const points = rankIn(node1.processes, oomHostOf(sample), node1.scope).candidates.map(
      ({ process, badness }) => [process.pid, badness.kind === 'eligible' ? badness.points : null],
    );
    expect(points).toContainEqual([10, 1000]);
    expect(points).toContainEqual([30, 125]);
  });

  it.each([
    ['0', [0]],
    ['0-2,5', [0, 1, 2, 5]],
    ['3,1-2,2', [1, 2, 3]],
    ['', null],
    ['2-1', null],
    ['0-99999', null],
    ['a', null],
  ])('are read from %j', (text, nodes) => {
    expect(parseNodeList(text)).toEqual(nodes);
  });
});
