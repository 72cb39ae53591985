import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/clock';
import { Fleet } from '../../../src/main/fleet/fleet';
import { HostRegistry } from '../../../src/main/fleet/hostRegistry';
import type { HostSession } from '../../../src/main/fleet/hostSession';
import { Refusal } from '../../../src/main/fleet/refusal';
import { Secrets } from '../../../src/main/fleet/secrets';
import { silentLog } from '../../../src/main/log';
import { createLocalSource } from '../../../src/main/sampling/localSource';
import { createSshSource } from '../../../src/main/sampling/sshSource';
import type { HostConfig, HostFailure, HostState, SshAuthentication } from '../../../src/shared/model';
import { NO_SSHD, startSshd, type Sshd } from '../ssh/sshdFixture';
import { Desk } from '../ssh/sshTarget';

/** Hosts as a person has them: added, watched, lost and found again, over a real sshd with real pauses. */

/** Long enough for a slow machine; everything below waits for a state, and none of it for a time. */
const PATIENCE = { timeout: 40_000, interval: 50 };

let sshd: Sshd;
let desk: Desk;
let fleet: Fleet;
let registry: HostRegistry;

beforeEach(async () => {
  if (NO_SSHD !== null) return;
  sshd = await startSshd();
  desk = new Desk();
  const access = desk.access();
  const secrets = new Secrets();
  const [clock, log] = [systemClock, silentLog];
  fleet = new Fleet({
    openSource: (config) => {
      const { connection } = config;
      if (connection.kind !== 'ssh')
        return createLocalSource({ hostLabel: config.name, user: 'me', clock, log });
      const secretOf = (hostId: string): string | null => secrets.of(hostId);
      return createSshSource({ ...config, connection }, { access, secretOf, clock, log, random: () => 0 });
    },
    clock,
    log,
    random: () => 0,
  });
  registry = new HostRegistry([], {
    fleet,
    secrets,
    thisMachine: null,
    save: () => Promise.resolve(),
    resolveAddress: async (address) => {
      const resolved = await access.resolveAddress(address);
      if (!resolved.ok) throw new Refusal('refusal.bad-address', { address });
      return resolved.value;
    },
    acceptHostKey: (host, port, sha256) => access.acceptHostKey(host, port, sha256),
  });
});

afterEach(async () => {
  if (NO_SSHD !== null) return;
  fleet.close();
  await sshd.stop();
  desk.remove();
});

/** The quickest cadence there is, so that silence is noticed soon. */
const CADENCE = { hostWideSeconds: 1, processesSeconds: 2 };

async function add(authentication: SshAuthentication): Promise<HostSession> {
  const hostId = await registry.addHost({
    address: `${sshd.user}@127.0.0.1:${String(sshd.port)}`,
    name: 'box',
    authentication,
    secret: null,
    cadence: CADENCE,
    allowsOldAlgorithms: false,
    sudo: 'never',
    group: null,
    tags: [],
  });
  return registry.sessionOf(hostId);
}

function trust(): void {
  desk.write('known_hosts', `${sshd.knownHostsLines().join('\n')}\n`);
}

async function until(session: HostSession, kind: HostState['kind']): Promise<void> {
  await expect.poll(() => session.state.kind, PATIENCE).toBe(kind);
}

async function failureIn(session: HostSession): Promise<HostFailure> {
  await until(session, 'failed');
  const { state } = session;
  if (state.kind !== 'failed') throw new Error(`it is ${state.kind}`);
  return state.failure;
}

/** How many samples have come in all, over every connection. */
async function anotherSample(session: HostSession): Promise<void> {
  const before = session.row().sampledAtMs;
  await expect.poll(() => session.row().sampledAtMs, PATIENCE).not.toBe(before);
}

function memTotalBytes(): number {
  return Number(/^MemTotal: +(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
}

describe.skipIf(NO_SSHD !== null)('a host over SSH', () => {
  it('waits for its key to be accepted, then lives, and is known from then on', async () => {
    const session = await add({ kind: 'key', path: sshd.key.path });
    const failure = await failureIn(session);
    expect(failure.kind).toBe('host-key-unknown');
    expect(failure.offeredKey?.sha256).toBe(sshd.fingerprint());
    expect(session.state).toMatchObject({ retryAtMs: null });

    const hostId = session.config.id;
    await expect(registry.acceptHostKey({ hostId, sha256: 'SHA256:another' })).rejects.toThrow(Refusal);
    await registry.acceptHostKey({ hostId, sha256: sshd.fingerprint() });
    await until(session, 'live');
    expect(session.row()).toMatchObject({
      memTotalBytes: memTotalBytes(),
      kernel: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
    });
    const [, recorded] = sshd.knownHostsLines()[0]?.split(/ (.*) /) ?? [];
    expect(readFileSync(desk.ownKnownHosts, 'utf8')).toContain(recorded);

    session.connect();
    await until(session, 'live');
  });

  it('is live beside this machine with the same numbers', async () => {
    trust();
    const session = await add({ kind: 'key', path: sshd.key.path });
    const local: HostConfig = {
      id: 'this-machine',
      name: 'here',
      connection: { kind: 'local' },
      cadence: CADENCE,
      sudo: 'never',
      group: null,
      tags: [],
    };
    fleet.add(local);
    const here = registry.sessionOf('this-machine');
    await until(session, 'live');
    await until(here, 'live');
    expect(session.row()).toMatchObject({
      memTotalBytes: here.row().memTotalBytes,
      swapTotalBytes: here.row().swapTotalBytes,
      kernel: here.row().kernel,
    });
  });

  it('comes back by itself when sshd was killed and started again', async () => {
    trust();
    const session = await add({ kind: 'key', path: sshd.key.path });
    await until(session, 'live');
    await sshd.kill();
    expect((await failureIn(session)).kind).toMatch(/connection-lost|refused/);
    expect(session.state).not.toMatchObject({ retryAtMs: null });
    await sshd.restart();
    await until(session, 'live');
    await anotherSample(session);
  });

  it('goes stale while its session is frozen, and lives on when it thaws', async () => {
    trust();
    const session = await add({ kind: 'key', path: sshd.key.path });
    await until(session, 'live');
    sshd.signalSessions('SIGSTOP');
    await until(session, 'stale');
    // The last numbers stay on the screen.
    expect(session.row().memTotalBytes).toBe(memTotalBytes());
    sshd.signalSessions('SIGCONT');
    await until(session, 'live');
    await anotherSample(session);
  });

  it('is refused with both fingerprints when its key has changed, and no click waves it through', async () => {
    trust();
    const known = sshd.fingerprint();
    const session = await add({ kind: 'key', path: sshd.key.path });
    await until(session, 'live');
    await sshd.restart({ withNewHostKeys: true });
    await expect
      .poll(
        () => (session.state.kind === 'failed' ? session.state.failure.kind : session.state.kind),
        PATIENCE,
      )
      .toBe('host-key-changed');
    const failure = await failureIn(session);
    expect(failure.offeredKey?.sha256).toBe(sshd.fingerprint());
    expect(failure.knownKeys).toMatchObject([{ sha256: known, line: 1 }]);
    expect(session.state).toMatchObject({ retryAtMs: null });
    const accepting = registry.acceptHostKey({ hostId: session.config.id, sha256: sshd.fingerprint() });
    await expect(accepting).rejects.toThrow(Refusal);

    // Who has checked removes the line that the failure names.
    writeFileSync(failure.knownKeys[0]?.file ?? '', '');
    session.connect();
    expect((await failureIn(session)).kind).toBe('host-key-unknown');
  });

  it('asks for the passphrase of its key, and lives once it has it', async () => {
    trust();
    const session = await add({ kind: 'key', path: sshd.lockedKey.path });
    expect((await failureIn(session)).kind).toBe('needs-passphrase');
    registry.provideSecret({ hostId: session.config.id, secret: sshd.passphrase });
    await until(session, 'live');
  });

  it('waits for a person when its key is not let in', async () => {
    trust();
    const session = await add({ kind: 'key', path: sshd.strangerKey.path });
    expect((await failureIn(session)).kind).toBe('auth-failed');
    expect(session.state).toMatchObject({ retryAtMs: null });
  });

  it('leaves nothing on the host when it is taken off the list', async () => {
    trust();
    const session = await add({ kind: 'key', path: sshd.key.path });
    await until(session, 'live');
    expect(sshd.sessionPids()).not.toEqual([]);
    await registry.removeHost(session.config.id);
    await expect.poll(() => sshd.sessionPids(), PATIENCE).toEqual([]);
  });
});
