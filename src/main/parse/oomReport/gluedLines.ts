/** Several lines of a log in one: a mail program or a web page took the newline between them away. */
import { carriedLines } from './carrier';

/** ` Mar 16 21:40:40 web-01 kernel: ` within a line. */
const WITHIN = /\s+(?=[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2} \S{1,255} kernel: )/;

/** The lines of a log that a line is made of; what a program says may quote the kernel, and stays one line. */
export function withoutGlue(line: string): readonly string[] {
  const last = line.lastIndexOf(' kernel: ');
  if (last < 20 || !WITHIN.test(line)) return [line];
  const [first = '', ...others] = line.split(WITHIN);
  // A year or a number of a line stands before the first, and is no line of its own.
  if (/^\s*\d{1,9}\s*$/.test(first)) return others;
  return carriedLines(first).every(({ origin }) => origin !== 'user') ? [first, ...others] : [line];
}
