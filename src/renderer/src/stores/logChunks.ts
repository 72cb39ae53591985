import { IMPORT_CHUNK_BYTES } from '../../../shared/model';

/** How much of a file is in memory at once. A whole number of chunks, so that only the last one is short. */
const BLOCK_BYTES = 32 * IMPORT_CHUNK_BYTES;

/** Arguments that a call of a function takes without a stack overflow, in any engine. */
const CALL_BYTES = 8 * 1024;

/** Bytes in base64, with padding. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CALL_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CALL_BYTES));
  }
  return window.btoa(binary);
}

/**
 * A file in pieces of {@link IMPORT_CHUNK_BYTES}, in its order. Of a file of any size, only two blocks of about a
 * megabyte are ever held: the next one is being read while the pieces of this one are taken.
 */
export async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const read = (at: number): Promise<ArrayBuffer> => file.slice(at, at + BLOCK_BYTES).arrayBuffer();
  let next = file.size > 0 ? read(0) : null;
  for (let at = 0; next !== null; at += BLOCK_BYTES) {
    const block = new Uint8Array(await next);
    next = at + BLOCK_BYTES < file.size ? read(at + BLOCK_BYTES) : null;
    // A reading that fails is told when its turn comes; until then nobody listens.
    next?.catch(() => undefined);
    for (let from = 0; from < block.length; from += IMPORT_CHUNK_BYTES) {
      yield block.subarray(from, from + IMPORT_CHUNK_BYTES);
    }
  }
}

/** Formats that are no text, by their first bytes. Gzip is not among them: main unpacks it. */
const FOREIGN_FORMATS = [
  { kind: 'journal', magic: 'LPKSHHRH' },
  { kind: 'packed', magic: 'BZh' },
  { kind: 'packed', magic: '\u00fd7zXZ\u0000' },
  { kind: 'packed', magic: '\u0028\u00b5\u002f\u00fd' },
  { kind: 'packed', magic: 'PK\u0003\u0004' },
] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number]['kind'];

/** What a file is that cannot be read as a log; null: it may be one. */
export async function foreignFormatOf(file: Blob): Promise<ForeignFormat | null> {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 8).arrayBuffer()));
  return FOREIGN_FORMATS.find(({ magic }) => head.startsWith(magic))?.kind ?? null;
}
