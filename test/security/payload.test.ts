import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MAX_PAGES } from '../../src/main/serve/server';
import { CLOSE_CODE, MESSAGE_LIMIT } from '../../src/shared/api/transport';
import {
  ask,
  openSocket,
  outcomeOf,
  startServerUnderTest,
  type PageServerUnderTest,
} from './pageServerFixture';

/** Main's memory and its life are not a page's to take. */
describe('a page that sends too much or the wrong thing', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  async function closeCodeAfter(data: string | Buffer): Promise<number> {
    const socket = openSocket(server);
    await once(socket, 'open');
    socket.send(data);
    const code = await new Promise<number>((resolve) => {
      socket.on('close', resolve);
    });
    return code;
  }

  it('is disconnected at a message over the bound, before it is in memory', async () => {
    expect(await closeCodeAfter('x'.repeat(MESSAGE_LIMIT.fromPage + 1))).toBe(1009);
  });

  it.each<[string, string | Buffer]>([
    ['text that is no JSON', '<script>'],
    ['JSON nested without end', '['.repeat(60_000)],
    ['bytes', Buffer.from([0xff, 0x00, 0xff])],
    [
      'a file',
      Buffer.from('{"i":"1","p":{"u":"/app/describe","h":{"content-disposition":"x"}}}\xff', 'latin1'),
    ],
    ['null', 'null'],
    ['a number as id', '{"i":1,"p":{"u":"/app/describe"}}'],
    ['an address elsewhere', '{"i":"1","p":{"u":"http://evil.example/"}}'],
  ])('is disconnected at %s', async (_what, data) => {
    expect(await closeCodeAfter(data)).toBe(CLOSE_CODE.malformed);
  });

  it('cannot reach a prototype through a path or an input', async () => {
    const socket = openSocket(server);
    await once(socket, 'open');
    socket.send('{"i":"1","p":{"u":"/__proto__/polluted"}}');
    expect(await new Promise<number>((resolve) => socket.on('close', resolve))).toBe(CLOSE_CODE.malformed);
    const other = openSocket(server);
    await once(other, 'open');
    other.send(
      '{"i":"1","p":{"u":"/app/showDemo","b":{"json":{"isShown":true,"__proto__":{"polluted":1}}}}}',
    );
    await once(other, 'message');
    other.close();
    expect('polluted' in {}).toBe(false);
  });

  it('leaves the others alone', async () => {
    expect(await outcomeOf(openSocket(server))).toMatchObject({ kind: 'answered' });
  });

  it('finds no place beyond the last', async () => {
    const open = Array.from({ length: MAX_PAGES }, () => openSocket(server));
    await Promise.all(open.map((socket) => once(socket, 'open')));
    expect(await outcomeOf(openSocket(server))).toEqual({ kind: 'refused', status: 503, body: '' });
    for (const socket of open) socket.terminate();
    await vi.waitFor(async () => {
      expect(await outcomeOf(openSocket(server))).toMatchObject({ kind: 'answered' });
    });
  });

  it('does not end the server by hanging up in the handshake', async () => {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /api HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.resetAndDestroy();
    await once(socket, 'close');
    expect(await ask(server.port, '/')).toMatchObject({ status: 200 });
  });

  it('sends headers over the bound in vain', async () => {
    const answer = await ask(server.port, '/', { headers: { 'X-Long': 'x'.repeat(64 * 1024) } });
    expect(answer.status).toBe(431);
  });
});
