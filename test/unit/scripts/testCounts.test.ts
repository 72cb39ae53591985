import { describe, expect, it } from 'vitest';
import {
  countsOfExit,
  countsOfPlaywright,
  countsOfVitest,
  sentenceOf,
  sumOf,
} from '../../../scripts/testCounts.mjs';

function vitestReport(passed: number, failed: number, pending = 0, todo = 0): object {
  return { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo };
}

function playwrightReport(expected: number, unexpected: number, flaky = 0, skipped = 0): object {
  return { stats: { expected, unexpected, flaky, skipped } };
}

describe('counting', () => {
  it.each([
    ['all pass', vitestReport(12, 0), 0, { passed: 12, failed: 0, skipped: 0 }],
    ['some fail', vitestReport(10, 2), 1, { passed: 10, failed: 2, skipped: 0 }],
    ['skipped and still to be written', vitestReport(3, 0, 1, 1), 0, { passed: 3, failed: 0, skipped: 2 }],
    ['an error outside of every test', vitestReport(12, 0), 1, { passed: 12, failed: 1, skipped: 0 }],
    ['ended by the clock', vitestReport(12, 0), null, { passed: 12, failed: 1, skipped: 0 }],
    ['no test found', vitestReport(0, 0), 0, { passed: 0, failed: 1, skipped: 0 }],
    ['no report', null, 0, { passed: 0, failed: 1, skipped: 0 }],
  ])('Vitest: %s', (_name, report, exitCode, counts) => {
    expect(countsOfVitest(report, exitCode)).toEqual(counts);
  });

  it.each([
    ['all pass', playwrightReport(7, 0), 0, { passed: 7, failed: 0, skipped: 0 }],
    ['some fail', playwrightReport(5, 2), 1, { passed: 5, failed: 2, skipped: 0 }],
    ['passes at the second try only', playwrightReport(5, 0, 1), 0, { passed: 5, failed: 1, skipped: 0 }],
    ['skipped', playwrightReport(5, 0, 0, 4), 0, { passed: 5, failed: 0, skipped: 4 }],
    ['a server that does not start', playwrightReport(0, 0), 1, { passed: 0, failed: 1, skipped: 0 }],
    ['no report', null, 1, { passed: 0, failed: 1, skipped: 0 }],
  ])('Playwright: %s', (_name, report, exitCode, counts) => {
    expect(countsOfPlaywright(report, exitCode)).toEqual(counts);
  });

  it('takes a static check for one', () => {
    const sum = sumOf([countsOfExit(0), countsOfExit(2), countsOfExit(null)]);
    expect(sum).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  it('names skipped ones only where there are any', () => {
    expect(sentenceOf({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(sentenceOf({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});
