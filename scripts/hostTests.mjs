import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runInOurPlace } from './run.mjs';
import { ROOT, SetUpError, ensurePackages, pinnedNode, toolEnvironment, toolPath } from './setUp.mjs';
import { ONE_SKIPPED, countsOfVitest, sentenceOf } from './testCounts.mjs';

/**
 * Tests changes against real Linux machines with systemd and sudo.
 *
 *     npm run test:hosts
 *
 * LOWMARK_TEST_HOSTS names a folder with up.sh, down.sh and ssh.sh that start and stop such machines; without it the folder
 * `../shared/hostvm` beside the checkout is tried. Its last line is the count, as that of `npm test`.
 */
const say = (line) => console.log(line);
const REPORT = join(ROOT, '.cache', 'test', 'hosts.json');

async function main() {
  const kit = [process.env.LOWMARK_TEST_HOSTS, join(ROOT, '..', 'shared', 'hostvm')].find(
    (folder) => folder !== undefined && existsSync(join(folder, 'up.sh')),
  );
  if (kit === undefined) {
    say('skip  hosts  there are no test hosts here: LOWMARK_TEST_HOSTS names no folder with up.sh');
    say(sentenceOf(ONE_SKIPPED));
    return 0;
  }
  await ensurePackages(say);
  mkdirSync(join(ROOT, '.cache', 'test'), { recursive: true });
  rmSync(REPORT, { force: true });
  const words = ['run', '--project', 'hosts', '--reporter=verbose', '--reporter=json'];
  const env = { ...toolEnvironment(), CI: 'true', LOWMARK_TEST_HOSTS: resolve(kit) };
  const exitCode = await runInOurPlace(
    pinnedNode(),
    [toolPath('vitest'), ...words, `--outputFile.json=${REPORT}`],
    { env },
  );
  const report = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : null;
  const counts = countsOfVitest(report, exitCode);
  say(sentenceOf(counts));
  return counts.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
