import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  rowAfterKey,
  searchRows,
  tableRowsOf,
  triedRowsOf,
} from '../../../../src/renderer/src/pages/incident/rankTable';
import type { ReplayChanges } from '../../../../src/shared/model';
import { NO_CHANGES, replayOf } from '../../../../src/shared/replay/replay';
import { NO_SWAP } from '../../shared/replay/causeIncidents';
import { HEADERS, tasksOf } from '../../shared/replay/replayIncidents';

// Of 84,851 pages: leaker 46,758 + 102; Web Content 2,737 + 15 + 300 × 84; java 10,393 + 31; sshd is exempt.
const replay = replayOf(NO_SWAP);
const rows = tableRowsOf(NO_SWAP, replay);

function tried(changes: Partial<ReplayChanges>) {
  const wanted = { ...NO_CHANGES, ...changes };
  const after = replayOf(NO_SWAP, { changes: wanted });
  return triedRowsOf(rows, after, wanted, after.predicted);
}

describe('the table of a replay', () => {
  it('has all processes in the order of the kernel, with their marks', () => {
    expect(rows.map(({ place, pid, uid, points }) => [place, pid, uid, points])).toEqual([
      [1, 140, 1003, 46_860],
      [2, 129, 1000, 27_952],
      [3, 112, 1001, 10_424],
      [4, 97, 0, null],
    ]);
    expect(rows[0]).toMatchObject({ isActual: true, isPredicted: true, hasDied: true });
    expect(rows[3]?.eligible).toBe(false);
  });

  it('says of each place what it was before, and who would die', () => {
    const after = tried({ adjByPid: new Map([[140, -1000]]) });
    // Those that are exempt stand in the order of the table.
    expect(after.map(({ pid, placeBefore, place }) => [pid, placeBefore, place])).toEqual([
      [129, 2, 1],
      [112, 3, 2],
      [97, null, 3],
      [140, 1, 4],
    ]);
    expect(after[0]?.wouldDie).toBe(true);
    const leaker = after.find(({ pid }) => pid === 140);
    expect(leaker).toMatchObject({ isTried: true, adjBefore: 0, oomScoreAdj: -1000, eligible: false });
  });

  it('keeps what is left out at the end, without points', () => {
    const after = tried({ removedPids: new Set([140]) });
    expect(after.map(({ pid }) => pid)).toEqual([129, 112, 97, 140]);
    expect(after.at(-1)).toMatchObject({ isRemoved: true, points: null, placeBefore: 1, hasDied: true });
  });

  it('is searched by name, pid and user, all words at once', () => {
    expect(searchRows(rows, 'web CONTENT').map(({ pid }) => pid)).toEqual([129]);
    expect(searchRows(rows, '112').map(({ pid }) => pid)).toEqual([112]);
    expect(searchRows(rows, ' ')).toBe(rows);
    expect(searchRows(rows, 'web java')).toEqual([]);
  });

  it('leaves out columns that the report prints nothing for', () => {
    expect(columnsOf(rows)).toEqual(['uid', 'points', 'share', 'rss', 'swap', 'pageTables', 'adj']);
    const old = {
      ...NO_SWAP,
      kernel: '2.6.32',
      tasks: tasksOf(HEADERS['2.6.30'], ['97 0 97 528 427 0 -17 sshd', '98 1 98 528 427 0 0 java']),
    };
    expect(columnsOf(tableRowsOf(old, replayOf(old)))).toEqual(['uid', 'rss', 'adj']);
  });

  it.each([
    ['ArrowDown', 1, 2],
    ['ArrowUp', 0, 0],
    ['PageDown', 1, 3],
    ['End', 0, 3],
    ['Home', 2, 0],
    ['x', 2, null],
  ] as const)('goes with %s from %d to %s', (key, from, to) => {
    expect(rowAfterKey(key, from, 4, 5)).toBe(to);
  });
});
