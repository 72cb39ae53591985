import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/audit/canonicalJson';
import { message, type AuditEntry, type AuditVerdict, type Message } from '../../shared/model';

/** What the first entry has for the hash of the one before. */
export const NO_HASH = '0'.repeat(64);

/** What a line says of its place in the chain, whatever else it says. */
interface Link {
  readonly number: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** SHA-256, in hex, of the canonical JSON of an entry without its `hash`. */
function hashOf(unsealed: object): string {
  return sha256Of(canonicalJson(unsealed));
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** An entry with the hash over all of it, and the line that it is in the file. A plan of many hosts is made text only once. */
export function sealed(unsealed: Omit<AuditEntry, 'hash'>): {
  readonly entry: AuditEntry;
  readonly line: string;
} {
  const text = canonicalJson(unsealed);
  const hash = sha256Of(text);
  // `hash` follows on `at`, which comes first.
  const atEnd = `{"at":${JSON.stringify(unsealed.at)},`.length;
  const line = `${text.slice(0, atEnd)}"hash":"${hash}",${text.slice(atEnd)}`;
  return { entry: { ...unsealed, hash }, line };
}

/** The place in the chain of a line that is exactly what its hash is of, whatever it says; null: it is no such line. */
export function sealedLinkOf(text: string | null): Link | null {
  const parsed = text === null ? undefined : parsedJson(text);
  const link = linkOf(parsed);
  return link !== null && isSealed(parsed, text) ? link : null;
}

/**
 * Reads the lines of an audit in order and says whether they are one unbroken chain.
 *
 * A line is the canonical JSON (RFC 8785) of an entry, whose `hash` is the SHA-256 of the canonical JSON of the same entry
 * without that key, and whose `previousHash` is the hash of the entry before. So no byte of the file can be changed, and no
 * line added, moved or taken out, without breaking the chain from there on. What does not show, unless the newest hash is kept
 * elsewhere, is what is cut off the end, and a chain that somebody who may write the file has calculated anew.
 *
 * A line that was cut off while it was written is no entry and breaks nothing, as long as the chain goes on behind it.
 */
export class AuditChain {
  /** The newest entry of the chain, as far as it is whole. */
  #head: Pick<Link, 'number' | 'hash'> = { number: 0, hash: NO_HASH };
  #lines = 0;
  #entries = 0;
  /** The first line that is no entry, and that the chain has not gone on behind yet. */
  #unreadLine: number | null = null;
  #tornLine: number | null = null;
  #broken: { readonly line: number; readonly problem: Message } | null = null;

  /**
   * @param text a line without its end; null where the bytes are no text
   * @returns the entry as JSON.parse gives it; null where the line is none
   */
  take(text: string | null): unknown {
    this.#lines += 1;
    const parsed = text === null ? undefined : parsedJson(text);
    const link = linkOf(parsed);
    if (link === null) {
      this.#unreadLine ??= this.#lines;
      return null;
    }
    this.#entries += 1;
    if (this.#broken === null) this.#hold(link, isSealed(parsed, text));
    return parsed;
  }

  #hold(link: Link, hasOwnHash: boolean): void {
    const isNext = link.number === this.#head.number + 1 && link.previousHash === this.#head.hash;
    if (!hasOwnHash) this.#break('audit.problem.changed', this.#lines);
    else if (isNext) {
      this.#tornLine ??= this.#unreadLine;
      this.#unreadLine = null;
      this.#head = link;
    } else if (this.#unreadLine !== null) this.#break('audit.problem.not-an-entry', this.#unreadLine);
    else this.#break('audit.problem.missing', this.#lines);
  }

  #break(code: string, line: number): void {
    this.#broken = { line, problem: message(code, { line, lines: this.#lines }) };
  }

  /** @param isEndTorn whether the last line has no end: it was cut off, or is being written now */
  verdict(isEndTorn: boolean): AuditVerdict {
    if (this.#broken === null && this.#unreadLine !== null) {
      if (isEndTorn && this.#unreadLine === this.#lines) this.#tornLine ??= this.#lines;
      else this.#break('audit.problem.not-an-entry', this.#unreadLine);
    }
    const torn = this.#tornLine;
    return {
      isWhole: this.#broken === null,
      entries: this.#entries,
      headHash: this.#head.number === 0 ? null : this.#head.hash,
      problem:
        this.#broken?.problem ?? (torn === null ? null : message('audit.problem.torn', { line: torn })),
      line: this.#broken?.line ?? torn,
    };
  }
}

function parsedJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function linkOf(parsed: unknown): Link | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  if (!('number' in parsed) || !('previousHash' in parsed) || !('hash' in parsed)) return null;
  const { number, previousHash, hash } = parsed;
  if (typeof number !== 'number' || typeof previousHash !== 'string' || typeof hash !== 'string') return null;
  return { number, previousHash, hash };
}

/** Whether a line is exactly the text that its hash is of. */
function isSealed(parsed: unknown, text: string | null): boolean {
  if (typeof parsed !== 'object' || parsed === null || !('hash' in parsed)) return false;
  const { hash, ...unsealed } = parsed;
  return canonicalJson(parsed) === text && hash === hashOf(unsealed);
}
