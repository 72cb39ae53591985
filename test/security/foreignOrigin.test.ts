import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket, outcomeOf, startServerUnderTest, type PageServerUnderTest } from './pageServerFixture';

/** A WebSocket is not held to the same-origin policy: the browser only says who asks. */
describe('a socket from a page of another origin', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it.each<[string, (server: PageServerUnderTest) => string | null]>([
    ['none', () => null],
    ['an opaque one', () => 'null'],
    ['a stranger', () => 'https://evil.example'],
    ['another port of this machine', ({ port }) => `http://127.0.0.1:${String(port + 1)}`],
    ['another loopback name', ({ port }) => `http://localhost:${String(port)}`],
    ['another scheme', ({ port }) => `https://127.0.0.1:${String(port)}`],
    ['a longer name', ({ origin }) => `${origin}.evil.example`],
    ['two', ({ origin }) => `${origin} https://evil.example`],
  ])('is refused even with the token: %s', async (_what, originOf) => {
    const outcome = await outcomeOf(openSocket(server, { origin: originOf(server) }));
    expect(outcome).toEqual({ kind: 'refused', status: 403, body: '' });
  });
});
