import { ROOT, SetUpError, ensurePackages } from './setUp.mjs';
import { ensureSystemPackages } from './systemPackages.mjs';
import { ONE_SKIPPED, sentenceOf, sumOf } from './testCounts.mjs';

const USAGE = `Usage: npm test [-- [--quick] [STAGE...]]

  --quick   what needs neither a build, nor sshd, nor a browser (npm run check)
  STAGE     only these: format lint layers types dead-code build unit property arch integration e2e`;

/** All of it, and any one stage of it, has to end some day. */
const TOTAL_LIMIT_MS = 24 * 60_000;
const STAGE_LIMIT_MS = 12 * 60_000;
const say = (line) => console.log(line);

async function main(words) {
  const startedMs = Date.now();
  await ensurePackages(say, ROOT);
  // Only now: the stages know where the tools lie.
  const { STAGES } = await import('./testStages.mjs');
  const names = words.filter((word) => word !== '--quick');
  const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    console.error(`There is no stage "${unknown}".\n${USAGE}`);
    return 2;
  }
  const isQuick = words.includes('--quick');
  const chosen = STAGES.filter((stage) =>
    names.length === 0 ? !isQuick || stage.isQuick : names.includes(stage.name),
  );
  const missing = chosen.some(({ needs }) => needs.length > 0)
    ? await ensureSystemPackages(say)
    : { names: [], why: '' };
  const counts = [];
  for (const stage of chosen)
    counts.push(await runStage(stage, missing, startedMs + TOTAL_LIMIT_MS - Date.now()));
  const sum = sumOf(counts);
  say(sentenceOf(sum));
  return sum.failed === 0 ? 0 : 1;
}

async function runStage(stage, missing, leftMs) {
  if (stage.needs.some((need) => missing.names.includes(need))) {
    report('skip', stage.name, missing.why, 0);
    return ONE_SKIPPED;
  }
  const startedMs = Date.now();
  const { counts, output } = await stage.run(Math.max(1_000, Math.min(STAGE_LIMIT_MS, leftMs)));
  if (counts.failed > 0) say(output.trimEnd());
  report(counts.failed > 0 ? 'FAIL' : 'ok', stage.name, sentenceOf(counts), Date.now() - startedMs);
  return counts;
}

function report(verdict, name, text, tookMs) {
  const colour = { ok: '\u001b[32m', FAIL: '\u001b[31m', skip: '\u001b[33m' }[verdict];
  const word = verdict.padEnd(4);
  const shown = process.stdout.isTTY ? `${colour}${word}\u001b[0m` : word;
  say(`${shown}  ${name.padEnd(12)} ${`${(tookMs / 1_000).toFixed(1)} s`.padStart(8)}  ${text}`);
}

if (process.argv.includes('--help')) say(USAGE);
else {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : error);
    say(sentenceOf({ passed: 0, failed: 1, skipped: 0 }));
    process.exitCode = 1;
  }
}
