import { describe, expect, it } from 'vitest';
import { parsePressure } from '../../../../src/main/parse/pressure';
import { hostileText, kernelFixtures } from '../../../support/kernelFixtures';

const withPressure = kernelFixtures().filter((fixture) => fixture.has('pressure_memory'));

describe.each(withPressure)('pressure of $name', ({ expected, read }) => {
  it('has both lines', () => {
    expect(parsePressure(read('pressure_memory'))).toEqual({ ok: true, value: expected.pressure });
  });
});

describe('pressure', () => {
  it.each([
    ['pressure-cut', { line: 2 }],
    ['pressure-over-100', { line: 1 }],
    ['pressure-glued', { line: 3, expected: 'some once only' }],
    ['pressure-missing-total', { line: 1 }],
    ['meminfo-error-text', { line: 1 }],
    ['meminfo-empty', { kind: 'empty' }],
  ])('%s is a problem', (name, problem) => {
    expect(parsePressure(hostileText(name))).toMatchObject({
      ok: false,
      problem: { file: 'pressure_memory', ...problem },
    });
  });

  it('says null for a line that is not printed, and ignores words and lines to come', () => {
    const text = 'some avg10=1.00 avg60=2.00 avg300=3.00 avg3600=9.99 total=4\nirq avg10=x\n';
    expect(parsePressure(text)).toEqual({
      ok: true,
      value: { some: { avg10Percent: 1, avg60Percent: 2, avg300Percent: 3, totalUs: 4 }, full: null },
    });
  });

  it('tells a text cut at the start of its second line', () => {
    expect(parsePressure('some avg10=1.00 avg60=2.00 avg300=3.00 total=4\nfu')).toMatchObject({ ok: false });
  });
});
