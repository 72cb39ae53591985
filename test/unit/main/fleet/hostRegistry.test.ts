import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Fleet } from '../../../../src/main/fleet/fleet';
import { HostRegistry } from '../../../../src/main/fleet/hostRegistry';
import { Refusal } from '../../../../src/main/fleet/refusal';
import { Secrets } from '../../../../src/main/fleet/secrets';
import { silentLog } from '../../../../src/main/log';
import type { HostConfig } from '../../../../src/shared/model';
import { DEFAULT_CADENCE } from '../../../../src/shared/model';
import type { AddHostRequest } from '../../../../src/shared/schema/requests';
import { sshHost } from '../../../support/hostConfigs';
import { ManualClock } from '../../../support/manualClock';
import { ScriptedSource } from '../../../support/scriptedSource';

const request: AddHostRequest = {
  address: 'ops@db-01',
  name: null,
  authentication: { kind: 'auto' },
  secret: null,
  cadence: DEFAULT_CADENCE,
  allowsOldAlgorithms: false,
  sudo: 'never',
  group: null,
  tags: [],
};

const LOCAL: HostConfig = {
  id: 'this-machine',
  name: 'here',
  connection: { kind: 'local' },
  cadence: DEFAULT_CADENCE,
  sudo: 'never',
  group: null,
  tags: [],
};

let saved: (readonly HostConfig[])[];
let source: ScriptedSource;
let fleet: Fleet;
let secrets: Secrets;
let registry: HostRegistry;
const acceptHostKey = vi.fn(() => Promise.resolve(true));

beforeEach(() => {
  saved = [];
  source = new ScriptedSource();
  secrets = new Secrets();
  fleet = new Fleet({ openSource: () => source, clock: new ManualClock(), log: silentLog, random: () => 0 });
  const hosts = [sshHost('first'), sshHost('second')];
  for (const host of hosts) fleet.add(host);
  registry = new HostRegistry(hosts, {
    fleet,
    secrets,
    thisMachine: LOCAL,
    save: (list) => {
      saved.push(list);
      return Promise.resolve();
    },
    resolveAddress: (address) => {
      const [user, host] = address.split('@');
      if (user === undefined || host === undefined) throw new Refusal('refusal.bad-address', { address });
      return Promise.resolve({ user, host, port: 22 });
    },
    acceptHostKey,
  });
});

function ids(): string[] {
  return [...fleet.sessions()].map((session) => session.config.id);
}

describe('the list of hosts', () => {
  it('adds a host under the name of its address, stores it without its secret, and watches it', async () => {
    const id = await registry.addHost({ ...request, secret: 'hunter2' });
    expect(saved.at(-1)?.map((host) => host.name)).toEqual(['first', 'second', 'db-01']);
    expect(JSON.stringify(saved)).not.toContain('hunter2');
    expect(secrets.of(id)).toBe('hunter2');
    expect(ids()).toContain(id);
  });

  it('keeps whether sudo may be used, for a new host and a changed one', async () => {
    const hostId = await registry.addHost({ ...request, sudo: 'passwordless' });
    expect(saved.at(-1)?.map((host) => host.sudo)).toEqual(['never', 'never', 'passwordless']);
    await registry.updateHost({ ...request, hostId });
    expect(saved.at(-1)?.map((host) => host.sudo)).toEqual(['never', 'never', 'never']);
    expect(fleet.session(hostId)?.row().sudo).toBe('never');
  });

  it.each([
    ['a bad address', { ...request, address: 'nonsense' }, 'refusal.bad-address'],
    [
      'an address that is there already',
      { ...request, address: 'ops@first.example' },
      'refusal.duplicate-host',
    ],
  ])('refuses %s and stores nothing', async (_name, bad, code) => {
    await expect(registry.addHost(bad)).rejects.toThrow(code);
    expect(saved).toEqual([]);
    expect(ids()).toEqual(['first', 'second']);
  });

  it('removes a host and puts it back where it was', async () => {
    await registry.removeHost('first');
    expect(ids()).toEqual(['second']);
    await registry.restoreHost('first');
    expect(saved.at(-1)?.map((host) => host.id)).toEqual(['first', 'second']);
    expect(ids()).toEqual(['second', 'first']);
    await expect(registry.restoreHost('first')).rejects.toThrow('refusal.no-such-host');
  });

  it('watches this machine again after it was removed, and only once', async () => {
    expect(await registry.addThisMachine()).toBe('this-machine');
    expect(saved.at(-1)?.map((host) => host.id)).toEqual(['this-machine', 'first', 'second']);
    await expect(registry.addThisMachine()).rejects.toThrow('refusal.duplicate-host');
    await registry.removeHost('this-machine');
    await registry.addThisMachine();
    await expect(registry.restoreHost('this-machine')).rejects.toThrow('refusal.duplicate-host');
    expect(ids().toSorted()).toEqual(['first', 'second', 'this-machine']);
  });

  it('does not put a host back beside another entry for it', async () => {
    await registry.removeHost('first');
    await registry.addHost({ ...request, address: 'ops@first.example' });
    await expect(registry.restoreHost('first')).rejects.toThrow('refusal.duplicate-host');
  });

  it('changes nothing when the list cannot be stored', async () => {
    const unwritable = new HostRegistry([sshHost('first')], {
      fleet,
      secrets,
      thisMachine: LOCAL,
      save: () => Promise.reject(new Refusal('refusal.read-only')),
      resolveAddress: () => Promise.resolve({ user: 'ops', host: 'db-01', port: 22 }),
      acceptHostKey,
    });
    await expect(unwritable.removeHost('first')).rejects.toThrow('refusal.read-only');
    await expect(unwritable.addHost(request)).rejects.toThrow('refusal.read-only');
    expect(ids()).toEqual(['first', 'second']);
  });

  it('changes a host in place', async () => {
    await registry.updateHost({ ...request, hostId: 'first', name: 'database' });
    expect(saved.at(-1)?.map((host) => host.name)).toEqual(['database', 'second']);
    expect(fleet.session('first')?.row().address).toBe('ops@db-01');
  });

  it('accepts a host key only while it is the one that was offered', async () => {
    acceptHostKey.mockResolvedValueOnce(false);
    await expect(registry.acceptHostKey({ hostId: 'first', sha256: 'SHA256:x' })).rejects.toThrow(
      'refusal.host-key-not-offered',
    );
    const tries = source.connections.length;
    await registry.acceptHostKey({ hostId: 'first', sha256: 'SHA256:x' });
    expect(acceptHostKey).toHaveBeenLastCalledWith('first.example', 22, 'SHA256:x');
    expect(source.connections).toHaveLength(tries + 1);
  });

  it('connects again with a secret that was typed', () => {
    const tries = source.connections.length;
    registry.provideSecret({ hostId: 'second', secret: 'pass phrase' });
    expect(secrets.of('second')).toBe('pass phrase');
    expect(source.connections).toHaveLength(tries + 1);
  });

  it('says that a host is gone', () => {
    expect(() => registry.sessionOf('nobody')).toThrow('refusal.no-such-host');
  });
});
