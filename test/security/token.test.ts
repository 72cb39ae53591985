import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_PAGES } from '../../src/main/serve/server';
import { newToken, isSameToken } from '../../src/main/serve/token';
import { CLOSE_CODE, SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '../../src/shared/api/transport';
import { openSocket, outcomeOf, startServerUnderTest, type PageServerUnderTest } from './pageServerFixture';

/** Another user of the machine can reach the port, but has not seen the printed address. */
describe('a socket without the token of this run', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it('is answered when it has the token', async () => {
    const outcome = await outcomeOf(openSocket(server));
    expect(outcome).toEqual({ kind: 'answered', protocol: SUBPROTOCOL });
  });

  it.each<[string, (token: string) => string | null]>([
    ['none', () => null],
    ['an empty one', () => ''],
    ['one of another run', () => newToken()],
    ['a beginning of it', (token) => token.slice(0, -1)],
    ['it and more', (token) => `${token}A`],
    ['it in another case', (token) => token.toLowerCase()],
  ])('is closed without an answer: %s', async (_what, tokenOf) => {
    const outcome = await outcomeOf(openSocket(server, { token: tokenOf(server.token) }));
    expect(outcome).toEqual({ kind: 'closed', code: CLOSE_CODE.tokenRefused, messages: 0 });
  });

  it('does not take the token from the address', async () => {
    const path = `/api?token=${server.token}`;
    expect(await outcomeOf(openSocket(server, { token: null, path }))).toMatchObject({
      kind: 'refused',
      status: 404,
    });
  });

  it('does not take the token without the protocol', async () => {
    const protocols = [TOKEN_SUBPROTOCOL_PREFIX + server.token];
    expect(await outcomeOf(openSocket(server, { protocols }))).toMatchObject({
      kind: 'refused',
      status: 404,
    });
  });

  it('never has the token told to it', async () => {
    const socket = openSocket(server);
    const told = new Promise<string>((resolve) => {
      socket.on('upgrade', (response) => {
        resolve(JSON.stringify(response.headers));
      });
    });
    await outcomeOf(socket);
    expect(await told).not.toContain(server.token);
  });

  it('takes no place from a page that has the token, even if it does not let go', async () => {
    const handshake = [
      'GET /api HTTP/1.1',
      `Host: 127.0.0.1:${String(server.port)}`,
      `Origin: ${server.origin}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      `Sec-WebSocket-Protocol: ${SUBPROTOCOL}, ${TOKEN_SUBPROTOCOL_PREFIX}x`,
      '',
      '',
    ].join('\r\n');
    const holding = await Promise.all(
      Array.from({ length: MAX_PAGES + 1 }, async () => {
        const socket = connect(server.port, '127.0.0.1');
        socket.write(handshake);
        await once(socket, 'data');
        return socket;
      }),
    );
    expect(await outcomeOf(openSocket(server))).toMatchObject({ kind: 'answered' });
    for (const socket of holding) socket.destroy();
  });
});

describe('a token', () => {
  it('has 256 bits, and is never the same twice', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('is the same as itself and as nothing else', () => {
    expect(isSameToken('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abcd', 'abd', 'ABC']) expect(isSameToken('abc', other)).toBe(false);
  });
});
