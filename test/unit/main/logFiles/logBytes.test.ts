import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLogBytes } from '../../../../src/main/logFiles/logBytes';
import { LogFileProblem } from '../../../../src/main/logFiles/logFileProblem';

const TEXT = 'Out of memory: Killed process 158 (leaker)\n内存\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-logs-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is read, and the problem it ended with. */
async function read(pieces: AsyncIterable<Uint8Array>): Promise<{ text: string; problem: string | null }> {
  const all: Uint8Array[] = [];
  try {
    for await (const piece of pieces) all.push(piece);
    return { text: Buffer.concat(all).toString(), problem: null };
  } catch (error) {
    if (!(error instanceof LogFileProblem)) throw error;
    return { text: Buffer.concat(all).toString(), problem: error.sentence.code };
  }
}

async function readFile(name: string, bytes: Uint8Array): Promise<{ text: string; problem: string | null }> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return read(readLogBytes(path));
}

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

describe('a log file as bytes', () => {
  it.each<[string, Buffer]>([
    ['plain', Buffer.from(TEXT)],
    ['gzip, whatever its name', gzipSync(TEXT)],
    ['gzip of two members', Buffer.concat([gzipSync(TEXT.slice(0, 20)), gzipSync(TEXT.slice(20))])],
    ['gzip padded with zeros', Buffer.concat([gzipSync(TEXT), Buffer.alloc(512)])],
    ['zstd', zstdCompressSync(TEXT)],
    [
      'zstd of two frames',
      Buffer.concat([zstdCompressSync(TEXT.slice(0, 9)), zstdCompressSync(TEXT.slice(9))]),
    ],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, little end first', utf16(TEXT, false)],
    ['UTF-16, big end first', utf16(TEXT, true)],
    ['UTF-16 in gzip', gzipSync(utf16(TEXT, false))],
  ])('reads %s', async (_name, bytes) => {
    expect(await readFile('some.log', bytes)).toEqual({ text: TEXT, problem: null });
  });

  it.each([0, 1, 2, 5])('reads a file of %i bytes', async (count) => {
    expect(await readFile('short.log', Buffer.from('BZh9!'.slice(0, count)))).toEqual({
      text: 'BZh9!'.slice(0, count),
      problem: null,
    });
  });

  it('hands on bytes that are no UTF-8', async () => {
    const path = join(folder, 'latin.log');
    await writeFile(path, Buffer.from([0x41, 0xff, 0x0a]));
    const pieces: Uint8Array[] = [];
    for await (const piece of readLogBytes(path)) pieces.push(piece);
    expect([...Buffer.concat(pieces)]).toEqual([0x41, 0xff, 0x0a]);
  });

  it('reads UTF-16 whose characters are cut between pieces', async () => {
    const bytes = utf16(TEXT, false);
    const pieces = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
    expect(await read(readLogBytes('-', pieces))).toEqual({ text: TEXT, problem: null });
  });

  it('reads what comes through a pipe, compressed or not', async () => {
    const packed = gzipSync(TEXT);
    const pieces = Readable.from([packed.subarray(0, 1), packed.subarray(1, 30), packed.subarray(30)]);
    expect(await read(readLogBytes('-', pieces))).toEqual({ text: TEXT, problem: null });
  });

  it.each([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04], 'terminal.report-packed'],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26], 'terminal.report-packed'],
    ['lz4', [0x04, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7, 0x00], 'terminal.report-packed'],
    ['a binary journal', [...Buffer.from('LPKSHHRH')], 'terminal.report-journal'],
  ])('refuses %s with a sentence', async (_name, bytes, problem) => {
    expect(await readFile('packed', Buffer.from(bytes))).toEqual({ text: '', problem });
  });

  it('says how a file is unpacked, with its name as a shell takes it', async () => {
    const path = join(folder, "it's.xz");
    await writeFile(path, Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]));
    const [failure] = await Promise.allSettled([read(readLogBytes(path))]);
    expect(failure).toMatchObject({ value: { problem: 'terminal.report-packed' } });
    await expect(readLogBytes(path).next()).rejects.toMatchObject({
      sentence: { params: { command: `xz -dk '${folder}/it'\\''s.xz'` } },
    });
  });

  it('gives what came before a gzip file breaks off, and says that it does', async () => {
    // Text that hardly compresses, so that half the file is about half the text.
    const lines = Array.from(
      { length: 20_000 },
      (_, line) => `${line} ${(line * 2_654_435_761) % 4_294_967_296}\n`,
    );
    const packed = gzipSync(lines.join(''));
    const { text, problem } = await readFile('cut.gz', packed.subarray(0, Math.floor(packed.length / 2)));
    expect(problem).toBe('terminal.report-damaged');
    expect(lines.join('').startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(lines.join('').length / 4);
  });

  it('says that a gzip file is damaged', async () => {
    const packed = gzipSync(TEXT);
    packed.writeUInt32LE(0, packed.length - 8);
    expect(await readFile('wrong.gz', packed)).toMatchObject({ problem: 'terminal.report-damaged' });
  });

  it.each([
    ['nothing-here.log', 'terminal.report-no-file'],
    ['.', 'terminal.report-folder'],
  ])('says why %s cannot be read', async (name, problem) => {
    expect(await read(readLogBytes(join(folder, name)))).toEqual({ text: '', problem });
  });

  it('says that a log may not be read', async () => {
    const refused = new Readable({
      read() {
        this.destroy(Object.assign(new Error('denied'), { code: 'EACCES' }));
      },
    });
    expect(await read(readLogBytes('-', refused))).toEqual({
      text: '',
      problem: 'terminal.report-no-permission',
    });
  });
});
