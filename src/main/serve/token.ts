import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '../../shared/api/transport';

const TOKEN_BYTES = 32;

/** A new token: 256 bits, in characters that a URL fragment and a subprotocol both take as they are. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What a page asks for in `Sec-WebSocket-Protocol`. */
export interface OfferedProtocols {
  /** Whether it speaks ours at all. */
  readonly isOurs: boolean;
  readonly token: string | null;
}

/** Reads the subprotocols that a page offers: ours, and its token with our prefix. */
export function parseProtocols(header: string | undefined): OfferedProtocols {
  const offered = (header ?? '').split(',').map((protocol) => protocol.trim());
  const token = offered.find((protocol) => protocol.startsWith(TOKEN_SUBPROTOCOL_PREFIX));
  return {
    isOurs: offered.includes(SUBPROTOCOL),
    token: token?.slice(TOKEN_SUBPROTOCOL_PREFIX.length) ?? null,
  };
}

/** Compares in a time that tells nothing about either, their lengths included: it is their digests that are compared. */
export function isSameToken(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
