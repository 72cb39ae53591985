import { DISAGREEMENT_REASONS } from '../../src/shared/model';
import { readCases } from './corpusCases';
import { countReplays } from './corpusReplays';

/** Compares the logs of the folders given with their facts; prints what is wrong, and the counts. */
function run(folders: readonly string[]): number {
  const total = { logs: 0, facts: 0, right: 0, replays: 0, agreeing: 0, misses: 0 };
  const reasons = new Map<string, number>();
  for (const { name, facts, incidents, isReplayable } of folders.flatMap((folder) => [
    ...readCases(folder),
  ])) {
    const wrong = facts.filter(({ isRight }) => !isRight);
    const replays = isReplayable ? countReplays(incidents) : null;
    total.logs += 1;
    total.facts += facts.length;
    total.right += facts.length - wrong.length;
    total.replays += replays?.all ?? 0;
    total.agreeing += replays?.agreeing ?? 0;
    for (const [reason, count] of replays?.reasons ?? [])
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
    const lines = [
      ...wrong.map(
        ({ name: of, wanted, got }) => `${of}: wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`,
      ),
      ...(replays?.misses ?? []),
    ];
    total.misses += lines.length;
    for (const line of lines) say(`miss ${name} ${line}`);
  }
  say(`logs ${String(total.logs)}`);
  say(`facts ${String(total.right)}/${String(total.facts)}`);
  say(`replays ${String(total.agreeing)}/${String(total.replays)}`);
  for (const reason of DISAGREEMENT_REASONS) {
    const count = reasons.get(reason) ?? 0;
    if (count > 0) say(`disagreements ${reason} ${String(count)}`);
  }
  return total.misses === 0 && total.logs > 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Which folders? npm run test:corpus -- FOLDER...\n');
  process.exitCode = 2;
} else {
  process.exitCode = run(folders);
}
