import type { ParseProblem } from '../../shared/result';

/**
 * What every parser of a kernel file needs: lines that know whether they are whole, numbers that are numbers or
 * nothing, and problems that say where.
 */

/** One line of a kernel file. */
export interface KernelLine {
  /** The line without its end (`\n` or `\r\n`). */
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /**
   * False for the last line of a text that does not end in a newline. The kernel ends every line, so such a text was
   * cut, and a number at the end of the line may have lost digits.
   */
  readonly isWhole: boolean;
}

/**
 * Cuts a text into its lines. Blank lines are left out, and a carriage return before the newline is dropped.
 *
 * @param text the content of a kernel file; any text at all is accepted
 */
export function kernelLines(text: string): KernelLine[] {
  const lines: KernelLine[] = [];
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const newline = text.indexOf('\n', start);
    const isWhole = newline !== -1;
    const end = isWhole ? newline : text.length;
    const hasReturn = end > start && text.charCodeAt(end - 1) === 13;
    const line = text.slice(start, hasReturn ? end - 1 : end);
    if (line.trim() !== '') lines.push({ text: line, number, isWhole });
    start = end + 1;
  }
  return lines;
}

/** Digits of the largest number a kernel prints: 2^64 - 1. */
const MAX_DIGITS = 20;

/** As many digits fit into a double, so that adding them up one by one is exact. */
const EXACT_DIGITS = 15;

/**
 * A whole number as the kernel prints it (`%lu`, `%llu`): 1 to 20 decimal digits and nothing else. Counters above
 * 2^53 lose their lowest bits; nothing Lowmark shows depends on them.
 *
 * @returns null when the text is anything else, the empty text included
 */
export function parseCount(text: string): number | null {
  const { length } = text;
  if (length === 0 || length > MAX_DIGITS) return null;
  let count = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return null;
    count = count * 10 + digit;
  }
  return length <= EXACT_DIGITS ? count : Number(text);
}

/** As {@link parseCount}, with an optional minus sign before it. */
export function parseSignedCount(text: string): number | null {
  if (text.charCodeAt(0) !== 45) return parseCount(text);
  const count = parseCount(text.slice(1));
  if (count === null) return null;
  return count === 0 ? 0 : -count;
}

const EXCERPT_CHARACTERS = 80;

/** The start of a foreign text, fit for a log line: at most 80 characters, control characters replaced. */
function excerptOf(text: string): string {
  // eslint-disable-next-line no-control-regex -- taking control characters out is the point
  return text.slice(0, EXCERPT_CHARACTERS).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
}

/**
 * The problem of one line.
 *
 * @param file the section's name, for example `zoneinfo`
 * @param expected what should have stood there, in English
 */
export function malformedLine(file: string, line: KernelLine, expected: string): ParseProblem {
  return { kind: 'malformed', file, line: line.number, expected, excerpt: excerptOf(line.text) };
}

/** The problem of a text that has no line which the parser knows: blank, or something else altogether. */
export function nothingKnown(file: string, lines: readonly KernelLine[], expected: string): ParseProblem {
  const [first] = lines;
  if (first === undefined) return { kind: 'empty', file, line: null, expected, excerpt: '' };
  return malformedLine(file, first, expected);
}
