/**
 * `/proc/pressure/memory`, printed by psi_show in kernel/sched/psi.c since 4.20
 * (https://docs.kernel.org/accounting/psi.html).
 *
 *     some avg10=1.84 avg60=0.78 avg300=0.19 total=787907
 *     full avg10=1.62 avg60=0.70 avg300=0.17 total=700334
 *
 * The file is missing without CONFIG_PSI; where PSI is compiled in but off (psi=0), reading it fails or gives nothing.
 */
import type { MemoryPressure, PressureLine } from '../../shared/model';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount } from './kernelText';

const FILE = 'pressure_memory';
const EXPECTED = '"some" or "full" with avg10=, avg60=, avg300= (0.00 to 100.00) and total=';
const PERCENT = /^\d{1,3}\.\d{2}$/;

function percentOf(word: string | undefined): number | null {
  if (word === undefined || !PERCENT.test(word)) return null;
  const percent = Number(word);
  return percent <= 100 ? percent : null;
}

function pressureLineOf(words: readonly string[]): PressureLine | null {
  const numbers = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) numbers.set(word.slice(0, equals), word.slice(equals + 1));
  }
  const avg10Percent = percentOf(numbers.get('avg10'));
  const avg60Percent = percentOf(numbers.get('avg60'));
  const avg300Percent = percentOf(numbers.get('avg300'));
  const totalUs = parseCount(numbers.get('total') ?? '');
  if (avg10Percent === null || avg60Percent === null || avg300Percent === null || totalUs === null)
    return null;
  return { avg10Percent, avg60Percent, avg300Percent, totalUs };
}

/**
 * Reads `/proc/pressure/memory`.
 *
 * @param text the file's content; any text is accepted
 * @returns both lines, null where one is not printed. Further words of a line and lines of other names are ignored; a
 *   `some` or `full` line that lacks a number or stands there twice is a problem, and so is a text cut off in a line.
 */
export function parsePressure(text: string): Result<MemoryPressure> {
  const lines: readonly KernelLine[] = kernelLines(text);
  const known = new Map<string, PressureLine>();
  for (const line of lines) {
    const [name = '', ...words] = line.text.trim().split(/\s+/);
    if (line.isWhole && name !== 'some' && name !== 'full') continue;
    const pressureLine = line.isWhole ? pressureLineOf(words) : null;
    if (pressureLine === null) return failed(malformedLine(FILE, line, EXPECTED));
    if (known.has(name)) return failed(malformedLine(FILE, line, `${name} once only`));
    known.set(name, pressureLine);
  }
  if (known.size === 0) return failed(nothingKnown(FILE, lines, EXPECTED));
  return ok({ some: known.get('some') ?? null, full: known.get('full') ?? null });
}
