import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServerUnderTest, type PageServerUnderTest } from './pageServerFixture';

/** State of a listening socket in /proc/net/tcp (include/net/tcp_states.h, TCP_LISTEN). */
const LISTEN = '0A';

/** Who is not on this machine shall not even find a port. */
describe('the listener', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it.runIf(process.platform === 'linux')('is one socket, on 127.0.0.1', async () => {
    const port = server.port.toString(16).toUpperCase().padStart(4, '0');
    const tables = await Promise.all(
      ['tcp', 'tcp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8')),
    );
    const listening = tables
      .flatMap((table) => table.split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local = '', , state]) => local.endsWith(`:${port}`) && state === LISTEN)
      .map(([, local]) => local);
    expect(listening).toEqual([`0100007F:${port}`]);
  });

  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);

  it.runIf(others.length > 0)('does not answer on this machine’s other addresses', async () => {
    for (const address of others) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect(server.port, address);
        socket.on('connect', () => {
          socket.destroy();
          resolve('connected');
        });
        socket.on('error', () => {
          resolve('refused');
        });
      });
      expect(outcome).toBe('refused');
    }
  });
});
