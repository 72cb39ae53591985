import { run } from './run.mjs';
import { ROOT, pinnedNode, toolEnvironment, toolPath } from './setUp.mjs';

const PROJECTS = ['shared', 'main', 'preload', 'renderer', 'test'];
const LIMIT_MS = 5 * 60_000;

/** Each part of the product has its own compiler options: what it may not touch, its compiler does not know. */
async function check(project) {
  const words = [toolPath('vue-tsc'), '--noEmit', '--pretty', 'false', '-p', `tsconfig.${project}.json`];
  const { exitCode, output } = await run(pinnedNode(), words, {
    cwd: ROOT,
    env: toolEnvironment(),
    limitMs: LIMIT_MS,
  });
  if (exitCode === 0) return true;
  console.log(`${project}:\n${output.trim()}`);
  return false;
}

const results = [];
for (const project of PROJECTS) results.push(await check(project));
process.exitCode = results.every(Boolean) ? 0 : 1;
