import { writeFileSync } from 'node:fs';
import type { Server as NetServer, Socket } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SshTimeouts } from '../../../src/main/ssh/handshake';
import { Desk, failureOf, openBox, run } from './sshTarget';
import type { Sshd } from './sshdFixture';
import { freePort, NO_SSHD, startSshd } from './sshdFixture';

const IMPATIENT: SshTimeouts = { handshakeMs: 1_500, keepaliveEveryMs: 200, keepaliveTries: 2 };

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});
afterEach(() => {
  desk.remove();
});

function wish(port: number) {
  return { port, user: 'ops', authentication: { kind: 'password' as const }, secret: 'not to be seen' };
}

describe('a port where no SSH server answers', () => {
  let server: NetServer;
  let port: number;
  const sockets = new Set<Socket>();
  let received = '';

  async function serve(handle: (socket: Socket) => void): Promise<void> {
    received = '';
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
      handle(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  });

  it('is not SSH when it speaks HTTP', async () => {
    await serve((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    });
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({
      kind: 'not-ssh',
      message: { code: 'failure.not-ssh', params: { host: 'box', port } },
    });
    expect(received).toMatch(/^SSH-2\.0-Lowmark\r\n/);
    expect(received).not.toContain('not to be seen');
  });

  it('is not SSH when it greets otherwise and then waits, as a mail server does', async () => {
    await serve((socket) => socket.write('220 mx.example ESMTP\r\n'));
    const access = desk.access({ timeouts: IMPATIENT });
    expect(await failureOf(openBox(access, wish(port)))).toMatchObject({ kind: 'not-ssh' });
  });

  it('is not SSH when it sends endless noise', async () => {
    await serve((socket) => {
      const noise = Buffer.alloc(64 * 1024, 'x');
      const pour = (): void => {
        if (!socket.destroyed) socket.write(noise, pour);
      };
      pour();
    });
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({ kind: 'not-ssh' });
  });

  it('has hung up when it closes without a word', async () => {
    await serve((socket) => socket.end());
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({
      kind: 'connection-lost',
      message: { code: 'failure.server-hung-up' },
    });
  });

  it('has hung up when it resets the connection', async () => {
    await serve((socket) => socket.resetAndDestroy());
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({ kind: 'connection-lost' });
  });

  it('has hung up when it is too busy, in OpenSSH’s words', async () => {
    await serve((socket) => socket.end('Exceeded MaxStartups\r\n'));
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({
      kind: 'connection-lost',
      message: { code: 'failure.server-hung-up' },
    });
  });

  it('is silent when it says nothing', async () => {
    await serve(() => undefined);
    const access = desk.access({ timeouts: IMPATIENT });
    expect(await failureOf(openBox(access, wish(port)))).toMatchObject({
      kind: 'timeout',
      message: { code: 'failure.timeout', params: { host: 'box', waitedSeconds: 1.5 } },
    });
  });

  it('is broken when it says SSH and then noise', async () => {
    await serve((socket) => socket.end(`SSH-2.0-Noise\r\n${'\u0000\u0001\u00ff'.repeat(400)}`));
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({ kind: 'connection-lost' });
  });

  it('lets go at once when nobody wants it any more', async () => {
    await serve(() => undefined);
    const wanted = new AbortController();
    const attempt = failureOf(openBox(desk.access(), wish(port), wanted.signal));
    await expect.poll(() => sockets.size).toBe(1);
    wanted.abort();
    expect(await attempt).toMatchObject({ kind: 'aborted' });
    await expect
      .poll(() => [...sockets].every((socket) => socket.destroyed || socket.readableEnded))
      .toBe(true);
    expect(await failureOf(openBox(desk.access(), wish(port), wanted.signal))).toMatchObject({
      kind: 'aborted',
    });
  });
});

describe('a place where nothing is', () => {
  it('refuses', async () => {
    const port = await freePort();
    expect(await failureOf(openBox(desk.access(), wish(port)))).toMatchObject({
      kind: 'refused',
      message: { code: 'failure.refused', params: { host: 'box', port } },
    });
  });

  it('has no such name', async () => {
    const failure = await failureOf(openBox(desk.access(), { ...wish(22), host: 'no-such-host.invalid' }));
    expect(failure).toMatchObject({ kind: 'unreachable', message: { code: 'failure.unreachable' } });
  });
});

describe.skipIf(NO_SSHD !== null)(`a real sshd in trouble${NO_SSHD === null ? '' : `: ${NO_SSHD}`}`, () => {
  let sshd: Sshd;

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  beforeEach(() => {
    desk.write('known_hosts', sshd.knownHostsLines().join('\n'));
  });

  function withKey() {
    const authentication = { kind: 'key' as const, path: sshd.key.path };
    return { port: sshd.port, user: sshd.user, authentication };
  }

  it('that froze is a timeout, found by keepalive', async () => {
    const channel = await openBox(desk.access({ timeouts: IMPATIENT }), withKey());
    channel.stdout.resume();
    sshd.signalSessions('SIGSTOP');
    try {
      expect(await channel.closed).toMatchObject({ error: { failure: { kind: 'timeout' } } });
    } finally {
      sshd.signalSessions('SIGCONT');
    }
    await expect.poll(() => sshd.sessionPids(), { timeout: 10_000 }).toEqual([]);
  });

  it('that was killed is a lost connection, and works again once it is back', async () => {
    const access = desk.access();
    const channel = await openBox(access, withKey());
    channel.stdout.resume();
    await sshd.kill();
    expect(await channel.closed).toMatchObject({ error: { failure: { kind: 'connection-lost' } } });
    expect(await failureOf(openBox(access, withKey()))).toMatchObject({ kind: 'refused' });
    await sshd.restart();
    expect(await run(await openBox(access, withKey()), 'echo back')).toBe('back\n');
  });

  it('that lost only the session is a lost connection', async () => {
    const channel = await openBox(desk.access(), withKey());
    channel.stdout.resume();
    await expect.poll(() => sshd.sessionPids().length).toBeGreaterThan(0);
    sshd.signalSessions('SIGKILL');
    expect(await channel.closed).toMatchObject({ error: { failure: { kind: 'connection-lost' } } });
  });

  it('that was reinstalled shows both fingerprints, and a click does not accept the new key', async () => {
    const access = desk.access();
    const old = sshd.fingerprint();
    await sshd.restart({ withNewHostKeys: true });
    const failure = await failureOf(openBox(access, withKey()));
    expect(sshd.fingerprint()).not.toBe(old);
    expect(failure).toMatchObject({
      kind: 'host-key-changed',
      message: { code: 'failure.host-key-changed', params: { line: 1 } },
      offeredKey: { keyType: 'ssh-ed25519', sha256: sshd.fingerprint() },
      knownKeys: [{ keyType: 'ssh-ed25519', sha256: old, file: `${desk.home}/.ssh/known_hosts`, line: 1 }],
    });
    expect(await access.acceptHostKey('127.0.0.1', sshd.port, sshd.fingerprint())).toBe(false);
  });

  it('that was reinstalled is a first contact again once the line of its old key is deleted', async () => {
    desk.write('known_hosts', '');
    const access = desk.access();
    await failureOf(openBox(access, withKey()));
    expect(await access.acceptHostKey('127.0.0.1', sshd.port, sshd.fingerprint())).toBe(true);
    await sshd.restart({ withNewHostKeys: true });
    expect(await failureOf(openBox(access, withKey()))).toMatchObject({ kind: 'host-key-changed' });
    writeFileSync(desk.ownKnownHosts, '');
    expect(await failureOf(openBox(access, withKey()))).toMatchObject({ kind: 'host-key-unknown' });
    expect(await access.acceptHostKey('127.0.0.1', sshd.port, sshd.fingerprint())).toBe(true);
    expect(await run(await openBox(access, withKey()), 'echo in')).toBe('in\n');
  });
});

describe.skipIf(NO_SSHD !== null)('a real sshd with settings of its own', () => {
  let sshd: Sshd;
  afterEach(() => sshd.stop());

  async function start(
    config: readonly string[],
    hostKeyTypes: readonly ('ed25519' | 'ecdsa' | 'rsa')[] = ['ed25519'],
  ) {
    sshd = await startSshd({ config, hostKeyTypes });
    desk.write('known_hosts', sshd.knownHostsLines().join('\n'));
    const authentication = { kind: 'key' as const, path: sshd.key.path };
    return { port: sshd.port, user: sshd.user, authentication };
  }

  it.each([
    ['KexAlgorithms diffie-hellman-group14-sha1', 'key exchange', true],
    ['Ciphers aes128-cbc', 'cipher', true],
    ['MACs hmac-sha1\nCiphers aes128-ctr', 'MAC', true],
    ['Ciphers 3des-cbc', 'cipher', false],
  ])('%s: no common %s, old algorithms help: %s', async (config, what, doOldHelp) => {
    const wanted = await start([config]);
    expect(await failureOf(openBox(desk.access(), wanted))).toMatchObject({
      kind: 'no-common-algorithm',
      message: { params: { host: 'box', what } },
    });
    const old = openBox(desk.access(), { ...wanted, allowsOldAlgorithms: true });
    if (doOldHelp) expect(await run(await old, 'echo in')).toBe('in\n');
    else expect(await failureOf(old)).toMatchObject({ kind: 'no-common-algorithm' });
  });

  it('an RSA key signed with SHA-1 only is an old algorithm', async () => {
    const wanted = await start(['HostKeyAlgorithms ssh-rsa'], ['rsa']);
    expect(await failureOf(openBox(desk.access(), wanted))).toMatchObject({
      kind: 'no-common-algorithm',
      message: { params: { what: 'host key' } },
    });
    const old = openBox(desk.access(), { ...wanted, allowsOldAlgorithms: true });
    expect(await run(await old, 'echo in')).toBe('in\n');
  });

  it('asks for the type of key that is on record, of the three that the server has', async () => {
    const wanted = await start([], ['ed25519', 'ecdsa', 'rsa']);
    for (const line of sshd.knownHostsLines()) {
      desk.write('known_hosts', line);
      expect(await run(await openBox(desk.access(), wanted), 'echo in')).toBe('in\n');
    }
  });

  it('a type that is not on record is a change', async () => {
    const wanted = await start([], ['ecdsa']);
    const other = sshd.strangerKey.publicKey;
    desk.write('known_hosts', `[127.0.0.1]:${String(sshd.port)} ${other}`);
    expect(await failureOf(openBox(desk.access(), wanted))).toMatchObject({
      kind: 'host-key-changed',
      offeredKey: { keyType: 'ecdsa-sha2-nistp256' },
      knownKeys: [{ keyType: 'ssh-ed25519' }],
    });
  });

  it('no session for anybody is no shell', async () => {
    const wanted = await start(['MaxSessions 0']);
    expect(await failureOf(openBox(desk.access(), wanted))).toMatchObject({
      kind: 'no-shell',
      message: { params: { host: 'box', user: sshd.user } },
    });
  });

  it('a crowd of a server that admits few gets in without a drop', async () => {
    const wanted = await start(['MaxStartups 9']);
    const access = desk.access();
    const channels = await Promise.all(Array.from({ length: 40 }, () => openBox(access, wanted)));
    expect(channels).toHaveLength(40);
    for (const channel of channels) channel.close();
    expect(sshd.log()).not.toMatch(/drop connection/);
  });

  it('more keys than the server takes is said as such', async () => {
    const wanted = await start(['MaxAuthTries 1']);
    const path = sshd.strangerKey.path;
    const failure = await failureOf(
      openBox(desk.access(), { ...wanted, authentication: { kind: 'key', path } }),
    );
    expect(failure).toMatchObject({ kind: 'auth-failed', message: { code: 'failure.too-many-tries' } });
  });
});
