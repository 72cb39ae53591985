import { describe, expect, it } from 'vitest';
import type { VmSettings } from '../../../../src/shared/model';
import { processWith } from '../oom/processes';
import {
  adjStepOf,
  codesOf,
  DB,
  inspectedAs,
  NOW_MS,
  planWith,
  restartUnit,
  setAdj,
  THREE,
  unitWith,
  WEB,
} from './planInputs';

describe('the effect of a plan', () => {
  // 112,640 pages: each thousandth of adj is 112 pages, so that -100 takes 11,200 off 9,000 pages.
  it('is the ranking before and after, and who dies', () => {
    const plan = planWith([setAdj(DB, -100)], { processes: THREE });
    expect(plan.effect?.before.map(({ pid, place, isChanged }) => [pid, place, isChanged])).toEqual([
      [10, 1, true],
      [20, 2, false],
      [30, 3, false],
    ]);
    expect(plan.effect?.after.map(({ pid, place, adj }) => [pid, place, adj])).toEqual([
      [20, 1, 0],
      [30, 2, 0],
      [10, 3, -100],
    ]);
    expect(plan.effect?.victimBefore).toEqual({
      pid: 10,
      comm: 'postgres',
      place: 1,
      adj: 0,
      // 9,000 of 112,640.
      normalisedPermille: 79,
      usedBytes: 9_000 * 4096,
      isChanged: true,
    });
    expect(plan.effect?.victimAfter).toMatchObject({ pid: 20, isChanged: false });
    expect(adjStepOf(plan)).toMatchObject({ placeBefore: 1, placeAfter: 3 });
  });

  it('has no place for what is exempt', () => {
    const plan = planWith([setAdj(DB, -1000)], { processes: THREE });
    expect(adjStepOf(plan)).toMatchObject({ placeBefore: 1, placeAfter: null });
    expect(plan.effect?.after.at(-1)).toMatchObject({ pid: 10, place: null, normalisedPermille: null });
  });

  it('shows the first six and every changed one', () => {
    const crowd = Array.from({ length: 20 }, (_, index) =>
      processWith({ pid: 100 + index, startTicks: index, rssPages: 2_000 - index }),
    );
    const last = crowd[19] ?? DB;
    const plan = planWith([setAdj(last, -1)], { processes: crowd });
    expect(plan.effect?.before.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 20]);
  });

  it('is of all changes together', () => {
    const plan = planWith([setAdj(DB, -1000), setAdj(WEB, -1000)], { processes: THREE });
    expect(plan.effect?.victimAfter?.comm).toBe('job');
    const all = planWith(
      THREE.map((process) => setAdj(process, -1000)),
      { processes: THREE },
    );
    expect(all.effect?.victimAfter).toBeNull();
  });

  it('is not of what cannot be done', () => {
    expect(planWith([setAdj(DB, 1001)], { processes: THREE }).effect).toBeNull();
    const gone = planWith([setAdj(DB, -500), setAdj(WEB, 500)], {
      processes: THREE,
      inspection: { processes: [inspectedAs(WEB)] },
    });
    expect(gone.steps.map(({ blocked }) => blocked?.code ?? null)).toEqual(['plan.blocked.gone', null]);
    expect(gone.effect?.before.filter(({ isChanged }) => isChanged).map(({ pid }) => pid)).toEqual([20]);
  });

  it('is none where nothing changes the ranking', () => {
    const plan = planWith([restartUnit('a.service')], {
      processes: THREE,
      inspection: { units: [unitWith('a.service')] },
    });
    expect(plan).toMatchObject({ effect: null, notes: [] });
  });

  it.each([
    ['there is no sample', { input: { sample: null } }, 'plan.note.no-ranking'],
    ['RAM is not reported', { sample: { memory: null } }, 'plan.note.no-ranking'],
    ['the sample is old', { input: { sampledAtMs: NOW_MS - 61_000 } }, 'plan.note.old-sample'],
  ])('says so where %s', (_name, made, code) => {
    const plan = planWith([setAdj(DB, 5)], { processes: THREE, ...made });
    expect(codesOf(plan.notes)).toContain(code);
    expect(plan.effect === null).toBe(code === 'plan.note.no-ranking');
  });

  const settings: VmSettings = {
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
  };
  it.each([
    [{}, []],
    [{ panicOnOom: 1 }, ['oom.note.panic']],
    [{ oomKillAllocatingTask: 1 }, ['oom.note.allocating-task']],
  ])('says whether the order decides at all, with %j', (wanted, codes) => {
    const made = { processes: THREE, sample: { settings: { ...settings, ...wanted } }, kernel: '4.4.0' };
    expect(codesOf(planWith([setAdj(DB, 5)], made).notes)).toEqual(codes);
  });
});
