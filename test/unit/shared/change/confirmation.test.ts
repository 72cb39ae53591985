import { describe, expect, it } from 'vitest';
import type { ChangeItem } from '../../../../src/shared/model';
import { planOf } from '../../../../src/shared/change/plan';
import { processWith } from '../oom/processes';
import { DB, inputWith, NOW_MS, setAdj, setUnit, THREE, unitWith, type MadeHost } from './planInputs';

function planFor(
  ...hosts: readonly (readonly [readonly ChangeItem[], MadeHost?])[]
): ReturnType<typeof planOf> {
  return planOf({
    id: 'plan-1',
    origin: { kind: 'process' },
    nowMs: NOW_MS,
    expiresAtMs: NOW_MS + 300_000,
    program: 'echo begin',
    hosts: hosts.map(([items, made], index) => {
      const name = `db-0${String(index + 1)}`;
      return inputWith(items, { processes: THREE, ...made, host: { id: name, name, ...made?.host } });
    }),
  });
}

describe('the confirmation of a plan', () => {
  it('is a click for one process', () => {
    expect(planFor([[setAdj(DB, -500)]]).confirmation).toEqual({ kind: 'click' });
  });

  it('is typed for several hosts', () => {
    expect(planFor([[setAdj(DB, -500)]], [[setAdj(DB, -500)]]).confirmation).toEqual({
      kind: 'typed',
      phrase: '2 hosts',
      reasons: [{ code: 'plan.confirm.several-hosts', params: { hosts: 2 } }],
    });
  });

  it('does not count hosts on which nothing is written', () => {
    const unavailable = { code: 'failure.timeout', params: {} };
    const plan = planFor(
      [[setAdj(DB, -500)]],
      [[setAdj(DB, 0)]],
      [[setAdj(DB, -500)], { inspection: null, input: { unavailable } }],
    );
    expect(plan.confirmation).toEqual({ kind: 'click' });
    expect(planFor([[setAdj(DB, 0)]]).confirmation).toEqual({ kind: 'click' });
  });

  const old = processWith({ pid: 10, oomScoreAdj: null, oomAdj: 0 });
  const others = [20, 30].map((pid) => processWith({ pid, oomScoreAdj: null, oomAdj: 0, rssPages: 9_000 }));
  const units = [unitWith('a.service', { dropInText: 'edited', dropInChecksum: '1 6' })];
  it.each([
    ['-1000', [setAdj(DB, -1000)], {}, ['plan.confirm.protects']],
    ['-999', [setAdj(DB, -999)], {}, null],
    [
      '-17 of oom_adj',
      [setAdj(old, -17, 'oom_adj')],
      { processes: [old, ...others], kernel: '2.6.32' },
      ['plan.confirm.protects'],
    ],
    [
      '-1000 of a unit',
      [setUnit('b.service', -1000)],
      { inspection: { units: [unitWith('b.service')] } },
      ['plan.confirm.protects'],
    ],
    ['a guard', [setAdj(DB, -17)], {}, ['plan.confirm.guards']],
    ['an edited drop-in', [setUnit('a.service', 5)], { inspection: { units } }, ['plan.confirm.guards']],
    [
      'both',
      [setAdj(DB, -1000), setAdj(THREE[1] ?? DB, -17)],
      {},
      ['plan.confirm.protects', 'plan.confirm.guards'],
    ],
  ] satisfies [string, ChangeItem[], MadeHost, string[] | null][])('for %s', (_name, items, made, codes) => {
    const { confirmation } = planFor([items, made]);
    if (codes === null) expect(confirmation).toEqual({ kind: 'click' });
    else {
      expect(confirmation).toMatchObject({
        kind: 'typed',
        phrase: 'db-01',
        reasons: codes.map((code) => ({ code })),
      });
    }
  });
});

describe('a plan', () => {
  it('carries what it was made with', () => {
    const plan = planFor([[setAdj(DB, -500)]]);
    expect(plan).toMatchObject({
      id: 'plan-1',
      origin: { kind: 'process' },
      madeAtMs: NOW_MS,
      expiresAtMs: NOW_MS + 300_000,
      program: 'echo begin',
    });
    expect(plan.hosts[0]).toMatchObject({
      hostId: 'db-01',
      address: 'ops@db-01.example:22',
      kernel: '6.1.0',
      bootId: 'b1',
    });
  });

  it('names each step once', () => {
    const plan = planFor([[setAdj(DB, -500), setAdj(THREE[1] ?? DB, 5)]], [[setAdj(DB, -500)]]);
    const ids = plan.hosts.flatMap(({ steps }) => steps.map(({ id }) => id));
    expect(ids).toEqual(['1.1', '1.2', '2.1']);
  });
});
