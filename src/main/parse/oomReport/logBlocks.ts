/**
 * Turns pieces of any size into blocks of whole lines, so that what searches them never sees half a line. Memory is bounded:
 * of a line without end only the beginning is kept.
 */

/** A block of whole lines; the last of the log may lack its newline. */
export interface LogBlock {
  readonly bytes: Uint8Array;
  /** Lines before it whose end was thrown away do not count twice: each block begins at a line of its own. */
  readonly endsInNewline: boolean;
}

/** Small enough that what runs beside the reader is not kept waiting. */
const BLOCK_BYTES = 256 * 1024;
/** The longest line that is kept whole. The kernel's longest record is 1 KiB; carriers add to it. */
const LONGEST_LINE_BYTES = 128 * 1024;
const NEWLINE = 10;

/** Collects bytes until there is a block of whole lines. */
export class LogBlocks {
  #pieces: Uint8Array[] = [];
  #pendingBytes = 0;
  /** The line that is being read is over its bound: what comes until its newline is thrown away. */
  #isSkipping = false;

  /** Takes in the next bytes; gives the blocks that are full now. The bytes must not be changed afterwards. */
  push(bytes: Uint8Array): LogBlock[] {
    const rest = this.#isSkipping ? this.#afterNewline(bytes) : bytes;
    if (rest === null || rest.length === 0) return [];
    this.#pieces.push(rest);
    this.#pendingBytes += rest.length;
    return this.#pendingBytes < BLOCK_BYTES ? [] : this.#cut();
  }

  /** What is left, at the end of the log. */
  end(): LogBlock[] {
    const bytes = joined(this.#pieces, this.#pendingBytes);
    this.#pieces = [];
    this.#pendingBytes = 0;
    if (bytes.length === 0) return [];
    return [{ bytes, endsInNewline: bytes[bytes.length - 1] === NEWLINE }];
  }

  /** The rest of a skipped line, with its newline, is dropped: its beginning has been given as a line already. */
  #afterNewline(bytes: Uint8Array): Uint8Array | null {
    const newline = bytes.indexOf(NEWLINE);
    if (newline === -1) return null;
    this.#isSkipping = false;
    return bytes.subarray(newline + 1);
  }

  #cut(): LogBlock[] {
    const last = this.#pieces.pop();
    if (last === undefined) return [];
    const firstNewline = last.indexOf(NEWLINE);
    const lastNewline = last.lastIndexOf(NEWLINE);
    // Only the line that two pieces share has to be copied.
    const isShared = this.#pieces.length > 0 && last.length >= BLOCK_BYTES / 2 && firstNewline < lastNewline;
    if (!isShared) return this.#blocksOf(this.#joinedWith(last));
    const head = this.#joinedWith(last.subarray(0, firstNewline + 1));
    return [...this.#blocksOf(head), ...this.#blocksOf(last.subarray(firstNewline + 1))];
  }

  #joinedWith(last: Uint8Array): Uint8Array {
    const pieces = [...this.#pieces, last];
    this.#pieces = [];
    return joined(
      pieces,
      pieces.reduce((sum, { length }) => sum + length, 0),
    );
  }

  /** The whole lines of these bytes, and the rest kept for later. */
  #blocksOf(bytes: Uint8Array): LogBlock[] {
    const lastNewline = bytes.lastIndexOf(NEWLINE);
    const rest = bytes.subarray(lastNewline + 1);
    const blocks: LogBlock[] = [];
    if (lastNewline !== -1) blocks.push({ bytes: bytes.subarray(0, lastNewline + 1), endsInNewline: true });
    if (rest.length > LONGEST_LINE_BYTES) {
      blocks.push({ bytes: withNewline(rest.subarray(0, LONGEST_LINE_BYTES)), endsInNewline: true });
      this.#isSkipping = true;
      this.#pieces = [];
    } else {
      // A copy: a view would keep the whole block alive.
      this.#pieces = rest.length === 0 ? [] : [rest.slice()];
    }
    this.#pendingBytes = this.#pieces[0]?.length ?? 0;
    return blocks;
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function withNewline(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = NEWLINE;
  return line;
}
