import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { ROOT, SetUpError, ensureBuild, pinnedNode, toolEnvironment, toolPath } from './setUp.mjs';
import { countsOfExit, countsOfPlaywright, countsOfVitest } from './testCounts.mjs';

const REPORTS = join(ROOT, '.cache', 'test');

/**
 * One stage of the gate: `{ name, isQuick, needs, run }`. `needs` names the system's programs without which it is
 * skipped, `run(limitMs)` resolves to `{ counts, output }`.
 */
export const STAGES = [
  tool('format', ['prettier', 'prettier'], ['--check', '--log-level', 'warn', '.']),
  tool('lint', ['eslint', 'eslint'], ['--max-warnings', '0', '.']),
  tool('layers', ['dependency-cruiser', 'depcruise'], ['src']),
  {
    name: 'types',
    isQuick: true,
    needs: [],
    run: (limitMs) => exitStage([join(ROOT, 'scripts', 'typecheck.mjs')], limitMs),
  },
  tool('dead-code', ['knip', 'knip'], []),
  { name: 'build', isQuick: false, needs: [], run: build },
  vitest('unit', ['unit', 'renderer'], { isQuick: true }),
  vitest('property', ['property'], { isQuick: true }),
  vitest('arch', ['arch'], { isQuick: true }),
  vitest('integration', ['integration'], { needs: ['sshd', 'ssh-keygen'] }),
  { name: 'e2e', isQuick: false, needs: ['chromium'], run: endToEnd },
];

function tool(name, [packageName, command], words) {
  return {
    name,
    isQuick: true,
    needs: [],
    run: (limitMs) => exitStage([toolPath(packageName, command), ...words], limitMs),
  };
}

function vitest(name, projects, { isQuick = false, needs = [] }) {
  return { name, isQuick, needs, run: (limitMs) => vitestStage(name, projects, limitMs) };
}

async function exitStage(words, limitMs) {
  const { exitCode, output } = await node(words, limitMs);
  return { counts: countsOfExit(exitCode), output };
}

/** Runs on the pinned Node, says when the time was up, and has no colours where nobody sees them. */
async function node(words, limitMs, environment = {}) {
  const env = { ...toolEnvironment(), CI: 'true', ...environment };
  if (process.stdout.isTTY) env.FORCE_COLOR = '1';
  else env.NO_COLOR = '1';
  const { exitCode, output, hitLimit } = await run(pinnedNode(), words, { cwd: ROOT, env, limitMs });
  return {
    exitCode,
    output: hitLimit ? `${output}\nstopped after ${Math.round(limitMs / 1_000)} s` : output,
  };
}

async function build() {
  try {
    await ensureBuild(() => {});
    return { counts: countsOfExit(0), output: '' };
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    return { counts: countsOfExit(1), output: error.message };
  }
}

async function vitestStage(name, projects, limitMs) {
  const report = freshReport(name);
  const words = ['run', ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode, output } = await node([toolPath('vitest'), ...words, ...reporters], limitMs);
  return { counts: countsOfVitest(readReport(report), exitCode), output };
}

async function endToEnd(limitMs) {
  const report = freshReport('e2e');
  const words = [toolPath('@playwright/test', 'playwright'), 'test', '--reporter=list,json'];
  const { exitCode, output } = await node(words, limitMs, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return { counts: countsOfPlaywright(readReport(report), exitCode), output };
}

function freshReport(name) {
  mkdirSync(REPORTS, { recursive: true });
  const path = join(REPORTS, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

/** A report cut off in the middle is none. */
function readReport(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
