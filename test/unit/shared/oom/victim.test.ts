import { describe, expect, it } from 'vitest';
import type { ProcessSample } from '../../../../src/shared/model';
import { rankIn } from '../../../../src/shared/oom/ranking';
import { groupKilledWith, victimOf } from '../../../../src/shared/oom/victim';
import { cgroupWith, processWith } from './processes';

function diesOn(kernel: string, processes: readonly ProcessSample[]): [chosen: number, dies: number] | null {
  const host = {
    identity: { kernel, pageBytes: 4096, cpus: 1, ticksPerSecond: 100 },
    memory: null,
    uptimeSeconds: 1_000,
  };
  const victim = victimOf(rankIn(processes, host, { totalPages: 100_000, pageBytes: 4096 }));
  return victim === null ? null : [victim.chosen.process.pid, victim.dies.process.pid];
}

const parent = processWith({ pid: 10, rssPages: 9_000, vsizeBytes: 4096 * 90_000, startTicks: 1 });
const small = processWith({ pid: 11, ppid: 10, rssPages: 10, vsizeBytes: 4096 * 20, startTicks: 2 });
const large = processWith({ pid: 12, ppid: 10, rssPages: 500, startTicks: 3 });
const twin = processWith({ pid: 13, ppid: 10, rssPages: 500, startTicks: 4 });

describe('who dies', () => {
  it.each([
    ['5.1.0', [10, 10]],
    ['4.18.0-147.el8.x86_64', [10, 10]],
    ['5.0.0', [10, 12]],
    ['4.19.0', [10, 12]],
    ['3.10.0-1160.el7.x86_64', [10, 12]],
    ['2.6.38', [10, 12]],
  ])('on %s is the chosen one, or the worst of its children', (kernel, expected) => {
    expect(diesOn(kernel, [parent, small, large, twin])).toEqual(expected);
  });

  it.each([
    ['2.6.18', [10, 11]],
    ['2.6.9', [10, 10]],
  ])('on %s is its first child, however small, or itself', (kernel, expected) => {
    const old = [parent, small, large].map((one) => ({ ...one, oomScoreAdj: null, oomAdj: 0 }));
    expect(diesOn(kernel, old)).toEqual(expected);
  });

  it('is no child that is protected', () => {
    expect(diesOn('4.19.0', [parent, { ...large, oomScoreAdj: -1000 }])).toEqual([10, 10]);
  });

  it('is nobody where nothing can be killed', () => {
    expect(diesOn('6.1.0', [processWith({ pid: 1 }), processWith({ oomScoreAdj: -1000 })])).toBeNull();
    expect(diesOn('6.1.0', [])).toBeNull();
  });
});

describe('a cgroup that dies whole', () => {
  const group = (path: string, flag: string): ReturnType<typeof cgroupWith> =>
    cgroupWith(path, { 'memory.oom.group': flag });
  const victim = processWith({ cgroup: '/a/b/c' });

  it('is the topmost below the one that ran out', () => {
    const cgroups = [group('/a/b/c', '1'), group('/a/b', '1'), group('/a', '1'), group('/x', '1')];
    expect(groupKilledWith(victim, cgroups, '/a/b')?.path).toBe('/a/b');
    expect(groupKilledWith(victim, cgroups, '/')?.path).toBe('/a');
  });

  it('is none where none is set, or the victim’s is not known', () => {
    expect(groupKilledWith(victim, [group('/a/b/c', '0'), group('/a/bb', '1')], '/')).toBeNull();
    expect(groupKilledWith(processWith(), [group('/a', '1')], '/')).toBeNull();
  });
});
