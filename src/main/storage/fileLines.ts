import { open } from 'node:fs/promises';

/** One line of a file. */
export interface FileLine {
  /** Without its end; null where it is no UTF-8, or too long. */
  readonly text: string | null;
  readonly offsetBytes: number;
  /** Without its end. */
  readonly lengthBytes: number;
  /** Whether it has an end; only the last line may have none. */
  readonly isEnded: boolean;
}

const CHUNK_BYTES = 1024 ** 2;

/** More than a plan for all processes of the largest fleet; a JavaScript string holds about twice as much. */
const LONGEST_LINE_BYTES = 256 * 1024 ** 2;

const NEWLINE = 0x0a;

/**
 * The lines of a file from an offset to its end, a chunk at a time. A file that is not there has none.
 *
 * @throws the system's error where it cannot be read.
 */
export async function* linesOfFile(path: string, fromBytes = 0): AsyncGenerator<FileLine, void, undefined> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return;
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let offsetBytes = fromBytes;
    let parts: Buffer[] = [];
    let lengthBytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, offsetBytes + lengthBytes);
      if (bytesRead === 0) break;
      let begin = 0;
      for (;;) {
        const end = chunk.subarray(0, bytesRead).indexOf(NEWLINE, begin);
        const part = Buffer.from(chunk.subarray(begin, end === -1 ? bytesRead : end));
        lengthBytes += part.length;
        if (lengthBytes <= LONGEST_LINE_BYTES) parts.push(part);
        if (end === -1) break;
        yield lineOf(parts, { offsetBytes, lengthBytes, isEnded: true });
        offsetBytes += lengthBytes + 1;
        begin = end + 1;
        parts = [];
        lengthBytes = 0;
      }
    }
    if (lengthBytes > 0) yield lineOf(parts, { offsetBytes, lengthBytes, isEnded: false });
  } finally {
    await file.close();
  }
}

function lineOf(parts: readonly Buffer[], place: Omit<FileLine, 'text'>): FileLine {
  return { ...place, text: place.lengthBytes > LONGEST_LINE_BYTES ? null : textOf(Buffer.concat(parts)) };
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
