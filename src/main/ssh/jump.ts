import type { Duplex } from 'node:stream';
import { SourceError } from '../sampling/sourceError';
import type { SshConnection } from './handshake';
import type { Hop } from './route';

/**
 * Has a server that is logged in to open a TCP connection to the next one (`direct-tcpip`, what `ssh -J` does). The
 * stream then carries SSH end to end: the jump host sees nothing of it.
 *
 * @throws {SourceError} `unreachable` where the jump host cannot or may not connect there, `timeout`, `aborted`, and
 *   whatever ended the jump host's own connection.
 */
export async function forward(
  jump: { readonly connection: SshConnection; readonly hop: Hop },
  hop: Hop,
  withinMs: number,
  signal: AbortSignal,
): Promise<Duplex> {
  const deadline = AbortSignal.timeout(withinMs);
  const end = AbortSignal.any([signal, deadline]);
  return new Promise((resolve, reject) => {
    const fail = (error: SourceError): void => {
      end.removeEventListener('abort', abort);
      reject(error);
    };
    const abort = (): void => {
      const params = { host: hop.label };
      if (signal.aborted) fail(new SourceError('aborted', { params }));
      else fail(new SourceError('timeout', { params: { ...params, waitedSeconds: withinMs / 1_000 } }));
    };
    end.addEventListener('abort', abort, { once: true });
    void jump.connection.ended.then((failure) => {
      fail(failure ?? new SourceError('aborted', { params: { host: hop.label } }));
    });
    try {
      jump.connection.client.forwardOut('127.0.0.1', 0, hop.host, hop.port, (error, channel) => {
        if (error === undefined) {
          end.removeEventListener('abort', abort);
          // Nobody waits for it any more if the time was up; an unused one must not stay open.
          if (end.aborted) channel.destroy();
          resolve(channel);
        } else fail(jumpRefused(jump.hop.label, hop, error));
      });
    } catch (error) {
      fail(jumpRefused(jump.hop.label, hop, error));
    }
  });
}

function jumpRefused(jump: string, hop: Hop, cause: unknown): SourceError {
  return new SourceError('unreachable', {
    params: { host: hop.label, jump, port: hop.port },
    sentence: 'failure.jump-refused',
    cause,
  });
}
