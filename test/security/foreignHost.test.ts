import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  openSocket,
  outcomeOf,
  startServerUnderTest,
  type PageServerUnderTest,
} from './pageServerFixture';

/**
 * DNS rebinding: a stranger's page makes its own name resolve to 127.0.0.1. Its requests then are of its own origin,
 * and nothing but the Host header gives it away.
 */
describe('a request under a foreign host name', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  const foreign = [
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:127.0.0.1',
    '127.0.0.1@evil.example',
    '127.0.0.1, evil.example',
    '128.0.0.1',
    '0.0.0.0',
    '[::]',
    '[::ffff:127.0.0.1]',
    '10.127.0.1',
    '',
  ];

  it.each(foreign)('gets no file: %j', async (host) => {
    const answer = await ask(server.port, '/', { headers: { Host: host } });
    expect(answer).toMatchObject({ status: 403, body: '' });
  });

  it.each(foreign.filter((host) => host !== ''))('gets no socket, even with the token: %j', async (host) => {
    const outcome = await outcomeOf(openSocket(server, { host, origin: `http://${host}` }));
    expect(outcome).toEqual({ kind: 'refused', status: 403, body: '' });
  });

  // People reach a jump host through a tunnel, whose near end has a port and perhaps an address of its own.
  it.each(['127.0.0.1', '127.0.0.1:9', 'localhost:8080', 'LOCALHOST', '127.4.5.6:1', '[::1]:7341'])(
    'is not one through a tunnel: %j',
    async (host) => {
      expect(await ask(server.port, '/', { headers: { Host: host } })).toMatchObject({ status: 200 });
      const outcome = await outcomeOf(openSocket(server, { host, origin: `http://${host}` }));
      expect(outcome).toMatchObject({ kind: 'answered' });
    },
  );
});
