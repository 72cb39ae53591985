import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KernelLogReader } from '../../../src/main/parse/oomReport/kernelLogReader';
import { diceOf, mutate, piecesOf } from '../../support/oomReports/mutate';
import { faultsIn } from '../../support/oomReports/soundFinding';

const LOGS = fileURLToPath(new URL('../../fixtures/oom/', import.meta.url));
/** `FUZZ_SEED=7 npm run property -- oomReportMutations` tries another one. */
const { FUZZ_SEED } = process.env;
const SEEDS = FUZZ_SEED === undefined ? [1, 2, 3, 5, 8, 13, 21, 34] : [Number(FUZZ_SEED)];
const MUTANTS_A_SEED = 120;
const MAX_MUTANT_BYTES = 60_000;

const REAL_LOGS = ['', 'recorded/'].flatMap((folder) =>
  readdirSync(LOGS + folder)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => readFileSync(LOGS + folder + name)),
);

describe('logs to which things were done', () => {
  it.each(SEEDS)('give what keeps the contract, seed %i', (seed) => {
    const dice = diceOf(seed);
    const anyLog = (): Buffer => REAL_LOGS[Math.floor(dice() * REAL_LOGS.length)] ?? Buffer.alloc(0);
    for (let mutants = 0; mutants < MUTANTS_A_SEED; mutants += 1) {
      const mutant = mutate(anyLog(), anyLog(), dice, MAX_MUTANT_BYTES);
      const reader = new KernelLogReader({ keepsText: mutants % 2 === 0 });
      const findings = [...piecesOf(mutant, dice)]
        .flatMap((piece) => reader.push(piece))
        .concat(reader.end());
      const lineCount = mutant.toString('latin1').split('\n').length;
      for (const finding of findings) {
        expect(faultsIn(finding, lineCount), `seed ${String(seed)}, mutant ${String(mutants)}`).toEqual([]);
      }
    }
  });
});
