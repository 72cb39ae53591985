import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { SourceError } from '../sampling/sourceError';
import type { Hop } from './route';

/**
 * A server on the far side of the world needs several tenths of a second; Node's own limit for each of a name's
 * addresses (a quarter of one) would give up on it.
 */
const EACH_ADDRESS_WITHIN_MS = 3_000;

const REFUSED = new Set(['ECONNREFUSED']);
const SILENT = new Set(['ETIMEDOUT']);
/** The network, or a firewall on it, said no at once. */
const NO_WAY = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EINVAL',
]);

/**
 * Opens a TCP connection, without Nagle's delay: each small packet would otherwise wait for the answer to the one
 * before it, some 40 ms every time.
 *
 * @param withinMs for finding the address and connecting.
 * @throws {SourceError} `unreachable`, `refused`, `timeout`, `aborted`.
 */
export async function dial(hop: Hop, withinMs: number, signal: AbortSignal): Promise<Socket> {
  const deadline = AbortSignal.timeout(withinMs);
  const end = AbortSignal.any([signal, deadline]);
  const socket = connect({
    host: hop.host,
    port: hop.port,
    noDelay: true,
    autoSelectFamilyAttemptTimeout: EACH_ADDRESS_WITHIN_MS,
  });
  try {
    await connected(socket, end);
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal.aborted) throw new SourceError('aborted', { params: { host: hop.label } });
    throw dialFailure(hop, deadline.aborted ? 'ETIMEDOUT' : codeOf(error), withinMs, error);
  }
}

async function connected(socket: Socket, end: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      reject(new Error('ended'));
    };
    // It stays for good: an error that comes after the answer must not be thrown at the whole process.
    socket.on('error', (error) => {
      end.removeEventListener('abort', abort);
      reject(error);
    });
    socket.once('connect', () => {
      end.removeEventListener('abort', abort);
      resolve();
    });
    end.addEventListener('abort', abort, { once: true });
    if (end.aborted) abort();
  });
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    // One address per error: what the host itself says is worth more than what the way to it says.
    const codes = error.errors.map(codeOf);
    return (
      codes.find((code) => REFUSED.has(code)) ?? codes.find((code) => SILENT.has(code)) ?? codes[0] ?? ''
    );
  }
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function dialFailure(hop: Hop, code: string, withinMs: number, cause: unknown): SourceError {
  const params = { host: hop.label };
  if (REFUSED.has(code)) return new SourceError('refused', { params: { ...params, port: hop.port }, cause });
  if (SILENT.has(code)) {
    return new SourceError('timeout', { params: { ...params, waitedSeconds: withinMs / 1_000 }, cause });
  }
  return new SourceError(NO_WAY.has(code) ? 'unreachable' : 'connection-lost', { params, cause });
}
