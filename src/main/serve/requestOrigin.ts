import type { IncomingHttpHeaders } from 'node:http';

/** A Host header's two parts: a name or a bracketed IPv6 address, and perhaps a port. */
const HOST = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/;

const LOOPBACK_V4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/**
 * Whether a request names this machine's loopback as its host. Any port will do, since people reach a jump host
 * through a tunnel whose near end has another one; any other name is refused, since a page of a stranger's domain that
 * resolves to 127.0.0.1 (DNS rebinding) would be of the same origin as ours.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = HOST.exec(host?.toLowerCase() ?? '')?.groups?.['name'];
  return name !== undefined && (name === 'localhost' || name === '[::1]' || LOOPBACK_V4.test(name));
}

/** Whether a WebSocket is asked for by the page that this very server gave out: its Origin is that of the Host. */
export function isOwnOrigin({ host, origin }: IncomingHttpHeaders): boolean {
  return (
    host !== undefined && origin !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`
  );
}

/**
 * Whether a file may be given out: to our own page, to the address bar and to programs, and to a link on somebody
 * else's page, but not into somebody else's page. Browsers say in Sec-Fetch-* which it is.
 */
export function isOwnOrTopLevel(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return headers['sec-fetch-dest'] === 'document';
}
