import { join } from 'node:path';
import { runInOurPlace } from './run.mjs';
import { ROOT, SetUpError, ensureBuild, ensurePackages, pinnedNode, toolEnvironment } from './setUp.mjs';

// stdout belongs to the figures.
const say = (line) => console.error(line);

try {
  await ensurePackages(say);
  await ensureBuild(say);
  const bundled = join(ROOT, '.cache', 'bench', 'run.js');
  const env = toolEnvironment();
  const bundling = await runInOurPlace(pinnedNode(), [join(ROOT, 'scripts', 'bundleBench.mjs'), bundled], {
    env,
  });
  process.exitCode = bundling === 0 ? await runInOurPlace(pinnedNode(), [bundled], { env }) : bundling;
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
