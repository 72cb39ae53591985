/** Numbers of reports: whole, of a size that a kernel prints, or nothing. */
import { parseCount, parseSignedCount } from '../../kernelText';
import type { Amounts } from './reportEvent';

const KIB = 1024;

/** @returns null for text that is no number, or longer than the kernel prints */
export function countOf(text: string | undefined): number | null {
  return text === undefined ? null : parseCount(text);
}

export function signedOf(text: string | undefined): number | null {
  return text === undefined ? null : parseSignedCount(text);
}

/** The kernel's kB, which is KiB, in bytes. */
export function kibOf(text: string | undefined): number | null {
  const count = countOf(text);
  return count === null ? null : count * KIB;
}

const SIZES = /([A-Za-z][\w()]*):\s?(\d{1,20})\s?[kK][Bb]/g;

/** Every `name:123kB` of a line, in bytes. */
export function sizesIn(text: string): Amounts {
  const amounts: [string, number][] = [];
  for (const [, name, digits] of text.matchAll(SIZES)) {
    const bytes = kibOf(digits);
    if (name !== undefined && bytes !== null) amounts.push([name, bytes]);
  }
  // From entries: a name is foreign text, and `__proto__` must be a name like any other.
  return Object.fromEntries(amounts);
}
