import { glob, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Log } from '../log';
import type { SshConfigContext, SshConfigEntry } from './sshConfig';
import { lookUpSshHost, NOTHING_CONFIGURED } from './sshConfig';

/** `ssh` stops at this depth too. */
const DEEPEST_INCLUDE = 16;
const LARGEST_FILE_BYTES = 4 * 1024 * 1024;
const WRITABLE_BY_OTHERS = 0o022;

/** `~/.ssh/config` of the person who runs Lowmark, read afresh at every question, as `ssh` does. */
export class SshConfigFile {
  readonly #path: string;
  readonly #homeFolder: string;
  readonly #log: Log;
  #lastWarning: string | null = null;

  constructor(log: Log, homeFolder: string = homedir()) {
    this.#path = join(homeFolder, '.ssh', 'config');
    this.#homeFolder = homeFolder;
    this.#log = log;
  }

  /**
   * What the file says about a name. A file that is missing says nothing; one that somebody else owns or may write to,
   * or that is no such file, is ignored, and the log says so.
   */
  async lookUp(name: string, user: string | null): Promise<SshConfigEntry> {
    const context: SshConfigContext = { homeFolder: this.#homeFolder, user };
    try {
      return lookUpSshHost(await this.#textOf(this.#path, []), name, context);
    } catch (error) {
      this.#warnOnce(error);
      return NOTHING_CONFIGURED;
    }
  }

  /** A fleet asks a thousand times; the file's owner needs to hear it once. */
  #warnOnce(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (text === this.#lastWarning) return;
    this.#lastWarning = text;
    this.#log.warn(`${this.#path} is ignored`, error);
  }

  /** The text with that of the files it includes in place. */
  async #textOf(path: string, includedBy: readonly string[]): Promise<string> {
    if (includedBy.includes(path) || includedBy.length > DEEPEST_INCLUDE) {
      throw new RangeError(`${path}: files include each other in a circle or too deep`);
    }
    const text = await this.#readTrusted(path);
    const lines: string[] = [];
    let block = 'Host *';
    for (const line of text.split(/\r?\n/)) {
      if (/^\s*(host|match)[\s=]/i.test(line)) block = line;
      const [, patterns] = /^\s*include[\s=]+(.*?)\s*$/i.exec(line) ?? [];
      if (patterns === undefined) lines.push(line);
      // What follows belongs to the block around the include again, whatever blocks the file has opened.
      else lines.push(...(await this.#included(patterns, [...includedBy, path])), block);
    }
    return lines.join('\n');
  }

  async #included(patterns: string, includedBy: readonly string[]): Promise<string[]> {
    const texts: string[] = [];
    for (const [, quoted, plain] of patterns.matchAll(/"([^"]*)"|(\S+)/g)) {
      const pattern = (quoted ?? plain ?? '').replace(/^~(?=\/)/, this.#homeFolder);
      const absolute = isAbsolute(pattern) ? pattern : join(dirname(this.#path), pattern);
      const paths: string[] = [];
      for await (const path of glob(absolute)) paths.push(path);
      for (const path of paths.sort()) texts.push(await this.#textOf(path, includedBy));
    }
    return texts;
  }

  async #readTrusted(path: string): Promise<string> {
    try {
      const { uid, mode, size } = await stat(path);
      const ownUid = process.getuid?.() ?? uid;
      if (uid !== ownUid && uid !== 0) throw new Error(`${path} belongs to another user`);
      if ((mode & WRITABLE_BY_OTHERS) !== 0) throw new Error(`${path} can be written to by others`);
      if (size > LARGEST_FILE_BYTES) throw new RangeError(`${path} is too large`);
      return await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    }
  }
}
