import type { Result } from './result';
import { failed, ok } from './result';

/** An address as a person typed it. `null`: not said, so a default or `~/.ssh/config` decides. */
export interface HostAddress {
  readonly user: string | null;
  /** A name, an IPv4 address, an IPv6 address without its brackets, or an alias of `~/.ssh/config`. */
  readonly host: string;
  readonly port: number | null;
}

/**
 * Why a text is no address. `empty`: nothing but blanks; `blanks`: a blank or control character inside; `no-user`:
 * nothing before the `@`; `no-host`: nothing after it; `bad-user`, `bad-host`: a character that no such name has;
 * `bad-port`: not a number from 1 to 65535; `open-bracket`: `[` without `]`, or text after `]` that is no port;
 * `bad-ipv6`: between brackets, or with more than one colon, stands something else than an IPv6 address;
 * `too-long`: longer than any name can be.
 */
export type AddressProblem = {
  readonly kind:
    | 'empty'
    | 'blanks'
    | 'no-user'
    | 'no-host'
    | 'bad-user'
    | 'bad-host'
    | 'bad-port'
    | 'open-bracket'
    | 'bad-ipv6'
    | 'too-long';
  /** The offending part, as it was typed. */
  readonly text: string;
};

const LONGEST_NAME = 255;
const LARGEST_PORT = 65_535;

/** A leading `-` would be an option to whoever puts the name on a command line; `%` is for the scope of an IPv6 address only. */
const USER = /^[^-@:/\\'"`$&;<>|(){}[\]#!*?,][^@:/\\'"`$&;<>|(){}[\]#!*?,]*$/u;
/** Letters of any script (an internationalised name is for the resolver to judge), digits, dot, dash, underscore. */
const HOST = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u;
const SCOPED = /^([^%]+)(?:%[\w.~-]+)?$/;

/**
 * Reads `host`, `user@host`, `host:port`, `user@host:port`, `user@[v6]:port`, `[v6]` or a bare IPv6 address. Blanks
 * around it and an `ssh://` before it are ignored. A bare IPv6 address has no port: `::1:22` is an address that ends in 22.
 *
 * @returns the parts as typed, or the first thing that is wrong. Nothing is looked up.
 */
export function parseHostAddress(text: string): Result<HostAddress, AddressProblem> {
  const address = text.trim().replace(/^ssh:\/\/(.+?)\/?$/i, '$1');
  if (address === '') return problem('empty', text);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(address)) return problem('blanks', address);
  // The last `@`: user names of directory services may hold one of their own.
  const at = address.lastIndexOf('@');
  const user = at === -1 ? null : address.slice(0, at);
  if (user === '') return problem('no-user', address);
  if (user !== null && !isUser(user))
    return problem(user.length > LONGEST_NAME ? 'too-long' : 'bad-user', user);
  const place = parsePlace(address.slice(at + 1));
  return place.ok ? ok({ user, ...place.value }) : place;
}

/** The address as text, with brackets where they are needed; `parseHostAddress` reads it back to the same parts. */
export function formatHostAddress({ user, host, port }: HostAddress): string {
  const name = host.includes(':') && port !== null ? `[${host}]` : host;
  return `${user === null ? '' : `${user}@`}${name}${port === null ? '' : `:${String(port)}`}`;
}

const IPV6_GROUPS = 8;

/** Whether the text is an IPv6 address, with or without a scope (`fe80::1%eth0`). */
export function isIpv6(text: string): boolean {
  const [, address = ''] = SCOPED.exec(text) ?? [];
  const halves = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = halves.flat();
  const last = groups.at(-1);
  const hasIpv4 = last !== undefined && halves.at(-1)?.length !== 0 && isIpv4(last);
  const hex = hasIpv4 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const count = hex.length + (hasIpv4 ? 2 : 0);
  return halves.length === 1 ? count === IPV6_GROUPS : halves.length === 2 && count < IPV6_GROUPS;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isUser(user: string): boolean {
  // A directory service's `name@realm` is judged in both its parts.
  return user.length <= LONGEST_NAME && user.split('@').every((part) => USER.test(part));
}

type Place = Omit<HostAddress, 'user'>;

function parsePlace(text: string): Result<Place, AddressProblem> {
  if (text === '') return problem('no-host', text);
  if (text.startsWith('[')) return parseBracketed(text);
  const colons = text.split(':').length - 1;
  if (colons > 1) return isIpv6(text) ? ok({ host: text, port: null }) : problem('bad-ipv6', text);
  const [host = '', portText] = text.split(':');
  if (host === '') return problem('no-host', text);
  if (host.length > LONGEST_NAME) return problem('too-long', host);
  if (!HOST.test(host)) return problem('bad-host', host);
  return withPort(host, portText);
}

function parseBracketed(text: string): Result<Place, AddressProblem> {
  const end = text.indexOf(']');
  const rest = text.slice(end + 1);
  if (end === -1 || (rest !== '' && !rest.startsWith(':'))) return problem('open-bracket', text);
  const host = text.slice(1, end);
  if (!isIpv6(host)) return problem('bad-ipv6', host);
  return withPort(host, rest === '' ? undefined : rest.slice(1));
}

function withPort(host: string, portText: string | undefined): Result<Place, AddressProblem> {
  if (portText === undefined) return ok({ host, port: null });
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  return port >= 1 && port <= LARGEST_PORT ? ok({ host, port }) : problem('bad-port', portText);
}

function problem(
  kind: AddressProblem['kind'],
  text: string,
): { readonly ok: false; readonly problem: AddressProblem } {
  return failed({ kind, text });
}
