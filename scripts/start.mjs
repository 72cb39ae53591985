import { join } from 'node:path';
import { readMachine, whyNoWindow } from './desktopChecks.mjs';
import { electronFolder, obtainElectron } from './electronBinary.mjs';
import { runInOurPlace } from './run.mjs';
import { ROOT, SetUpError, ensureBuild, ensurePackages, pinnedNode } from './setUp.mjs';
import { USAGE, readStartOptions } from './startOptions.mjs';

const say = (line) => console.error(line);

async function start(options) {
  await ensurePackages(say);
  await ensureBuild(say);
  const electron = options.isServe ? null : await electronOrReason();
  if (electron !== null) return runInOurPlace(electron, [ROOT, ...options.shared]);
  const server = join(ROOT, 'out', 'main', 'serve.js');
  return runInOurPlace(pinnedNode(), [server, ...options.shared, ...options.serveOnly]);
}

/** @returns Electron's path, or null after saying why the browser shell opens instead */
async function electronOrReason() {
  const known = whyNoWindow(readMachine(electronFolder(ROOT)));
  const electron = known === null ? await obtainElectron(say, ROOT) : { problem: known };
  // Unpacking may have brought a sandbox helper, or shown that there is none.
  const problem = electron.problem ?? whyNoWindow(readMachine(electronFolder(ROOT)));
  if (problem === null) return electron.path;
  say(`The window cannot open: ${problem}. Opening the browser shell instead.`);
  return null;
}

async function main() {
  const options = readStartOptions(process.argv.slice(2));
  if (options.problem !== undefined) {
    say(`${options.problem}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  return start(options);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
