import { createReadStream } from 'node:fs';
import type { Readable, Transform } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import * as zlib from 'node:zlib';
import { logFileProblemOf, LogFileProblem } from './logFileProblem';
import { encodingOf, LONGEST_MARK, logFormatOf, unpackingOf } from './logFormat';

/** The name that means standard input. */
export const STANDARD_INPUT = '-';

const READ_BYTES = 256 * 1024;
/** Given to a decompressor at once. Text shrinks to a thousandth at best, so this bounds what comes out of one piece. */
const PACKED_PIECE_BYTES = 16 * 1024;

/**
 * A log file as a stream of UTF-8 bytes: plain, gzipped (also several members one after another, as `cat a.gz b.gz` makes
 * them) or zstd-compressed, whatever its name says; UTF-16 with a byte order mark becomes UTF-8. Bytes that are no valid
 * UTF-8 are handed on as they are. Holds a few pieces at a time, however long the file is, and reads pipes as well.
 *
 * @param file a path, or {@link STANDARD_INPUT}
 * @throws {LogFileProblem} where it cannot be opened or read on; what came before that has been yielded.
 */
export async function* readLogBytes(
  file: string,
  stdin: Readable = process.stdin,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = file === STANDARD_INPUT ? stdin : createReadStream(file, { highWaterMark: READ_BYTES });
  try {
    yield* logBytesOf(piecesOf(input), file);
  } finally {
    input.destroy();
  }
}

/**
 * The same for the bytes of a file that come from elsewhere.
 *
 * @param file what it is called in the sentence about a problem
 */
export async function* logBytesOf(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* asUtf8(unpacked(pieces, file));
  } catch (error) {
    throw logFileProblemOf(file, error);
  }
}

async function* piecesOf(input: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  // A Readable's own iterator is typed as `any`; both kinds of stream give buffers.
  for await (const piece of input as AsyncIterable<Buffer>) yield piece;
}

type Pieces = AsyncGenerator<Uint8Array, void, undefined>;

/** The first bytes, at least `count` of them where there are as many, and all bytes again. */
async function peeked(pieces: Pieces, count: number): Promise<{ head: Uint8Array; whole: Pieces }> {
  let head = Buffer.alloc(0);
  while (head.length < count) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const first = head;
  async function* whole(): Pieces {
    if (first.length > 0) yield first;
    yield* pieces;
  }
  return { head: first, whole: whole() };
}

async function* unpacked(pieces: Pieces, file: string): Pieces {
  const { head, whole } = await peeked(pieces, LONGEST_MARK);
  const format = logFormatOf(head);
  if (format === 'plain') yield* whole;
  else if (format === 'gzip') yield* decompressed(whole, () => zlib.createGunzip(), false);
  else if (format === 'zstd' && 'createZstdDecompress' in zlib) {
    yield* decompressed(whole, () => zlib.createZstdDecompress(), true);
  } else {
    const { code, command } = unpackingOf(format, file);
    throw new LogFileProblem(code, { file, format, command });
  }
}

interface Decompressor extends Transform {
  /** How many bytes it has taken of those it was given. */
  readonly bytesWritten: number;
}

/** One member of a compressed file on its way out. */
interface Member {
  readonly stream: Decompressor;
  readonly failure: Promise<Error>;
  readonly ready: Uint8Array[];
  givenBytes: number;
  /** The member is complete; what follows in the file is not part of it. */
  hasEnded: boolean;
}

function newMember(stream: Decompressor): Member {
  // A write that fails is not answered by its callback, only by this event.
  const failure = new Promise<Error>((resolve) => stream.once('error', resolve));
  const member: Member = { stream, failure, ready: [], givenBytes: 0, hasEnded: false };
  stream.on('data', (piece: Uint8Array) => member.ready.push(piece));
  stream.on('end', () => {
    member.hasEnded = true;
  });
  return member;
}

/**
 * What comes out of a decompressor, piece by piece, and its failure only after everything that came out before it: the
 * beginning of a damaged log is worth reading.
 *
 * @param open makes a decompressor; another one is made where one ends before the file does
 * @param goesOn false: what follows the end is no further member (Node's gunzip reads those itself) and is left alone
 */
async function* decompressed(packed: Pieces, open: () => Decompressor, goesOn: boolean): Pieces {
  let member = newMember(open());
  try {
    for await (const piece of packed) {
      let rest = piece;
      while (rest.length > 0) {
        if (member.hasEnded) {
          if (!goesOn) return;
          member.stream.destroy();
          member = newMember(open());
        }
        const failure = await written(member, rest.subarray(0, PACKED_PIECE_BYTES));
        yield* member.ready.splice(0);
        if (failure !== null) throw failure;
        const untakenBytes = member.hasEnded ? member.givenBytes - member.stream.bytesWritten : 0;
        rest = rest.subarray(Math.min(rest.length, PACKED_PIECE_BYTES) - untakenBytes);
      }
    }
    const failure = await ended(member);
    yield* member.ready.splice(0);
    if (failure !== null) throw failure;
  } finally {
    member.stream.destroy();
  }
}

/** Gives a piece to a decompressor, and waits until all that comes of it is ready. */
async function written(member: Member, piece: Uint8Array): Promise<Error | null> {
  const { stream } = member;
  member.givenBytes += piece.length;
  const answer = new Promise<Error | null>((resolve) => {
    stream.write(piece, (error) => resolve(error ?? null));
  });
  const failure = await Promise.race([answer, member.failure]);
  // It stopped inside of the piece: its end is announced a moment later.
  if (failure === null && stream.bytesWritten < member.givenBytes) await setImmediate();
  return failure;
}

function ended(member: Member): Promise<Error | null> {
  const { stream } = member;
  if (member.hasEnded) return Promise.resolve(null);
  const end = new Promise<null>((resolve) => stream.once('end', () => resolve(null)));
  stream.end();
  return Promise.race([end, member.failure]);
}

async function* asUtf8(pieces: Pieces): Pieces {
  const { head, whole } = await peeked(pieces, 3);
  const { encoding, markBytes } = encodingOf(head);
  if (encoding === 'utf-8') {
    let skipped = markBytes;
    for await (const piece of whole) {
      yield skipped === 0 ? piece : piece.subarray(skipped);
      skipped = 0;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const piece of whole) yield encoder.encode(decoder.decode(piece, { stream: true }));
  yield encoder.encode(decoder.decode());
}
