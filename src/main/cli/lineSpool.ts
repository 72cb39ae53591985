import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How much is held in memory before the rest goes to a file. */
const HELD_CHARACTERS = 16 * 1024 * 1024;

/**
 * Keeps lines until they are asked for, in order: the signs of a log are written after its incidents, and a log of gigabytes
 * may have millions of them. The first ones stay in memory, the others go to a temporary file that {@link close} removes.
 */
export class LineSpool {
  readonly #held: string[] = [];
  #heldCharacters = 0;
  #folder: string | null = null;
  #file: WriteStream | null = null;

  constructor(private readonly mostCharacters = HELD_CHARACTERS) {}

  /** @param line without a newline in it */
  async add(line: string): Promise<void> {
    if (this.#file === null && this.#heldCharacters + line.length <= this.mostCharacters) {
      this.#held.push(line);
      this.#heldCharacters += line.length;
      return;
    }
    this.#file ??= await this.#open();
    if (!this.#file.write(`${line}\n`)) await once(this.#file, 'drain');
  }

  /** All lines in the order in which they came. Nothing may be added any more. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    yield* this.#held;
    if (this.#file === null) return;
    const path = this.#file.path;
    this.#file.end();
    await once(this.#file, 'finish');
    // Only a newline ends a line here; Node's line reader takes other separators for ends as well.
    let open = '';
    for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
      const lines = (open + piece).split('\n');
      open = lines.pop() ?? '';
      yield* lines;
    }
  }

  async close(): Promise<void> {
    this.#file?.destroy();
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }

  async #open(): Promise<WriteStream> {
    this.#folder = await mkdtemp(join(tmpdir(), 'lowmark-'));
    return createWriteStream(join(this.#folder, 'lines'), { mode: 0o600 });
  }
}
