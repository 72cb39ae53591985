import { join } from 'node:path';
import { runInOurPlace } from './run.mjs';
import { ROOT, SetUpError, ensureBuild, ensurePackages, pinnedNode } from './setUp.mjs';

// stdout belongs to the command: a pipe reads it.
const say = (line) => console.error(line);

try {
  await ensurePackages(say);
  await ensureBuild(say);
  const command = join(ROOT, 'out', 'main', 'cli.js');
  // npm runs scripts in the package's folder; file names are meant from where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runInOurPlace(pinnedNode(), [command, ...process.argv.slice(2)], { cwd });
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
