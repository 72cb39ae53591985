import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PageSocket, UNSENT_LIMIT_BYTES } from '../../../../src/main/serve/pageSocket';

const HANDSHAKE = [
  'GET / HTTP/1.1',
  'Host: 127.0.0.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '',
  '',
].join('\r\n');

/** A peer that shakes hands and from then on neither reads nor answers. */
describe('a page that does not take in what it is sent', () => {
  let server: Server;
  let sockets: WebSocketServer;
  let peer: Socket;
  let socket: WebSocket;

  beforeEach(async () => {
    server = createServer();
    sockets = new WebSocketServer({ server });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const accepted = new Promise<WebSocket>((resolve) => {
      sockets.once('connection', resolve);
    });
    peer = connect(address.port, '127.0.0.1');
    peer.on('error', () => undefined);
    peer.write(HANDSHAKE);
    await once(peer, 'data');
    peer.pause();
    socket = await accepted;
  });

  afterEach(() => {
    peer.destroy();
    sockets.close();
    server.close();
  });

  it('is cut off before it fills the memory', () => {
    const page = new PageSocket(socket);
    const text = 'x'.repeat(1024 * 1024);
    let sentBytes = 0;
    while (socket.readyState === socket.OPEN && sentBytes < 4 * UNSENT_LIMIT_BYTES) {
      page.send(text);
      sentBytes += text.length;
    }
    expect(socket.readyState).not.toBe(socket.OPEN);
    // The system's own buffers hold some of it as well.
    expect(sentBytes).toBeLessThan(2 * UNSENT_LIMIT_BYTES);
  });

  it('is cut off when it leaves a ping without an answer, and its end is told once', async () => {
    const page = new PageSocket(socket, 20);
    const onClosed = vi.fn();
    page.onClosed(onClosed);
    await once(socket, 'close');
    expect(onClosed).toHaveBeenCalledTimes(1);
  });

  it('is told no more, and heard no more, once it was found to be malformed', () => {
    const page = new PageSocket(socket);
    const onMessage = vi.fn();
    const onClosed = vi.fn();
    page.onMessage(onMessage);
    page.onClosed(onClosed);
    page.endAsMalformed();
    expect(onClosed).toHaveBeenCalledTimes(1);
    socket.emit('message', Buffer.from('late'), false);
    expect(onMessage).not.toHaveBeenCalled();
    expect(() => {
      page.send('late');
    }).not.toThrow();
  });

  it('hands on text, and says of bytes that they are none', () => {
    const page = new PageSocket(socket);
    const heard: unknown[] = [];
    page.onMessage((data) => heard.push(data));
    socket.emit('message', Buffer.from('größe'), false);
    socket.emit('message', Buffer.from([1, 2]), true);
    expect(heard).toEqual(['größe', null]);
  });
});
