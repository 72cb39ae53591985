import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlanCommand } from '../../../src/main/actions/commandGate';
import { parseShownProcesses } from '../../../src/main/parse/handsProcesses';
import {
  parseAccount,
  parseSaidSteps,
  parseSudoAnswer,
  sudoRefusalOf,
} from '../../../src/main/parse/inspection';
import { parsePrograms, surveyedProcesses } from '../../../src/main/parse/survey';
import {
  parseInspectedUnits,
  parseSurveyedUnits,
  parseTimeSpanSeconds,
} from '../../../src/main/parse/systemctlShow';
import { shellWord } from '../../../src/shared/replay/explanation/owner';

/** Pieces of what a host answers, so that random texts get past the first check of every parser. */
const fragment = fc.oneof(
  fc.constantFrom(
    'pid\tppid\tstart_ticks\tuid\tuser\tthreads\tcomm\tascii_comm\toom_score\toom_score_adj\toom_adj\tcgroup\n',
    '1\t0\t12\t0\troot\t1\tinit\tinit\t0\t0\t\t/\n',
    '\n',
    '\t',
    '=unit a.service\n',
    '=pids ',
    '=cksum 12 34\n',
    '>',
    'Id=a.service\n',
    'OOMScoreAdjust=',
    'RestartUSec=',
    'begin\n',
    '0 done 5 ',
    'lrwxrwxrwx 1 0 0 0 Nov 25 21:05 7/exe -> /a\\',
    'status 1\n',
    'sudo: ',
    'capabilities ',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer().map(String),
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('any text at all', () => {
  it('is read without an error, and gives only what could be', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        parseAccount(text);
        parseSudoAnswer(text);
        expect(['needs-password', 'refused', 'missing']).toContain(sudoRefusalOf(text).answer);
        const processes = parseShownProcesses(text);
        expect(new Set(processes.map(({ pid }) => pid)).size).toBe(processes.length);
        for (const { pid, asciiComm } of processes) {
          expect(pid).toBeGreaterThan(0);
          expect(asciiComm).toMatch(/^[ -~]*$/);
        }
        expect(surveyedProcesses(processes, parsePrograms(text))).toHaveLength(processes.length);
        for (const { pids, invocationId } of parseInspectedUnits(text)) {
          expect(pids.every((pid) => Number.isInteger(pid) && pid > 0)).toBe(true);
          expect(invocationId ?? '0'.repeat(32)).toMatch(/^[0-9a-f]{32}$/);
        }
        for (const { adj } of parseSurveyedUnits(text)) expect(Math.abs(adj ?? 0)).toBeLessThanOrEqual(1000);
        const seconds = parseTimeSpanSeconds(text);
        expect(seconds === null || (Number.isFinite(seconds) && seconds >= 0)).toBe(true);
      }),
    );
  });

  it('tells of no step that was not asked for, and cutting it off invents none', () => {
    fc.assert(
      fc.property(anyText, fc.nat(5), fc.nat(400), (text, stepCount, cut) => {
        const whole = parseSaidSteps(text, stepCount);
        for (const { index } of whole.steps) expect(index).toBeLessThan(stepCount);
        const part = parseSaidSteps(text.slice(0, cut), stepCount);
        expect(whole.steps.slice(0, part.steps.length)).toEqual(part.steps);
      }),
    );
  });
});

describe('any word in a command', () => {
  const call = 'sh -c "$lowmark_program" lowmark';
  const printable = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
  });

  it('passes the last look when it was quoted, whatever it is', () => {
    fc.assert(
      fc.property(printable, (word) => {
        expect(
          isPlanCommand(`${call} adj 1 2 ${word === '' ? "''" : shellWord(word)} oom_adj 0 1`, 'none'),
        ).toBe(true);
      }),
    );
  });

  it('does not pass with anything that a shell would look at outside of quotes', () => {
    fc.assert(
      fc.property(
        printable,
        fc.constantFrom(...Array.from(';&|<>$`"\\()*?[]#~!{}\n\t')),
        printable,
        (before, sign, after) => {
          fc.pre(!`${before}${after}`.includes("'"));
          expect(isPlanCommand(`${call} ${before}${sign}${after}`, 'none')).toBe(false);
        },
      ),
    );
  });
});
