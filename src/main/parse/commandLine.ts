/**
 * `/proc/PID/cmdline` (proc_pid_cmdline_read in fs/proc/base.c), its arguments joined by blanks on the host.
 *
 *     mysqld --user=mysql --datadir=/var/lib/mysql
 *     mysqldump -u backup -phunter2 shop
 *
 * Every user of a host can read command lines, and people put passwords into them all the same. What leaves the
 * decoder (screen, exports, recordings) has them masked. This works by shape: names that mean a secret, options of
 * well-known programs, credentials in URLs and headers, the look of well-known tokens. It masks too much rather than
 * too little; but a secret under an innocent name ("mytool hunter2") cannot be told from any other word.
 */
import type { ShortOption } from './secretNames';
import { looksRandom, maskKnownTokens, nameKindOf, shortOptionsOf } from './secretNames';

/** What stands where a secret stood. */
export const MASK = '***';

/** What the words so far say about the next one. */
type Expectation =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'secret' | 'keyish' | 'credentials' | 'authorization' | 'literal' }
  /** Secret until the word in which this quote stands again. */
  | { readonly kind: 'quoted'; readonly quote: string }
  /** Secret until the next option: a cookie header has blanks in it. */
  | { readonly kind: 'cookies' };

const NOTHING: Expectation = { kind: 'nothing' };

interface MaskedWord {
  readonly shown: string;
  readonly next: Expectation;
}

const AUTHORIZATION_SCHEME = /^["']?(?:bearer|basic|token|digest|negotiate|apikey)$/i;
const OPTION = /^-{1,2}[A-Za-z][\w.-]*$/;

/** A secret that opens a quote and does not close it goes on in the words after it. */
function afterSecret(secret: string): Expectation {
  const quote = secret.charAt(0);
  if (quote !== '"' && quote !== "'") return NOTHING;
  return secret.includes(quote, 1) ? NOTHING : { kind: 'quoted', quote };
}

/** `scheme://user:secret@host` up to the last @, since a password may hold one; for http also `token@host`. */
function maskUrl(word: string): string {
  const scheme = word.indexOf('://');
  const at = word.lastIndexOf('@');
  if (scheme === -1 || at < scheme) return word;
  const start = scheme + 3;
  const userInfo = word.slice(start, at);
  const colon = userInfo.indexOf(':');
  const path = userInfo.search(/[/?#]/);
  if (colon !== -1 && (path === -1 || colon < path)) {
    return word.slice(0, start + colon + 1) + MASK + word.slice(at);
  }
  const isHttp = /https?$/i.test(word.slice(0, scheme).slice(-5));
  return path === -1 && isHttp && userInfo !== '' ? word.slice(0, start) + MASK + word.slice(at) : word;
}

/** Keeps the user and masks the rest of `user:secret`, `user%secret` and `user,secret`. */
function maskCredentials(word: string): string {
  const separator = word.search(/[:%,]/);
  return separator === -1 ? word : word.slice(0, separator + 1) + MASK;
}

const NAME_CHARACTER = /[\w.-]/;

/** The name that ends before `end`, a closing quote left out: `password` in `{"password":`. */
function nameBefore(word: string, end: number): string {
  const last = /["']/.test(word.charAt(end - 1)) ? end - 1 : end;
  let start = last;
  while (start > 0 && last - start < 64 && NAME_CHARACTER.test(word.charAt(start - 1))) start -= 1;
  return word.slice(start, last);
}

function expectationAfterName(name: string): Expectation {
  if (/(?:^|-)authorization$/i.test(name)) return { kind: 'authorization' };
  if (/(?:^|-)cookie$/i.test(name)) return { kind: 'cookies' };
  const kind = nameKindOf(name);
  return kind === 'plain' ? NOTHING : { kind };
}

/** Masks from the first `name=value` or `name:value` in the word whose name and value ask for it to the word's end. */
function maskAssignments(word: string): MaskedWord {
  for (let index = 0; index < word.length; index += 1) {
    const separator = word.charAt(index);
    if (separator !== '=' && separator !== ':') continue;
    const name = nameBefore(word, index);
    const expected = expectationAfterName(name);
    const rest = word.slice(index + 1);
    if (expected.kind === 'nothing' || rest.startsWith('//') || rest === MASK) continue;
    if (rest === '') return { shown: word, next: expected };
    // PWD and OLDPWD in an environment are directories.
    if (/pwd$/i.test(name) && rest.startsWith('/')) continue;
    const masked = maskExpected(rest, expected);
    if (masked.shown !== rest || masked.next.kind !== 'nothing') {
      return { shown: word.slice(0, index + 1) + masked.shown, next: masked.next };
    }
  }
  return { shown: word, next: NOTHING };
}

/** A secret that cannot be told from another word but by its look. Another word may still hold one, as an address does. */
function maskIf(isSecret: boolean, word: string): MaskedWord {
  return isSecret ? { shown: MASK, next: afterSecret(word) } : maskWithin(word);
}

/** Secrets that are a part of a word. */
function maskWithin(word: string): MaskedWord {
  return maskAssignments(maskUrl(maskKnownTokens(word, MASK)));
}

/** Masks a word as the words before it ask for. */
function maskExpected(word: string, expected: Expectation): MaskedWord {
  switch (expected.kind) {
    case 'secret':
      return maskIf(true, word);
    case 'keyish':
      return maskIf(looksRandom(word.split(/[&;,]/, 1).join('')), word);
    case 'literal':
      return maskIf(/^["']/.test(word) || looksRandom(word), word);
    case 'credentials':
      return { shown: maskCredentials(word), next: NOTHING };
    case 'authorization':
      return AUTHORIZATION_SCHEME.test(word) ? { shown: word, next: { kind: 'secret' } } : maskIf(true, word);
    case 'quoted':
      return { shown: MASK, next: word.includes(expected.quote) ? NOTHING : expected };
    case 'cookies':
      return { shown: MASK, next: expected };
    case 'nothing':
      return { shown: word, next: NOTHING };
  }
}

/** A short option of the running program, with its secret attached or in the next word. */
function maskShortOption(word: string, { option, takes }: ShortOption): MaskedWord | null {
  const [letter] = option.exec(word) ?? [];
  if (letter === undefined) return null;
  const kind = takes === 'secret' ? 'secret' : 'credentials';
  const attached = word.slice(letter.length);
  if (attached === '') return { shown: word, next: { kind } };
  return { shown: letter + maskExpected(attached, { kind }).shown, next: NOTHING };
}

/** A word about which the words before it say nothing. */
function maskPlainWord(word: string, options: readonly ShortOption[]): MaskedWord {
  for (const option of options) {
    const masked = maskShortOption(word, option);
    if (masked !== null) return masked;
  }
  if (OPTION.test(word)) return { shown: word, next: expectationAfterName(word.replace(/^-+/, '')) };
  if (AUTHORIZATION_SCHEME.test(word) && /bearer/i.test(word))
    return { shown: word, next: { kind: 'secret' } };
  // Statements that a client was given: `AUTH secret` for redis, `IDENTIFIED BY 'secret'` and `PASSWORD 'secret'` in SQL.
  if (word === 'AUTH') return { shown: word, next: { kind: 'secret' } };
  if (/^(?:auth|by|password|requirepass)$/i.test(word)) return { shown: word, next: { kind: 'literal' } };
  return maskWithin(word);
}

/** More of a command line than anyone reads; what comes after it is left out. */
const MAX_CHARACTERS = 4096;

const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/;

/**
 * Masks what looks like a secret in a command line.
 *
 * @param commandLine arguments joined by blanks; foreign text
 * @returns the same words with {@link MASK} in place of what may be a secret, cut to its first 4,096 characters
 */
export function maskCommandLine(commandLine: string): string {
  return commandLine.length <= MAX_CHARACTERS
    ? maskWords(commandLine)
    : `${maskWords(commandLine.slice(0, MAX_CHARACTERS))}…`;
}

/** Blanks that follow each other are no word: what is awaited comes after them. */
function maskAwaited(word: string, expected: Expectation): MaskedWord {
  return word === '' ? { shown: word, next: expected } : maskExpected(word, expected);
}

function maskWords(commandLine: string): string {
  const key = commandLine.search(PRIVATE_KEY);
  const words = (key === -1 ? commandLine : commandLine.slice(0, key)).split(' ');
  let options: readonly ShortOption[] = [];
  let expected: Expectation = NOTHING;
  const shown: string[] = [];
  for (const word of words) {
    const isOption = word.startsWith('-') && word.length > 1 && expected.kind !== 'quoted';
    const masked =
      isOption || expected.kind === 'nothing' ? maskPlainWord(word, options) : maskAwaited(word, expected);
    // A word that is no secret may be the program whose options follow, whatever was expected of it.
    if (!isOption && masked.shown === word) options = shortOptionsOf(word) ?? options;
    shown.push(masked.shown);
    expected = masked.next;
  }
  return shown.join(' ') + (key === -1 ? '' : MASK);
}
