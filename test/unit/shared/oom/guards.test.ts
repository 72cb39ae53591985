import { describe, expect, it } from 'vitest';
import { adjRangeOf, rightToWrite } from '../../../../src/shared/oom/adjRights';
import { guardsOf, spawnerOfUnit, type GuardContext } from '../../../../src/shared/oom/guards';
import { processWith } from './processes';

const db = processWith({ pid: 10, comm: 'postgres', rssPages: 2_000 });
const rest = [20, 30].map((pid) => processWith({ pid, rssPages: 8_000 }));
const context: GuardContext = { processes: [db, ...rest], totalPages: 100_000, grownPages: null };

function codes(adj: number, process = db, changes: Partial<GuardContext> = {}): string[] {
  return guardsOf({ process, adj }, { ...context, ...changes }).map(({ code }) => code);
}

describe('the guard of scales', () => {
  it.each([
    [-17, ['guard.disable-of-old-scale']],
    [-16, ['guard.old-scale-low']],
    [-1, ['guard.old-scale-low']],
    [15, ['guard.old-scale-high']],
    [17, ['guard.old-scale-high']],
    [-18, []],
    [0, []],
    [14, []],
    [18, []],
    [-500, []],
    [-1000, []],
  ])('for %d says %j', (adj, expected) => {
    expect(codes(adj)).toEqual(expected);
  });

  it('is silent on a kernel whose scale that is, and about what stands there already', () => {
    expect(codes(-16, processWith({ oomScoreAdj: null, oomAdj: 0 }))).toEqual([]);
    expect(codes(-17, processWith({ oomScoreAdj: -17 }))).toEqual([]);
  });
});

describe('the guard of protection', () => {
  it('speaks of what grows, and not of what merely breathes', () => {
    expect(codes(-1000, db, { grownPages: 100 })).toContain('guard.grower');
    expect(codes(-1000, db, { grownPages: 10 })).not.toContain('guard.grower');
    expect(codes(-999, db, { grownPages: 100 })).toEqual([]);
  });

  it('speaks of what is large', () => {
    expect(codes(-1000, processWith({ pid: 10, rssPages: 11_000 }))).toContain('guard.large');
    expect(codes(-1000, processWith({ pid: 10, rssPages: 9_000 }))).not.toContain('guard.large');
  });

  it('speaks of what starts processes for others', () => {
    expect(codes(-1000, processWith({ pid: 10, comm: 'sshd' }))).toContain('guard.spawner');
    const root = processWith({ pid: 10, comm: 'runner', uid: 0 });
    const child = processWith({ pid: 40, ppid: 10, uid: 1000 });
    expect(codes(-1000, root, { processes: [root, child, ...rest] })).toContain('guard.spawner');
    const own = processWith({ pid: 40, ppid: 10, uid: 0 });
    expect(codes(-1000, root, { processes: [root, own, ...rest] })).not.toContain('guard.spawner');
  });

  it('speaks up when nothing, or next to nothing, is left to kill', () => {
    const init = processWith({ pid: 1 });
    expect(codes(-1000, db, { processes: [db, init] })).toContain('guard.nothing-left');
    const crumb = processWith({ pid: 50, rssPages: 100 });
    expect(codes(-1000, db, { processes: [db, crumb] })).toContain('guard.little-left');
    expect(codes(-1000)).toEqual([]);
  });

  it('holds for -17 on kernels that have only oom_adj', () => {
    const old = processWith({ pid: 10, comm: 'sshd', oomScoreAdj: null, oomAdj: 0 });
    expect(codes(-17, old, { processes: [old, ...rest] })).toEqual(['guard.spawner']);
  });
});

describe('the guard of a unit without processes', () => {
  it.each([
    ['sshd.service', 'sshd'],
    ['ssh.service', 'sshd'],
    ['getty@tty1.service', 'getty'],
    ['containerd.service', 'containerd'],
    ['postgresql.service', null],
    ['constructor.service', null],
  ])('knows what %s starts', (unit, program) => {
    expect(spawnerOfUnit(unit)).toBe(program);
  });
});

describe('who may write what', () => {
  const modern = processWith({ oomScoreAdj: 0 });
  const old = processWith({ oomScoreAdj: null, oomAdj: 0 });

  it.each([
    ['6.1', modern, 100, 'adj.right.owner'],
    ['6.1', modern, -100, 'adj.right.capability-below-minimum'],
    ['2.6.36', modern, -100, 'adj.right.capability'],
    ['2.6.32', old, -3, 'adj.right.capability'],
    ['2.6.32', old, 3, 'adj.right.owner'],
    ['2.6.11', old, 3, 'adj.right.always'],
    [null, modern, 5, 'adj.right.owner'],
  ])('on %s', (kernel, process, adj, code) => {
    expect(rightToWrite(process, adj, kernel)?.code).toBe(code);
  });

  it('is nothing to ask where nothing changes, or nothing was read', () => {
    expect(rightToWrite(modern, 0, '6.1')).toBeNull();
    expect(rightToWrite(processWith({ oomScoreAdj: null }), 5, '6.1')).toBeNull();
  });

  it.each([
    ['6.1', modern, { min: -1000, max: 1000, file: 'oom_score_adj' }],
    ['2.6.32', old, { min: -17, max: 15, file: 'oom_adj' }],
    ['2.6.11', old, { min: -16, max: 15, file: 'oom_adj' }],
  ])('has a range on %s', (kernel, process, range) => {
    expect(adjRangeOf(process, kernel)).toEqual(range);
  });
});
