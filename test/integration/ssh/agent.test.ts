import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from './agentFixture';
import { startAgent } from './agentFixture';
import { Desk, failureOf, openBox, run } from './sshTarget';
import type { Sshd } from './sshdFixture';
import { makeKey, NO_SSHD, startSshd } from './sshdFixture';

describe.skipIf(NO_SSHD !== null)(`a real ssh-agent${NO_SSHD === null ? '' : `: ${NO_SSHD}`}`, () => {
  let sshd: Sshd;
  let agent: Agent;
  let desk: Desk;

  beforeAll(async () => {
    sshd = await startSshd({ config: ['MaxAuthTries 3'] });
  });
  afterAll(() => sshd.stop());
  beforeEach(async () => {
    desk = new Desk();
    desk.write('known_hosts', sshd.knownHostsLines().join('\n'));
    agent = await startAgent();
  });
  afterEach(async () => {
    await agent.stop();
    desk.remove();
  });

  function wish(kind: 'agent' | 'auto') {
    return { port: sshd.port, user: sshd.user, authentication: { kind } };
  }

  it('vouches with the key that it holds', async () => {
    agent.add(sshd.key.path);
    const access = desk.access({ agentSocketPath: agent.socketPath });
    expect(await run(await openBox(access, wish('agent')), 'echo in')).toBe('in\n');
    expect(await run(await openBox(access, wish('auto')), 'echo in')).toBe('in\n');
    expect(sshd.log()).toContain('Accepted publickey');
  });

  it.each(['rsa', 'ecdsa'])(
    'signs with an %s key, which the server refuses, before the one that it takes',
    async (type) => {
      agent.add(makeKey(desk.home, 'other', type).path);
      agent.add(sshd.key.path);
      const access = desk.access({ agentSocketPath: agent.socketPath });
      expect(await run(await openBox(access, wish('auto')), 'echo in')).toBe('in\n');
    },
  );

  it('signs with RSA for a server that takes it', async () => {
    const key = makeKey(desk.home, 'rsa', 'rsa');
    agent.add(key.path);
    const second = await startSshd();
    try {
      copyFileSync(`${key.path}.pub`, join(second.folder, 'authorized_keys'));
      desk.write('known_hosts', second.knownHostsLines().join('\n'));
      const access = desk.access({ agentSocketPath: agent.socketPath });
      expect(await run(await openBox(access, { ...wish('agent'), port: second.port }), 'echo in')).toBe(
        'in\n',
      );
    } finally {
      await second.stop();
    }
  });

  it('is tried first; a key that it also holds is not shown twice', async () => {
    for (const name of ['one', 'two']) agent.add(makeKey(desk.home, name).path);
    // With a repetition this would be the fourth try, and the server allows three.
    const twice = makeKey(desk.home, 'twice');
    copyFileSync(twice.path, join(desk.home, '.ssh', 'id_ecdsa'));
    desk.write('id_rsa', readFileSync(sshd.key.path, 'utf8'));
    const access = desk.access({ agentSocketPath: agent.socketPath });
    expect(await failureOf(openBox(access, wish('auto')))).toMatchObject({
      kind: 'auth-failed',
      message: { code: 'failure.too-many-tries' },
    });
    copyFileSync(join(desk.home, 'one'), join(desk.home, '.ssh', 'id_ecdsa'));
    expect(await run(await openBox(access, wish('auto')), 'echo in')).toBe('in\n');
  });

  it('opens a locked key file that it holds', async () => {
    copyFileSync(sshd.lockedKey.path, join(desk.home, 'locked'));
    copyFileSync(`${sshd.lockedKey.path}.pub`, join(desk.home, 'locked.pub'));
    const authentication = { kind: 'key' as const, path: join(desk.home, 'locked') };
    const access = desk.access({ agentSocketPath: agent.socketPath });
    const wanted = { port: sshd.port, user: sshd.user, authentication };
    expect(await failureOf(openBox(access, wanted))).toMatchObject({ kind: 'needs-passphrase' });
    const plain = join(desk.home, 'plain');
    copyFileSync(sshd.lockedKey.path, plain);
    unlock(plain, sshd.passphrase);
    agent.add(plain);
    expect(await run(await openBox(access, wanted), 'echo in')).toBe('in\n');
  });

  it('without the right key is refused, and the count of keys is said', async () => {
    for (const name of ['one', 'two']) agent.add(makeKey(desk.home, name).path);
    const access = desk.access({ agentSocketPath: agent.socketPath });
    expect(await failureOf(openBox(access, wish('agent')))).toMatchObject({
      kind: 'auth-failed',
      message: { code: 'failure.auth-failed', params: { methods: 'ssh-agent (2)' } },
    });
  });

  it('without any key, without an agent, and with one that hangs', async () => {
    const empty = desk.access({ agentSocketPath: agent.socketPath });
    expect(await failureOf(openBox(empty, wish('agent')))).toMatchObject({
      kind: 'agent-unavailable',
      message: { code: 'failure.agent-empty' },
    });
    const unavailable = {
      kind: 'agent-unavailable',
      message: { code: 'failure.agent-unavailable', params: { host: 'box', user: sshd.user } },
    };
    expect(await failureOf(openBox(desk.access(), wish('agent')))).toMatchObject(unavailable);
    const nowhere = desk.access({ agentSocketPath: join(desk.home, 'nothing') });
    expect(await failureOf(openBox(nowhere, wish('agent')))).toMatchObject(unavailable);
    agent.signal('SIGSTOP');
    expect(await failureOf(openBox(empty, wish('agent')))).toMatchObject(unavailable);
    desk.write('id_rsa', readFileSync(sshd.key.path, 'utf8'));
    expect(await run(await openBox(empty, wish('auto')), 'echo in')).toBe('in\n');
  });
});

function unlock(path: string, passphrase: string): void {
  execFileSync('ssh-keygen', ['-q', '-p', '-P', passphrase, '-N', '', '-f', path], { stdio: 'ignore' });
}
