/**
 * Finds the lines of a kernel log that may be about memory running out, without looking at each byte: a search for many words
 * at once that skips ahead by what two neighbouring bytes rule out (Wu and Manber, "A fast algorithm for multi-pattern
 * searching", 1994).
 */

/** What stands in every line that begins, or alone makes, an incident or a sign. Each is at least {@link WINDOW} long. */
const NEEDLES = [
  'oom-kill',
  'oom_reaper',
  'oom_score_adj',
  'oom_adj name',
  'of memory',
  'of Memory',
  'illed process',
  'ill process',
  'page allocation',
  'allocation failure',
  'result of limit',
  'killable processes',
  'available memory',
  'OOM victim',
  'VM_FAULT_OOM',
  'Linux version',
  // A message that is not UTF-8 is a list of bytes in the journal's JSON.
  '"MESSAGE":[',
  '"MESSAGE" : [',
] as const;

/** Bytes of each needle that decide how far to skip. */
const WINDOW = 8;

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const WORDS = NEEDLES.map(bytesOf);

/** By two neighbouring bytes, how far the search may move on; 0: a needle may end its window here. */
const SKIPS = skipsOf(WORDS);
const BY_LAST_PAIR = byLastPair(WORDS);

function pairOf(word: Uint8Array, end: number): number {
  return ((word[end - 1] ?? 0) << 8) | (word[end] ?? 0);
}

function skipsOf(words: readonly Uint8Array[]): Uint8Array {
  const skips = new Uint8Array(65_536).fill(WINDOW - 1);
  for (const word of words) {
    for (let end = 1; end < WINDOW; end += 1) {
      const pair = pairOf(word, end);
      skips[pair] = Math.min(skips[pair] ?? 0, WINDOW - 1 - end);
    }
  }
  return skips;
}

function byLastPair(words: readonly Uint8Array[]): ReadonlyMap<number, readonly Uint8Array[]> {
  const byPair = new Map<number, Uint8Array[]>();
  for (const word of words) {
    const pair = pairOf(word, WINDOW - 1);
    byPair.set(pair, [...(byPair.get(pair) ?? []), word]);
  }
  return byPair;
}

/**
 * Where the next needle begins, at or after an offset.
 * @returns -1 where there is none up to the end
 */
export function nextNeedle(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let end = from + WINDOW - 1;
  while (end < length) {
    const pair = ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
    const skip = SKIPS[pair] ?? 1;
    if (skip > 0) {
      end += skip;
      continue;
    }
    const start = end - WINDOW + 1;
    if (BY_LAST_PAIR.get(pair)?.some((word) => startsAt(bytes, start, word)) === true) return start;
    end += 1;
  }
  return -1;
}

function startsAt(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  if (start + word.length > bytes.length) return false;
  return word.every((byte, index) => bytes[start + index] === byte);
}
