import { describe, expect, it } from 'vitest';
import { STEP_OUTCOMES } from '../../../../src/shared/model';
import { undoItemsOf } from '../../../../src/shared/change/undo';
import { processWith } from '../oom/processes';
import {
  adjStepOf,
  DB,
  planWith,
  removeUnit,
  restartStepOf,
  restartUnit,
  setAdj,
  setUnit,
  THREE,
  unitStepOf,
  unitWith,
} from './planInputs';

const DONE = { outcome: 'done' } as const;
const TEXT =
  '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.\n[Service]\nOOMScoreAdjust=-300\n';
const UNIT = 'a.service';

describe('taking a change back', () => {
  it('sets the knob of the same process to what it was', () => {
    const process = { ...DB, oomScoreAdj: 100 };
    const step = adjStepOf(planWith([setAdj(process, -500)], { processes: [process] }));
    expect(undoItemsOf('h1', step, DONE)).toEqual([
      { kind: 'set-adj', hostId: 'h1', pid: 10, startTicks: 5_000, adj: 100, scale: 'oom_score_adj' },
    ]);
  });

  it('does so in the scale that was written', () => {
    const old = processWith({ pid: 10, oomScoreAdj: null, oomAdj: 3 });
    const step = adjStepOf(planWith([setAdj(old, -500)], { processes: [old], kernel: '2.6.32' }));
    expect(undoItemsOf('h1', step, DONE)).toMatchObject([{ adj: 3, scale: 'oom_adj' }]);
  });

  it.each([
    [
      'removes a drop-in that was new',
      setUnit(UNIT, -500),
      null,
      [{ kind: 'remove-unit-adj', hostId: 'h1', unit: UNIT }],
    ],
    [
      'writes a drop-in as it was',
      setUnit(UNIT, -500),
      TEXT,
      [{ kind: 'set-unit-adj', hostId: 'h1', unit: UNIT, adj: -300, isAppliedNow: false }],
    ],
    [
      'writes a drop-in again that was removed',
      removeUnit(UNIT),
      TEXT,
      [{ kind: 'set-unit-adj', hostId: 'h1', unit: UNIT, adj: -300, isAppliedNow: false }],
    ],
    ['cannot bring back what somebody had edited', setUnit(UNIT, -500), `${TEXT}# mine\n`, []],
    ['has nothing to bring back', removeUnit(UNIT), null, []],
  ])('%s', (_name, item, dropInText, items) => {
    const dropInChecksum = dropInText === null ? null : '1 2';
    const step = unitStepOf(
      planWith([item], { inspection: { units: [unitWith(UNIT, { dropInText, dropInChecksum })] } }),
    );
    expect(undoItemsOf('h1', step, DONE)).toEqual(items);
  });

  it('knows no way back from a restart', () => {
    const step = restartStepOf(planWith([restartUnit(UNIT)], { inspection: { units: [unitWith(UNIT)] } }));
    expect(undoItemsOf('h1', step, DONE)).toEqual([]);
  });

  it('is for what was done only', () => {
    const step = adjStepOf(planWith([setAdj(DB, -500)], { processes: THREE }));
    const undone = STEP_OUTCOMES.filter((outcome) => undoItemsOf('h1', step, { outcome }).length > 0);
    expect(undone).toEqual(['done']);
    expect(undoItemsOf('h1', step, null)).toEqual([]);
  });
});
