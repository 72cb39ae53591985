import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { HostIdentity } from '../../../shared/model';
import { UNKNOWN_IDENTITY } from '../../../shared/model';
import type { RecordingFrame, RecordingHeader } from '../../../shared/schema/recording';
import { recordingFrameSchema, recordingHeaderSchema } from '../../../shared/schema/recording';
import type { Frame } from '../frame';
import { SourceError } from '../sourceError';

/** A recording as it is read: what it says of its host, then its frames in the order of the file. */
export type RecordingEvent =
  | { readonly kind: 'header'; readonly header: RecordingHeader; readonly identity: HostIdentity }
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** A line that is no frame. Reading goes on behind it: half a last line is what an interrupted recording ends in. */
  | { readonly kind: 'bad-line'; readonly line: number };

/** The first bytes of every gzip stream. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

function unreadable(path: string, problem: string, cause?: unknown): SourceError {
  return new SourceError('recording-unreadable', { params: { host: path, problem }, cause });
}

async function openText(path: string): Promise<Readable> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0);
    const isGzip =
      bytesRead === GZIP_MAGIC.length && GZIP_MAGIC.every((byte, index) => buffer[index] === byte);
    const bytes = createReadStream(path);
    if (!isGzip) return bytes;
    const text = createGunzip();
    bytes.on('error', (error) => text.destroy(error));
    text.on('close', () => bytes.destroy());
    return bytes.pipe(text);
  } finally {
    await file.close();
  }
}

function parseLine<Value>(
  line: string,
  schema: { safeParse(input: unknown): { success: boolean; data?: Value } },
): Value | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function identityOf(header: RecordingHeader): HostIdentity {
  return {
    ...UNKNOWN_IDENTITY,
    kernel: header.kernel ?? null,
    arch: header.arch ?? null,
    hostname: header.host,
    pageBytes: header.pageBytes ?? null,
    bootId: header.bootId ?? null,
    cpus: header.cpus ?? null,
    ticksPerSecond: header.ticksPerSecond ?? null,
  };
}

function frameOf(recorded: RecordingFrame): Frame {
  return {
    uptimeSeconds: recorded.at,
    receivedAtMs: null,
    sections: recorded.sections ?? {},
    refusals: {},
    kernelLog: recorded.kernelLog ?? null,
  };
}

/**
 * Reads a recording (JSON lines, gzipped or not) without ever holding all of it.
 *
 * @throws {SourceError} `recording-unreadable` where the file cannot be read, is cut off inside its compression, or does
 *   not begin with a recording's header.
 */
export async function* readRecording(path: string): AsyncGenerator<RecordingEvent, void, undefined> {
  let text: Readable | null = null;
  try {
    text = await openText(path);
    // Node's line reader does not hand on errors of its input; without this they would end the process.
    let broken: Error | null = null;
    text.once('error', (error) => {
      broken = error;
    });
    const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
    text.once('error', () => {
      lines.close();
    });
    yield* eventsOf(lines, path);
    if (broken !== null) throw unreadable(path, 'it is damaged', broken);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw unreadable(path, code === 'ENOENT' ? 'there is no such file' : code, error);
  } finally {
    text?.destroy();
  }
}

async function* eventsOf(
  lines: AsyncIterable<string>,
  path: string,
): AsyncGenerator<RecordingEvent, void, undefined> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (number === 1) {
      const header = parseLine(line, recordingHeaderSchema);
      if (header === null) throw unreadable(path, 'its first line is not the header of a recording');
      yield { kind: 'header', header, identity: identityOf(header) };
    } else if (line.trim() !== '') {
      const recorded = parseLine(line, recordingFrameSchema);
      yield recorded === null
        ? { kind: 'bad-line', line: number }
        : { kind: 'frame', frame: frameOf(recorded) };
    }
  }
  if (number === 0) throw unreadable(path, 'it is empty');
}
