import { describe, expect, it } from 'vitest';
import { anchorLineOf, changeLinesOf } from '../../../../src/renderer/src/pages/changes/changeLines';
import { auditRow } from './auditMain';

const rows = (...numbers: number[]) => numbers.map((number) => auditRow(number));
const id = (number: number): string => `r${String(number)}/h1/s1`;

describe('the lines of the list', () => {
  it('have the plan of the open row below it', () => {
    const lines = changeLinesOf(rows(3, 2, 1), id(2));
    expect(lines.map(({ key }) => key)).toEqual([id(3), id(2), `plan of ${id(2)}`, id(1)]);
  });

  it.each([
    ['new ones above', 1, rows(5, 4, 3, 2, 1), { index: 3, key: id(2) }],
    ['nothing above', 1, rows(3, 2, 1), null],
    ['at the very top', 0, rows(4, 3, 2, 1), null],
    ['gone', 1, rows(3, 1), null],
  ])('stay in place: %s', (_name, first, after, expected) => {
    const before = changeLinesOf(rows(3, 2, 1), null);
    expect(anchorLineOf(before, changeLinesOf(after, null), first)).toEqual(expected);
  });
});
