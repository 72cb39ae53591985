import type { RefusalReason } from './frame';

/** How much a host may send before it is cut off. */
export interface ReaderLimits {
  /** Over this, a section is dropped and refused as `too-large`; the pass goes on. */
  readonly sectionBytes: number;
  /** Over this without an end, the host is not answering but pouring. */
  readonly passBytes: number;
  /** What may stand outside any section: a banner, the talk of a shell's start files. */
  readonly noiseBytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** 16 MiB holds a sweep over a hundred thousand processes. */
export const READER_LIMITS: ReaderLimits = {
  sectionBytes: 16 * MEBIBYTE,
  passBytes: 48 * MEBIBYTE,
  noiseBytes: MEBIBYTE / 4,
};

/** What arrived up to one closing marker. */
export interface Pass {
  /** The number of the request it answers; null for what the script says of the host when it is ready. */
  readonly number: number | null;
  readonly sections: ReadonlyMap<string, string>;
  readonly refusals: ReadonlyMap<string, RefusalReason>;
}

/** The host said something that the script would never say. The message is English, for the log. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

const MARKER_LINE_BYTES = 200;
const SECTIONS_IN_A_PASS = 64;
const NOISE_KEPT_BYTES = 400;
const NEWLINE = 0x0a;
const SECTION_NAME = /^[a-z_]{1,40}$/;
const REQUEST_NUMBER = /^\d{1,15}$/;

function refusalReason(text: string | undefined): RefusalReason | null {
  switch (text) {
    case 'not-in-kernel':
    case 'permission-denied':
    case 'hidden-processes':
    case 'more-cgroups':
      return text;
    default:
      return null;
  }
}

/**
 * Cuts the bytes of the sampling protocol into passes, however they are split on the way.
 *
 * A marker is a newline of its own, the session's token, a blank, and a few words up to the end of the line. Only
 * the token makes a marker: whatever stands between two of them is content and is not looked at, so that no process
 * name and no log line can end a section or begin one.
 */
export class FrameReader {
  readonly #marker: Buffer;
  readonly #limits: ReaderLimits;
  #carry: Buffer = Buffer.alloc(0);
  #sectionName: string | null = null;
  #sectionParts: Buffer[] = [];
  #sectionBytes = 0;
  #passBytes = 0;
  #noiseBytes = 0;
  #noise: Buffer = Buffer.alloc(0);
  #sections = new Map<string, string>();
  #refusals = new Map<string, RefusalReason>();

  /** @param token what the script puts in front of its own words; unguessable for anybody on the host. */
  constructor(token: string, limits: ReaderLimits = READER_LIMITS) {
    this.#marker = Buffer.from(`\n${token} `, 'latin1');
    this.#limits = limits;
  }

  /** The beginning of what stood outside any section since the last pass, for the log. Foreign text. */
  get noise(): string {
    return this.#noise.toString('utf8');
  }

  /** What has come of a section since the last pass, for when no more comes. Its last line may be cut off. */
  soFar(section: string): string {
    if (this.#sectionName !== section) return this.#sections.get(section) ?? '';
    return Buffer.concat([...this.#sectionParts, this.#carry]).toString('utf8');
  }

  /**
   * Takes in the next bytes and returns the passes that they complete.
   * @throws {ProtocolError} for a marker that the script does not write, and for output over the limits.
   */
  push(chunk: Buffer): Pass[] {
    const passes: Pass[] = [];
    let rest = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    for (let at = rest.indexOf(this.#marker); at >= 0; at = rest.indexOf(this.#marker)) {
      this.#takeContent(rest.subarray(0, at));
      const words = at + this.#marker.length;
      const end = rest.indexOf(NEWLINE, words);
      if ((end < 0 ? rest.length : end) - words > MARKER_LINE_BYTES)
        throw new ProtocolError('a marker without an end');
      if (end < 0) {
        this.#carry = Buffer.from(rest.subarray(at));
        return passes;
      }
      const pass = this.#obey(rest.toString('latin1', words, end));
      if (pass !== null) passes.push(pass);
      rest = rest.subarray(end + 1);
    }
    // The tail may be the beginning of a marker.
    const contentBytes = Math.max(0, rest.length - this.#marker.length + 1);
    this.#takeContent(rest.subarray(0, contentBytes));
    this.#carry = Buffer.from(rest.subarray(contentBytes));
    return passes;
  }

  #takeContent(content: Buffer): void {
    if (content.length === 0) return;
    this.#passBytes += content.length;
    if (this.#passBytes > this.#limits.passBytes) throw new ProtocolError('more output than any sample has');
    if (this.#sectionName === null) {
      this.#takeNoise(content);
      return;
    }
    this.#sectionBytes += content.length;
    if (this.#sectionBytes > this.#limits.sectionBytes) this.#sectionParts = [];
    else this.#sectionParts.push(content);
  }

  #takeNoise(content: Buffer): void {
    this.#noiseBytes += content.length;
    if (this.#noiseBytes > this.#limits.noiseBytes) throw new ProtocolError('too much text outside a sample');
    const room = NOISE_KEPT_BYTES - this.#noise.length;
    if (room > 0) this.#noise = Buffer.concat([this.#noise, content.subarray(0, room)]);
  }

  #obey(line: string): Pass | null {
    const [verb, name = '', reason, ...rest] = line.split(' ');
    if (rest.length > 0) throw new ProtocolError(`a marker with too many words: ${verb ?? ''}`);
    this.#endSection();
    switch (verb) {
      case 'section':
        this.#beginSection(name);
        return null;
      case 'refused':
        this.#refuse(name, refusalReason(reason));
        return null;
      case 'dropped':
        // Its reader died half way: half a section must not pass for a whole one.
        this.#sections.delete(name);
        return null;
      case 'ready':
        return this.#endPass(null);
      case 'end':
        if (!REQUEST_NUMBER.test(name)) throw new ProtocolError('an end without a number');
        return this.#endPass(Number(name));
      default:
        throw new ProtocolError('an unknown marker');
    }
  }

  #beginSection(name: string): void {
    if (!SECTION_NAME.test(name)) throw new ProtocolError('a section without a proper name');
    if (this.#sections.has(name)) throw new ProtocolError(`section ${name} twice in one pass`);
    if (this.#sections.size >= SECTIONS_IN_A_PASS) throw new ProtocolError('too many sections in one pass');
    this.#sectionName = name;
  }

  #endSection(): void {
    const name = this.#sectionName;
    if (name === null) return;
    if (this.#sectionBytes > this.#limits.sectionBytes) this.#refusals.set(name, 'too-large');
    else this.#sections.set(name, Buffer.concat(this.#sectionParts).toString('utf8'));
    this.#sectionName = null;
    this.#sectionParts = [];
    this.#sectionBytes = 0;
  }

  #refuse(name: string, reason: RefusalReason | null): void {
    if (reason === null || !SECTION_NAME.test(name))
      throw new ProtocolError('a refusal without a proper reason');
    if (this.#refusals.size >= SECTIONS_IN_A_PASS) throw new ProtocolError('too many refusals in one pass');
    this.#refusals.set(name, reason);
    // What is visible of a list with hidden parts is still worth having.
    if (reason !== 'hidden-processes' && reason !== 'more-cgroups') this.#sections.delete(name);
  }

  #endPass(number: number | null): Pass {
    const pass = { number, sections: this.#sections, refusals: this.#refusals };
    this.#sections = new Map();
    this.#refusals = new Map();
    this.#passBytes = 0;
    this.#noiseBytes = 0;
    this.#noise = Buffer.alloc(0);
    return pass;
  }
}
