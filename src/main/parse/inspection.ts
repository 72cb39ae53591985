/**
 * What the script beside the sampling says of the account that Lowmark is on a host, of sudo, and of what was written.
 */
import type { InitSystem } from '../../shared/change/inspection';
import type { SudoAnswer } from '../../shared/model';
import { kernelLines, parseCount, parseSignedCount } from './kernelText';

export interface InspectedAccount {
  /** Empty where the host does not say. */
  readonly user: string;
  readonly uid: number | null;
  readonly effectiveCapabilities: string | null;
  readonly initSystem: InitSystem;
}

const DETAIL_CHARACTERS = 300;

/** One line of printable text, of whatever a host said. */
export function detailOf(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return line.trim().slice(0, DETAIL_CHARACTERS);
}

function initSystemOf(text: string | undefined): InitSystem {
  return text === 'systemd' || text === 'openrc' || text === 'sysv' ? text : 'unknown';
}

/** Reads lines of a key, a blank and an answer. Total: what is missing or makes no sense is null. */
export function parseAccount(text: string): InspectedAccount {
  const answers = new Map<string, string>();
  for (const line of kernelLines(text)) {
    const blank = line.text.indexOf(' ');
    if (blank > 0 && line.isWhole) answers.set(line.text.slice(0, blank), line.text.slice(blank + 1));
  }
  const capabilities = answers.get('capabilities') ?? '';
  return {
    user: detailOf(answers.get('user') ?? ''),
    uid: parseCount(answers.get('uid') ?? ''),
    effectiveCapabilities: /^[0-9a-fA-F]{1,32}$/.test(capabilities) ? capabilities : null,
    initSystem: initSystemOf(answers.get('init')),
  };
}

/** Why sudo did not run something. */
export type SudoRefusal = Exclude<SudoAnswer, 'not-asked' | 'works'>;

/** Of sudo 1.6 to 1.9 (check.c, sudoers.c, parse_args.c) and sudo-rs. A wrong password is one that is still needed. */
const NEEDS_PASSWORD =
  /password is required|authentication is required|incorrect (?:password|authentication)|[Aa]uthentication failed|no password was provided|[Ss]orry, try again/;
const MISSING = /sudo: (?:command )?not found|sudo: No such file/;

/**
 * What sudo means when it did not run what it was given: by its own words, in the C locale.
 *
 * @param said what it printed on standard error; any text is accepted
 * @returns the kind, and the line that says so
 */
export function sudoRefusalOf(said: string): { readonly answer: SudoRefusal; readonly detail: string } {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const lineOf = (pattern: RegExp): string | undefined => lines.find((line) => pattern.test(line));
  const missing = lineOf(MISSING);
  if (missing !== undefined) return { answer: 'missing', detail: detailOf(missing) };
  // Who is not allowed anything may have to give a password first; then that is the end of it.
  const refused = lineOf(/not in the sudoers|not allowed to|may not run sudo|must have a tty/);
  if (refused !== undefined) return { answer: 'refused', detail: detailOf(refused) };
  const needed = lineOf(NEEDS_PASSWORD);
  if (needed !== undefined) return { answer: 'needs-password', detail: detailOf(needed) };
  return { answer: 'refused', detail: detailOf(lines.at(-1) ?? '') };
}

/** Reads what came of asking sudo: a line `status N`, then what it said. */
export function parseSudoAnswer(text: string): Exclude<SudoAnswer, 'not-asked'> {
  const [, status, said = ''] = /^status (\d{1,3})\n([^]*)$/.exec(text) ?? [];
  if (status === '0') return 'works';
  return status === '127' ? 'missing' : sudoRefusalOf(said).answer;
}

const OUTCOMES = [
  'done',
  'already',
  'gone',
  'another-process',
  'changed-meanwhile',
  'denied',
  'not-kept',
  'failed',
] as const;

/** What the program on the host says of one step, by its place in the command, from 0. */
export interface SaidStep {
  readonly index: number;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly value: number | null;
  readonly score: number | null;
  readonly detail: string;
}

export interface SaidSteps {
  /** Whether the program ran at all: without that, nothing was written. */
  readonly hasBegun: boolean;
  readonly steps: readonly SaidStep[];
}

function stepOf(line: string): SaidStep | null {
  const [, indexText = '', word, valueText = '', scoreText = '', detail = ''] =
    /^(\d{1,9}) ([a-z-]+) (-|-?\d+) (-|-?\d+)(?: (.*))?$/.exec(line) ?? [];
  const outcome = OUTCOMES.find((known) => known === word);
  const index = parseCount(indexText);
  if (outcome === undefined || index === null) return null;
  return {
    index,
    outcome,
    value: parseSignedCount(valueText),
    score: parseSignedCount(scoreText),
    detail: detailOf(detail),
  };
}

/**
 * Reads what the program printed so far: a line `begin`, then `INDEX OUTCOME VALUE SCORE DETAIL` for each step.
 *
 * @param text any text is accepted; a line that was cut off has not been said
 * @param stepCount how many steps the command has: nothing is believed of others
 */
export function parseSaidSteps(text: string, stepCount: number): SaidSteps {
  const lines = kernelLines(text).filter((line) => line.isWhole);
  const from = lines.findIndex((line) => line.text === 'begin');
  const steps = new Map<number, SaidStep>();
  for (const line of from < 0 ? [] : lines.slice(from + 1)) {
    const step = stepOf(line.text);
    if (step !== null && step.index < stepCount && !steps.has(step.index)) steps.set(step.index, step);
  }
  return { hasBegun: from >= 0, steps: [...steps.values()] };
}
