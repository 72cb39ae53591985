import { join } from 'node:path';
import { runInOurPlace } from './run.mjs';
import { ROOT, SetUpError, ensurePackages, pinnedNode, toolEnvironment } from './setUp.mjs';

/**
 * Reads every log of the folders given and compares it with the facts beside it.
 *
 *     npm run test:corpus -- FOLDER...
 */
const say = (line) => console.error(line);

try {
  await ensurePackages(say);
  const bundled = join(ROOT, '.cache', 'corpus', 'run.js');
  const env = toolEnvironment();
  const bundler = [join(ROOT, 'scripts', 'bundleBench.mjs'), bundled, join('test', 'corpus', 'run.ts')];
  const bundling = await runInOurPlace(pinnedNode(), bundler, { env });
  process.exitCode =
    bundling === 0
      ? await runInOurPlace(pinnedNode(), [bundled, ...process.argv.slice(2)], { env })
      : bundling;
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
