import { open, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Log } from '../log';
import type { KnownHostLine, KnownHostsFile } from './knownHosts';
import { knownHostsLine, linesFor, parseKnownHosts } from './knownHosts';

/** A file of a megabyte holds some ten thousand keys; what is larger is not a known_hosts file. */
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;

const NO_LINES: KnownHostsFile = { lines: [], skipped: [] };

/** The files that OpenSSH reads for a person, in its order. Lowmark reads them and never writes them. */
export function openSshKnownHostsPaths(homeFolder: string = homedir()): readonly string[] {
  return [
    join(homeFolder, '.ssh', 'known_hosts'),
    join(homeFolder, '.ssh', 'known_hosts2'),
    '/etc/ssh/ssh_known_hosts',
    '/etc/ssh/ssh_known_hosts2',
  ];
}

interface CachedFile {
  readonly version: string;
  readonly content: KnownHostsFile;
}

/** The known_hosts files of this machine: Lowmark's own, which it adds to, and OpenSSH's, which it only reads. */
export class KnownHostsFiles {
  readonly #ownPath: string;
  readonly #readOnlyPaths: readonly string[];
  readonly #log: Log;
  readonly #cache = new Map<string, CachedFile>();
  #pendingWrite: Promise<unknown> = Promise.resolve();

  /** @param ownPath made, with its folder, when the first key is remembered. */
  constructor(ownPath: string, readOnlyPaths: readonly string[], log: Log) {
    this.#ownPath = ownPath;
    this.#readOnlyPaths = readOnlyPaths;
    this.#log = log;
  }

  /**
   * All lines of all files, our own first, read afresh where a file has changed. A file that is missing has no lines;
   * one that cannot be read has none either, and the log says so.
   */
  async lines(): Promise<readonly KnownHostLine[]> {
    await this.#pendingWrite.catch(() => undefined);
    const files = await Promise.all([this.#ownPath, ...this.#readOnlyPaths].map((path) => this.#read(path)));
    return files.flatMap((file) => file.lines);
  }

  /**
   * Adds a server's key to Lowmark's own file (readable by its owner only). It is one write at the end of the file, so
   * two processes may do it at once, and a crash leaves at worst a line that is skipped.
   *
   * @param key in SSH's wire form.
   * @throws RangeError for a host's name that cannot stand in such a file; the system's error where it cannot be written.
   */
  async rememberHostKey(host: string, port: number, key: Buffer): Promise<void> {
    const line = knownHostsLine(host, port, key);
    await this.#write(async () => {
      const { lines } = await this.#read(this.#ownPath);
      if (linesFor(lines, host, port).some((known) => known.key.equals(key))) return;
      await appendLine(this.#ownPath, line);
    });
  }

  /** One write at a time; the next read sees it. */
  async #write<Value>(change: () => Promise<Value>): Promise<Value> {
    const turn = this.#pendingWrite.catch(() => undefined).then(change);
    this.#pendingWrite = turn;
    try {
      return await turn;
    } finally {
      this.#cache.delete(this.#ownPath);
    }
  }

  async #read(path: string): Promise<KnownHostsFile> {
    try {
      const { mtimeMs, size, ino } = await stat(path);
      const version = `${String(ino)} ${String(size)} ${String(mtimeMs)}`;
      const cached = this.#cache.get(path);
      if (cached?.version === version) return cached.content;
      if (size > LARGEST_FILE_BYTES)
        throw new RangeError(`${String(size)} bytes are too many for a known_hosts file`);
      const content = parseKnownHosts(await readFile(path, 'utf8'), path);
      for (const { line, reason } of content.skipped)
        this.#log.warn(`${path}, line ${String(line)}: ${reason}`);
      this.#cache.set(path, { version, content });
      return content;
    } catch (error) {
      if (!isMissing(error)) this.#log.warn(`cannot read ${path}`, error);
      return NO_LINES;
    }
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const lastByte = size === 0 ? null : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
    // A file that somebody edited by hand may lack its last line break.
    const start = lastByte === null || lastByte === 0x0a ? '' : '\n';
    await file.write(`${start}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
