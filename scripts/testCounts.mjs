/** What became of a number of checks. */
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** A stage that is one check: it holds or it does not. */
export function countsOfExit(exitCode) {
  return exitCode === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

export const ONE_SKIPPED = { ...NOTHING, skipped: 1 };

/**
 * Counts from the report of a Vitest run. A run that broke without naming a test counts as one failure: an error
 * outside of every test, a file that cannot be loaded, no report at all.
 *
 * @param report the JSON reporter's, null if there is none
 */
export function countsOfVitest(report, exitCode) {
  if (report === null) return { ...NOTHING, failed: 1 };
  return atLeastOneFailure(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * Counts from the report of a Playwright run. A test that passes only at a second try has failed.
 *
 * @param report the JSON reporter's, null if there is none
 */
export function countsOfPlaywright(report, exitCode) {
  if (report === null) return { ...NOTHING, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure(exitCode, { passed: expected, failed: unexpected + flaky, skipped });
}

function atLeastOneFailure(exitCode, counts) {
  const isBroken = exitCode !== 0 || counts.passed + counts.failed + counts.skipped === 0;
  return isBroken && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function sumOf(counts) {
  return counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    NOTHING,
  );
}

/** The last line of `npm test`. */
export function sentenceOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
