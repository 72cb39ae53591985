import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/shared/model';
import { generationOfReport } from '../../../../src/shared/replay/generationOfReport';
import { cgroupWith, HEADERS, incidentWith, killOf, tasksOf, zoneWith } from './replayIncidents';

const TABLES = {
  '2.6.30': tasksOf(HEADERS['2.6.30'], ['9 0 9 900 90 0 0 x']),
  '2.6.36': tasksOf(HEADERS['2.6.36'], ['9 0 9 900 90 0 0 0 x']),
  '3.6': tasksOf(HEADERS['3.6'], ['9 0 9 900 90 3 0 0 x']),
  '4.0': tasksOf(HEADERS['4.0'], ['9 0 9 900 90 3 2 0 0 x']),
  '4.15': tasksOf(HEADERS['4.15'], ['9 0 9 900 90 4096 0 0 x']),
  '6.8': tasksOf(HEADERS['6.8'], ['9 0 9 900 90 50 40 0 4096 0 0 x']),
} as const;

const SCORED = [killOf(9, { score: 10 })];
const WITH_ADJ = [killOf(9, { oomScoreAdj: 0 })];
const invoker = (oomAdj: number | null, oomScoreAdj: number | null): Incident['trigger'] => ({
  comm: 'x',
  pid: 9,
  gfpMask: null,
  gfpFlags: null,
  order: 0,
  oomAdj,
  oomScoreAdj,
});
const stackOf = (place: 'nodes' | 'zones'): Partial<Incident> =>
  place === 'zones'
    ? { zones: [zoneWith({ otherBytes: { kernel_stack: 0 } })] }
    : { nodes: [{ node: 0, otherBytes: { kernel_stack: 0 }, isAllUnreclaimable: null }] };

describe('the generation of a report', () => {
  it.each<[string, Partial<Incident>, object | null]>([
    ['6.8 by three kinds of RSS', { tasks: TABLES['6.8'] }, { kind: 'signed' }],
    [
      '5.9 by the kernel stacks of a node',
      { tasks: TABLES['4.15'], ...stackOf('nodes') },
      { kind: 'signed' },
    ],
    [
      '5.4 to 5.8 by those of a zone',
      { tasks: TABLES['4.15'], kills: WITH_ADJ, ...stackOf('zones') },
      { kind: 'pages', sacrifices: 'none', isLastOfEqualsChosen: true },
    ],
    [
      '4.15 to 5.0 by table and score',
      { tasks: TABLES['4.15'], kills: SCORED },
      { kind: 'pages', rootBonus: 'none', sacrifices: 'worst', isLastOfEqualsChosen: false },
    ],
    ['4.0 to 4.14', { tasks: TABLES['4.0'] }, { kind: 'pages', rootBonus: 'of-own', sacrifices: 'worst' }],
    ['3.6 to 3.19', { tasks: TABLES['3.6'] }, { kind: 'pages', rootBonus: 'of-own' }],
    ['2.6.36 to 3.5 by both adj', { tasks: TABLES['2.6.36'] }, { kind: 'permille', sacrifices: 'worst' }],
    ['2.6.35 by oom_adj alone', { tasks: TABLES['2.6.30'] }, { kind: 'heuristic' }],
    ['2.6.35 by the invoker line', { trigger: invoker(0, null) }, { kind: 'heuristic' }],
    ['2.6.36 to 3.6 by the invoker line', { trigger: invoker(0, 0) }, { kind: 'permille' }],
    [
      '3.7 and later by the invoker line and a score',
      { trigger: invoker(null, 0), kills: SCORED },
      { kind: 'pages' },
    ],
    ['5.17 by boost', { zones: [zoneWith({ boostBytes: 0 })] }, { kind: 'signed' }],
    [
      '5.3 to 5.8 by a cgroup’s swap line',
      {
        tasks: TABLES['4.15'],
        cgroup: cgroupWith({ swap: { usageBytes: 0, limitBytes: 0, failCount: 0 } }),
        ...stackOf('zones'),
      },
      { kind: 'pages', isLastOfEqualsChosen: true },
    ],
    ['no table, and 3.7 or any later one', { trigger: invoker(null, 0) }, null],
    ['a score alone: any of many', { kills: SCORED }, null],
    ['nothing', {}, null],
  ])('without a version: %s', (_, wanted, expected) => {
    const { generation, notes } = generationOfReport(incidentWith({ kernel: null, ...wanted }));
    if (expected === null) expect(generation).toBeNull();
    else expect(generation).toMatchObject(expected);
    expect(notes.map(({ code }) => code)).toEqual([
      expected === null ? 'replay.generation.unknown' : 'replay.generation.by-format',
    ]);
  });

  it.each<[string, Partial<Incident>, object]>([
    ['6.12.107+deb13-amd64', { tasks: TABLES['6.8'] }, { kind: 'signed', hasApproximateRss: true }],
    [
      '6.1.0-50-amd64',
      { tasks: TABLES['4.15'], kills: WITH_ADJ },
      { kind: 'signed', hasApproximateRss: false },
    ],
    ['5.8.18', { tasks: TABLES['4.15'], kills: WITH_ADJ }, { kind: 'pages', isLastOfEqualsChosen: true }],
    ['4.4.0-210-generic', { tasks: TABLES['4.0'], kills: SCORED }, { kind: 'pages', rootBonus: 'of-own' }],
    [
      '3.10.0-862.el7.x86_64',
      { tasks: TABLES['3.6'], kills: SCORED },
      { kind: 'pages', rootBonus: 'of-own' },
    ],
    ['2.6.32-754.el6.x86_64', { tasks: TABLES['2.6.36'], kills: SCORED }, { kind: 'permille' }],
    // Its kill lines are those of 5.4, its badness is its own.
    [
      '4.18.0-305.el8.x86_64',
      { tasks: TABLES['4.15'], kills: WITH_ADJ },
      { kind: 'pages', rootBonus: 'none', sacrifices: 'none', isLastOfEqualsChosen: false },
    ],
    ['3.5.7', { tasks: TABLES['2.6.36'], kills: SCORED }, { kind: 'pages', rootBonus: 'of-total' }],
  ])('with the version that goes with the format: %s', (kernel, wanted, expected) => {
    const chosen = generationOfReport(incidentWith({ kernel, ...wanted }));
    expect(chosen.generation).toMatchObject(expected);
    expect(chosen.notes).toEqual([]);
  });

  it.each<[string, Partial<Incident>, object, string]>([
    ['2.6.32-042stab145.3', { tasks: TABLES['2.6.36'] }, { kind: 'permille' }, '2.6.36'],
    [
      '4.9.0-vendor',
      { tasks: TABLES['4.15'], kills: WITH_ADJ },
      { kind: 'pages', sacrifices: 'none' },
      '5.4.0',
    ],
    [
      '5.4.0-vendor',
      { tasks: TABLES['4.15'], kills: SCORED },
      { kind: 'pages', sacrifices: 'worst' },
      '4.19.0',
    ],
  ])('the format goes before the version: %s', (kernel, wanted, expected, release) => {
    const chosen = generationOfReport(incidentWith({ kernel, ...wanted }));
    expect(chosen.generation).toMatchObject(expected);
    expect(chosen.notes).toEqual([{ code: 'replay.generation.overruled', params: { kernel, release } }]);
  });

  it('passes over what contradicts surer evidence', () => {
    const kills = [killOf(9, { score: 10, oomScoreAdj: 0 })];
    const { generation } = generationOfReport(incidentWith({ kernel: null, tasks: TABLES['6.8'], kills }));
    expect(generation).toMatchObject({ kind: 'signed' });
  });
});
