import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planHostOf } from '../../../src/shared/change/plan';
import {
  inputWith,
  inspectedAs,
  NOW_MS,
  setAdj,
  setUnit,
  unitWith,
} from '../../unit/shared/change/planInputs';
import { processWith } from '../../unit/shared/oom/processes';

/** In place of the program that writes: says which words it was given, with a NUL behind each, and nothing else. */
const SAYS_ITS_WORDS = `[ "$#" -eq 0 ] || printf '%s\\000' "$@"`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lowmark-command-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a real shell makes of a command. */
function wordsOf(command: string): string[] {
  const said = execFileSync('sh', ['-c', command], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', lowmark_program: SAYS_ITS_WORDS },
    encoding: 'utf8',
  });
  return said.split('\0').slice(0, -1);
}

const pieces = fc.constantFrom(
  "'",
  '"',
  '\\',
  '\n',
  '\r',
  '\t',
  ' ',
  '$',
  '`',
  '$(touch canary)',
  '`touch canary`',
  ';touch canary;',
  '|touch canary',
  '>canary',
  '&',
  '#',
  '!',
  '*',
  '~',
  '-',
  '--',
  '${IFS}',
  '\u0001',
  '\u007f',
  'ä',
  '数据库',
  '🦊',
  'a',
  '0',
);

/** What whoever runs a process may call it: anything but NUL. */
const names = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 15 }).map((text) => text.replaceAll('\0', '')),
);

/** Written anew here: a blank to a tilde, each by itself. */
function printable(name: string): string {
  return Array.from(name)
    .filter((character) => character >= ' ' && character <= '~')
    .join('');
}

describe('the command of a plan', () => {
  it('gives the program the very words, whatever processes are called, and runs nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(names, fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 })),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        (wanted) => {
          const made = wanted.map(([comm, before, after], index) => ({
            process: processWith({ pid: 10 + index, comm, oomScoreAdj: before, startTicks: 7_000 + index }),
            after: after === before ? (before + 1001) % 1001 : after,
          }));
          const processes = made.map(({ process }) => process);
          const inspection = {
            processes: processes.map((process) =>
              inspectedAs(process, { asciiComm: printable(process.comm) }),
            ),
          };
          const items = made.map(({ process, after }) => setAdj(process, after));
          const host = planHostOf(inputWith(items, { processes, inspection }), NOW_MS);
          const expected = made
            .filter(({ process, after }) => process.oomScoreAdj !== after)
            .flatMap(({ process: { pid, startTicks, comm, oomScoreAdj }, after }) => [
              'adj',
              String(pid),
              String(startTicks),
              printable(comm),
              'oom_score_adj',
              String(oomScoreAdj),
              String(after),
            ]);
          expect(host.command === null ? [] : wordsOf(host.command)).toEqual(expected);
          expect(readdirSync(folder)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has a word for each unit that systemd could have, and nothing of another', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          names.map((name) => `${name}.service`),
          fc.stringMatching(/^[A-Za-z0-9:_.\\@-]{1,30}\.service$/),
        ),
        (unit) => {
          const inspection = {
            units: [unitWith(unit, { dropInChecksum: '4294967295 113', dropInText: 'x' })],
          };
          const { command, steps } = planHostOf(inputWith([setUnit(unit, -500)], { inspection }), NOW_MS);
          expect(command === null).toBe(steps[0]?.blocked !== null);
          if (command !== null)
            expect(wordsOf(command)).toEqual(['unit-set', unit, '4294967295-113', '-500']);
          else expect(/^[A-Za-z0-9:_\\][A-Za-z0-9:_.\\-]*\.service$/.test(unit)).toBe(false);
          expect(readdirSync(folder)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
