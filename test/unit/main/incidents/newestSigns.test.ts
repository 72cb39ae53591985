import { describe, expect, it } from 'vitest';
import { NewestSigns } from '../../../../src/main/incidents/newestSigns';
import { signOf } from '../../../support/madeIncidents';

function stampsOf(signs: NewestSigns): (number | null)[] {
  return signs.signs.map((sign) => sign.at.bootSeconds);
}

describe('the signs of a host', () => {
  it('stand in order of time, whichever piece of the log came first', () => {
    const signs = new NewestSigns();
    for (const [seconds, atMs] of [
      [50, 50_000],
      [60, null],
      [10, 10_000],
      [55, 55_000],
    ] as const) {
      expect(signs.add(signOf(seconds), atMs)).toBe(true);
    }
    expect(stampsOf(signs)).toEqual([10, 50, 60, 55]);
  });

  it('are each there once, with the highest count', () => {
    const signs = new NewestSigns();
    signs.add(signOf(50), 50_000);
    expect(signs.add(signOf(50, { lines: { first: 9, last: 9 } }), 50_000)).toBe(false);
    expect(signs.add(signOf(50, { comm: 'java' }), 50_000)).toBe(true);
    expect(signs.add(signOf(50, { count: 7 }), 50_000)).toBe(true);
    expect(signs.signs.map(({ comm, count }) => [comm, count])).toEqual([
      ['kworker/0:1', 7],
      ['java', 1],
    ]);
  });

  it('are the newest two hundred', () => {
    const signs = new NewestSigns();
    for (let seconds = 1; seconds <= 250; seconds += 1) signs.add(signOf(seconds), seconds * 1_000);
    expect(signs.add(signOf(3), 3_000)).toBe(false);
    expect(stampsOf(signs)).toEqual(Array.from({ length: 200 }, (_sign, index) => index + 51));
  });
});
