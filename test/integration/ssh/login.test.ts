import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Desk, failureOf, openBox, run } from './sshTarget';
import type { Sshd } from './sshdFixture';
import { makeKey, NO_SSHD, startSshd } from './sshdFixture';

describe.skipIf(NO_SSHD !== null)(`login to a real sshd${NO_SSHD === null ? '' : `: ${NO_SSHD}`}`, () => {
  let sshd: Sshd;
  let desk: Desk;

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  beforeEach(() => {
    desk = new Desk();
    desk.write('known_hosts', sshd.knownHostsLines().join('\n'));
  });
  afterEach(() => {
    desk.remove();
  });

  function withKey(path: string) {
    return { port: sshd.port, user: sshd.user, authentication: { kind: 'key' as const, path } };
  }

  it('opens a POSIX shell with a key file, and gives its exit code', async () => {
    const channel = await openBox(desk.access(), withKey(sshd.key.path));
    expect(await run(channel, 'echo "over $((6 * 7))"; exit 3')).toBe('over 42\n');
    expect(await channel.closed).toEqual({ exitCode: 3, error: null });
  });

  it('leaves nothing running on the host when it is closed', async () => {
    const channel = await openBox(desk.access(), withKey(sshd.key.path));
    await expect.poll(() => sshd.sessionPids().length).toBeGreaterThan(0);
    channel.close();
    channel.close();
    await expect.poll(() => sshd.sessionPids(), { timeout: 10_000 }).toEqual([]);
  });

  it('asks for the passphrase of a locked key, says when it is wrong, and takes the right one', async () => {
    const access = desk.access();
    const wish = withKey(sshd.lockedKey.path);
    const missing = await failureOf(openBox(access, wish));
    expect(missing).toMatchObject({
      kind: 'needs-passphrase',
      message: { code: 'failure.needs-passphrase', params: { host: 'box', path: sshd.lockedKey.path } },
    });
    const wrong = await failureOf(openBox(access, { ...wish, secret: 'open barley' }));
    expect(wrong).toMatchObject({ kind: 'needs-passphrase', message: { code: 'failure.wrong-passphrase' } });
    expect(JSON.stringify(wrong)).not.toContain('barley');
    const channel = await openBox(access, { ...wish, secret: sshd.passphrase });
    expect(await run(channel, 'echo in')).toBe('in\n');
  });

  it('unlocks a key once for the whole fleet', async () => {
    const access = desk.access();
    const wish = withKey(sshd.lockedKey.path);
    (await openBox(access, { ...wish, secret: sshd.passphrase })).close();
    const channel = await openBox(access, wish);
    expect(await run(channel, 'echo in')).toBe('in\n');
  });

  it('says which key the server did not accept', async () => {
    expect(await failureOf(openBox(desk.access(), withKey(sshd.strangerKey.path)))).toMatchObject({
      kind: 'auth-failed',
      message: {
        code: 'failure.auth-failed',
        params: { host: 'box', user: sshd.user, methods: 'stranger' },
      },
    });
  });

  it.each([
    ['no-such-key', 'failure.key-missing'],
    ['user.pub', 'failure.key-not-a-key'],
    ['sshd_config', 'failure.key-not-a-key'],
    ['.', 'failure.key-unreadable'],
  ])('says what is wrong with the key file %s: %s', async (name, code) => {
    const path = join(sshd.folder, name);
    expect(await failureOf(openBox(desk.access(), withKey(path)))).toMatchObject({
      kind: 'key-unreadable',
      message: { code, params: { host: 'box', path } },
    });
  });

  it.each(['rsa', 'ecdsa'])('takes %s keys in PEM and in PKCS#8 form', async (type) => {
    for (const form of ['PEM', 'PKCS8']) {
      const key = makeKey(desk.home, `${type}-${form}`, type);
      execFileSync('ssh-keygen', ['-q', '-p', '-m', form, '-N', 'locked again', '-f', key.path]);
      expect(readFileSync(key.path, 'utf8')).not.toContain('OPENSSH');
      const failure = await failureOf(
        openBox(desk.access(), { ...withKey(key.path), secret: 'locked again' }),
      );
      // The server does not know it, but it was shown.
      expect(failure).toMatchObject({
        kind: 'auth-failed',
        message: { params: { methods: `${type}-${form}` } },
      });
      expect(await failureOf(openBox(desk.access(), withKey(key.path)))).toMatchObject({
        kind: 'needs-passphrase',
      });
    }
  });

  describe('auto', () => {
    function wish(secret?: string) {
      const authentication = { kind: 'auto' as const };
      return {
        port: sshd.port,
        user: sshd.user,
        authentication,
        ...(secret === undefined ? {} : { secret }),
      };
    }

    it('says that there is nothing to log in with', async () => {
      expect(await failureOf(openBox(desk.access(), wish()))).toMatchObject({
        kind: 'auth-failed',
        message: { code: 'failure.no-identity', params: { host: 'box', user: sshd.user } },
      });
    });

    it('finds the usual key files, the refused one first', async () => {
      desk.write('id_ed25519', readFileSync(sshd.strangerKey.path, 'utf8'));
      desk.write('id_rsa', readFileSync(sshd.key.path, 'utf8'));
      const channel = await openBox(desk.access(), wish());
      expect(await run(channel, 'echo in')).toBe('in\n');
    });

    it('passes over a locked key where another one works, and asks for its passphrase where none does', async () => {
      desk.write('id_ed25519', readFileSync(sshd.lockedKey.path, 'utf8'));
      expect(await failureOf(openBox(desk.access(), wish()))).toMatchObject({ kind: 'needs-passphrase' });
      expect(await failureOf(openBox(desk.access(), wish('not it')))).toMatchObject({
        message: { code: 'failure.wrong-passphrase' },
      });
      expect(await run(await openBox(desk.access(), wish(sshd.passphrase)), 'echo 1')).toBe('1\n');
      desk.write('id_rsa', readFileSync(sshd.key.path, 'utf8'));
      expect(await run(await openBox(desk.access(), wish()), 'echo 2')).toBe('2\n');
    });
  });

  describe('host keys', () => {
    it('refuses an unknown key, and accepts exactly the one that was shown', async () => {
      const access = desk.access();
      desk.write('known_hosts', '');
      const wish = withKey(sshd.key.path);
      const failure = await failureOf(openBox(access, wish));
      expect(failure).toMatchObject({
        kind: 'host-key-unknown',
        offeredKey: { keyType: 'ssh-ed25519', sha256: sshd.fingerprint() },
        knownKeys: [],
      });
      expect(existsSync(desk.ownKnownHosts)).toBe(false);
      expect(await access.acceptHostKey('127.0.0.1', sshd.port, 'SHA256:another')).toBe(false);
      expect(await access.acceptHostKey('127.0.0.1', sshd.port, sshd.fingerprint())).toBe(true);
      expect(await run(await openBox(access, wish), 'echo in')).toBe('in\n');
      const text = readFileSync(desk.ownKnownHosts, 'utf8');
      expect(text).toMatch(
        new RegExp(`^\\[127\\.0\\.0\\.1\\]:${String(sshd.port)} ssh-ed25519 [\\w+/=]+\n$`),
      );
      expect(statSync(desk.ownKnownHosts).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(desk.home, '.ssh', 'known_hosts'), 'utf8')).toBe('');
    });

    it('knows a hashed entry that ssh-keygen wrote', async () => {
      const path = desk.write('known_hosts', sshd.knownHostsLines().join('\n') + '\n');
      execFileSync('ssh-keygen', ['-q', '-H', '-f', path], { stdio: 'ignore' });
      expect(readFileSync(path, 'utf8')).toMatch(/^\|1\|/);
      expect(await run(await openBox(desk.access(), withKey(sshd.key.path)), 'echo in')).toBe('in\n');
    });

    it('refuses a revoked key with the place that says so', async () => {
      const path = desk.write('known_hosts', `# note\n${sshd.knownHostsLines('@revoked *').join('\n')}`);
      expect(await failureOf(openBox(desk.access(), withKey(sshd.key.path)))).toMatchObject({
        kind: 'host-key-changed',
        message: { code: 'failure.host-key-revoked', params: { file: path, line: 2 } },
      });
    });
  });
});
