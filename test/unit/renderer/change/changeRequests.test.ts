import { describe, expect, it } from 'vitest';
import {
  adjItem,
  asksForUnits,
  lastingUnits,
  requestFor,
  withLasting,
} from '../../../../src/renderer/src/change/changeRequests';
import { processOf } from '../host/samples';
import { adjStep, hostWith, planWith, processWith } from './plans';

describe('the change of one process', () => {
  it.each([
    ['the newer scale', {}, { startTicks: 1000, scale: 'oom_score_adj' }],
    ['the older scale', { oomScoreAdj: null, oomAdj: 3 }, { startTicks: 1000, scale: 'oom_adj' }],
    ['no start time: another may have its pid', { startTicks: null }, null],
    ['no value that is known', { oomScoreAdj: null, oomAdj: null }, null],
  ] as const)('%s', (_, changes, expected) => {
    const item = adjItem('h1', processOf(42, changes), 5);
    expect(item).toEqual(
      expected === null ? null : { kind: 'set-adj', hostId: 'h1', pid: 42, adj: 5, ...expected },
    );
  });
});

describe('the services whose processes are changed', () => {
  const second = processWith({ pid: 2 });
  const api = processWith({ pid: 3, cgroup: '/system.slice/api.service', unit: 'api.service' });

  it.each([
    [
      'each once',
      [adjStep(), adjStep({ process: second }), adjStep({ process: api, after: 300 })],
      ['mysqld.service -500', 'api.service 300'],
    ],
    ['none with two values', [adjStep(), adjStep({ process: second, after: 0 })], []],
    ['none of what is not tried', [adjStep({ blocked: { code: 'plan.blocked.init', params: {} } })], []],
    [
      'in the scale that a unit has',
      [adjStep({ file: 'oom_adj', after: -8, mapping: { oomAdj: -8, oomScoreAdj: -500 } })],
      ['mysqld.service -500'],
    ],
    ['none where the value in that scale is not known', [adjStep({ file: 'oom_adj', after: -8 })], []],
  ])('%s', (_, steps, expected) => {
    const units = lastingUnits(planWith({ hosts: [hostWith({ steps })] }));
    expect(units.map(({ unit, adj }) => `${unit} ${String(adj)}`)).toEqual(expected);
  });
});

describe('making a request last', () => {
  const item = adjItem('h1', processOf(42), -500);
  const request = requestFor(item === null ? [] : [item], { kind: 'process' });
  const units = [{ hostId: 'h1', unit: 'a.service', adj: -500 }];

  it('adds the units once, and takes them out again', () => {
    const lasting = withLasting(withLasting(request, units, true), units, true);
    expect(lasting.items).toHaveLength(2);
    expect(asksForUnits(lasting)).toBe(true);
    expect(withLasting(lasting, units, false)).toEqual(request);
  });

  it('leaves it to main for a selection, which finds its processes itself', () => {
    const match = { comm: ['mysqld'], exe: [], cgroup: [], unit: [], user: [] };
    const selection = { hostIds: ['h1'], match, adj: -500, isLasting: false };
    const selected = { items: [], selection, origin: { kind: 'selection' } as const };
    expect(withLasting(selected, units, true)).toEqual({
      ...selected,
      selection: { ...selection, isLasting: true },
    });
  });
});
