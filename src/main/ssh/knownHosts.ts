import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HostFailure } from '../../shared/model';
import { fingerprintOf, keyTypeOf } from './hostKey';
import { fitsPatternList } from './pattern';

/*
 * The format of OpenSSH's known_hosts, as sshd(8) describes it under SSH_KNOWN_HOSTS FILE FORMAT:
 *
 *   web-01,10.0.0.7,*.web.example,!old.web.example ssh-ed25519 AAAA... comment
 *   [web-01]:2222 ssh-ed25519 AAAA...
 *   |1|salt|hmac ssh-rsa AAAA...
 *   @revoked * ssh-rsa AAAA...
 *   @cert-authority *.example ssh-ed25519 AAAA...
 */

/** The port that needs no mention in a known_hosts file. */
export const SSH_PORT = 22;

/** One usable line of a known_hosts file. */
export interface KnownHostLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly marker: 'revoked' | 'cert-authority' | null;
  /** The first field: a comma list of patterns, or one hashed name. */
  readonly names: string;
  /** The public key in SSH's wire form. */
  readonly key: Buffer;
}

/** A line that says nothing we can use, and why. */
export interface SkippedLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface KnownHostsFile {
  readonly lines: readonly KnownHostLine[];
  readonly skipped: readonly SkippedLine[];
}

/** A key on record, as a person compares it, with its place. */
export type KnownKey = HostFailure['knownKeys'][number];

/**
 * What the files say of an offered key. `changed`: the host has other keys on record, this is none of them (which
 * includes a key of a type that is not on record). `revoked`: somebody marked this very key as not to be trusted.
 */
export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'changed'; readonly knownKeys: readonly KnownKey[] }
  | { readonly kind: 'revoked'; readonly knownKeys: readonly KnownKey[] };

/**
 * Reads a known_hosts file. Empty lines and comments are passed over, lines that cannot be used are listed in
 * `skipped`; nothing is thrown.
 *
 * @param file its path, for people who are told where a key stands.
 */
export function parseKnownHosts(text: string, file: string): KnownHostsFile {
  const lines: KnownHostLine[] = [];
  const skipped: SkippedLine[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return;
    const parsed = parseLine(trimmed);
    if (typeof parsed === 'string') skipped.push({ file, line, reason: parsed });
    else lines.push({ file, line, ...parsed });
  });
  return { lines, skipped };
}

const MARKERS: ReadonlyMap<string, KnownHostLine['marker']> = new Map([
  ['', null],
  ['@revoked', 'revoked'],
  ['@cert-authority', 'cert-authority'],
]);

/** The parts of one line, or why it cannot be used. */
function parseLine(text: string): Pick<KnownHostLine, 'marker' | 'names' | 'key'> | string {
  const fields = text.split(/[ \t]+/);
  const markerText = fields[0]?.startsWith('@') === true ? (fields.shift() ?? '') : '';
  const marker = MARKERS.get(markerText);
  if (marker === undefined) return `unknown marker ${markerText.slice(0, 40)}`;
  const [names = '', keyType, base64] = fields;
  if (keyType === undefined || base64 === undefined) return 'not names, key type and key';
  const key = Buffer.from(base64, 'base64');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || keyTypeOf(key) !== keyType) {
    return `not a key of type ${keyType.slice(0, 40)}`;
  }
  if (names.startsWith('|') && hashedName(names) === null) return 'unknown form of a hashed name';
  return { marker, names, key };
}

/** How known_hosts files write a server: lower case, `[host]:port` unless the port is 22. */
function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === SSH_PORT ? name : `[${name}]:${String(port)}`;
}

/** Whether a line's first field covers a server. @param name as {@link knownHostsName} writes it. */
function coversName(names: string, name: string): boolean {
  const hashed = hashedName(names);
  if (hashed !== null) {
    const digest = createHmac('sha1', hashed.salt).update(name).digest();
    return hashed.digest.length === digest.length && timingSafeEqual(hashed.digest, digest);
  }
  return fitsPatternList(names.toLowerCase().split(','), name);
}

const SHA1_BYTES = 20;

/** `|1|salt|digest`, the only form of hashed names there is; null for anything else. */
function hashedName(names: string): { readonly salt: Buffer; readonly digest: Buffer } | null {
  const [, salt64 = '', digest64 = ''] = /^\|1\|([^|]+)\|([^|]+)$/.exec(names) ?? [];
  const salt = Buffer.from(salt64, 'base64');
  const digest = Buffer.from(digest64, 'base64');
  return salt.length === SHA1_BYTES && digest.length === SHA1_BYTES ? { salt, digest } : null;
}

/** The lines that vouch for a server by a key of its own: neither revoked ones nor certificate authorities. */
export function linesFor(
  lines: readonly KnownHostLine[],
  host: string,
  port: number,
): readonly KnownHostLine[] {
  const name = knownHostsName(host, port);
  return lines.filter((line) => line.marker === null && coversName(line.names, name));
}

/**
 * Compares the key that a server offers with what the files say.
 *
 * As in OpenSSH, a key on record for the host's plain name also vouches for it on another port; but for that port no
 * other key of the plain name counts as a change. Certificate authorities vouch for nobody here, since Lowmark does
 * not ask for host certificates.
 *
 * @param key the offered key in SSH's wire form.
 */
export function judgeHostKey(
  lines: readonly KnownHostLine[],
  host: string,
  port: number,
  key: Buffer,
): HostKeyVerdict {
  const names = new Set([knownHostsName(host, port), knownHostsName(host, SSH_PORT)]);
  const revoked = lines.filter(
    (line) =>
      line.marker === 'revoked' &&
      line.key.equals(key) &&
      [...names].some((name) => coversName(line.names, name)),
  );
  if (revoked.length > 0) return { kind: 'revoked', knownKeys: revoked.map(knownKeyOf) };
  const onRecord = linesFor(lines, host, port);
  if (onRecord.some((line) => line.key.equals(key))) return { kind: 'known' };
  if (onRecord.length > 0) return { kind: 'changed', knownKeys: onRecord.map(knownKeyOf) };
  const isKnownOnUsualPort = linesFor(lines, host, SSH_PORT).some((line) => line.key.equals(key));
  return isKnownOnUsualPort ? { kind: 'known' } : { kind: 'unknown' };
}

function knownKeyOf(line: KnownHostLine): KnownKey {
  return { ...fingerprintOf(line.key), file: line.file, line: line.line };
}

/**
 * The types of the keys on record for a server, so that they can be asked for first: a server with several keys then
 * shows the one that we can compare.
 */
export function keyTypesFor(
  lines: readonly KnownHostLine[],
  host: string,
  port: number,
): ReadonlySet<string> {
  const onRecord = linesFor(lines, host, port);
  const relevant = onRecord.length > 0 ? onRecord : linesFor(lines, host, SSH_PORT);
  return new Set(relevant.map((line) => keyTypeOf(line.key) ?? ''));
}

/** No name that would be read back as a pattern, a list, a comment, a marker or two fields. */
const WRITABLE_NAME = /^[^\s,*?!#|@[\]\\"]+$/;

/**
 * The line that records a server's key, without its line break.
 *
 * @throws RangeError where the host's name would be read back as something else than this one name, and where the key
 *   is no key: such a line could vouch for other servers.
 */
export function knownHostsLine(host: string, port: number, key: Buffer): string {
  const keyType = keyTypeOf(key);
  // eslint-disable-next-line no-control-regex -- a line of a file holds no control characters
  if (!WRITABLE_NAME.test(host) || /[\u0000-\u001f\u007f]/.test(host) || keyType === null) {
    throw new RangeError('Neither this host nor this key can stand in a known_hosts file.');
  }
  return `${knownHostsName(host, port)} ${keyType} ${key.toString('base64')}`;
}
