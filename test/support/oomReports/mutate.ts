/** A source of numbers below 1 that a seed decides (mulberry32). */
export type Dice = () => number;

export function diceOf(seed: number): Dice {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to below `limit`. */
function below(dice: Dice, limit: number): number {
  return Math.floor(dice() * limit);
}

type Mutation = (log: Buffer, other: Buffer, dice: Dice) => Buffer;

const NEWLINE = 10;

function linesOf(log: Buffer): string[] {
  return log.toString('latin1').split('\n');
}

function joined(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n'), 'latin1');
}

const cut: Mutation = (log, _other, dice) => {
  const from = below(dice, log.length);
  return log.subarray(from, from + below(dice, log.length - from + 1));
};

const cutOut: Mutation = (log, _other, dice) => {
  const from = below(dice, log.length);
  return Buffer.concat([log.subarray(0, from), log.subarray(from + below(dice, 2000))]);
};

const splice: Mutation = (log, other, dice) => {
  const at = below(dice, log.length);
  const from = below(dice, other.length);
  return Buffer.concat([
    log.subarray(0, at),
    other.subarray(from, from + below(dice, 3000)),
    log.subarray(at),
  ]);
};

const interleave: Mutation = (log, other, dice) => {
  const [left, right] = [linesOf(log), linesOf(other)];
  const all: string[] = [];
  while (left.length > 0 || right.length > 0) {
    const takesLeft = right.length === 0 || (left.length > 0 && dice() < 0.5);
    all.push(...(takesLeft ? left : right).splice(0, 1 + below(dice, 3)));
  }
  return joined(all);
};

const flipBytes: Mutation = (log, _other, dice) => {
  const copy = Buffer.from(log);
  for (let flips = 1 + below(dice, 60); flips > 0; flips -= 1)
    copy[below(dice, copy.length)] = below(dice, 256);
  return copy;
};

const repeat: Mutation = (log, _other, dice) => {
  const from = below(dice, log.length);
  const piece = log.subarray(from, from + below(dice, 500));
  return Buffer.concat([
    log.subarray(0, from),
    ...Array.from({ length: 1 + below(dice, 20) }, () => piece),
    log.subarray(from),
  ]);
};

const dropLines: Mutation = (log, _other, dice) => joined(linesOf(log).filter(() => dice() < 0.8));

const shuffleLines: Mutation = (log, _other, dice) => {
  const lines = linesOf(log);
  for (let swaps = below(dice, lines.length); swaps > 0; swaps -= 1) {
    const [one, two] = [below(dice, lines.length), below(dice, lines.length)];
    [lines[one], lines[two]] = [lines[two] ?? '', lines[one] ?? ''];
  }
  return joined(lines);
};

const loseNewlines: Mutation = (log, _other, dice) =>
  Buffer.from(log.filter((byte) => byte !== NEWLINE || dice() < 0.9));

const hugeNumbers: Mutation = (log, _other, dice) =>
  Buffer.from(
    log
      .toString('latin1')
      .replaceAll(/\d+/g, (digits) => (dice() < 0.02 ? digits.repeat(1 + below(dice, 12)) : digits)),
    'latin1',
  );

const MUTATIONS: readonly Mutation[] = [
  cut,
  cutOut,
  splice,
  interleave,
  flipBytes,
  repeat,
  dropLines,
  shuffleLines,
  loseNewlines,
  hugeNumbers,
];

/** A log with some things done to it, and pieces of another one in it. No shorter than one byte, no longer than `maxBytes`. */
export function mutate(log: Buffer, other: Buffer, dice: Dice, maxBytes: number): Buffer {
  let mutant = log;
  for (let times = 1 + below(dice, 3); times > 0; times -= 1) {
    const mutation = MUTATIONS[below(dice, MUTATIONS.length)] ?? cut;
    const next = mutation(mutant, other, dice);
    if (next.length > 0) mutant = next.subarray(0, maxBytes);
  }
  return mutant;
}

/** Pieces of a buffer, of sizes that dice decide. */
export function* piecesOf(bytes: Buffer, dice: Dice): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const length = 1 + below(dice, dice() < 0.2 ? 20 : 20_000);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
