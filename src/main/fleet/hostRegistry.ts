import { randomUUID } from 'node:crypto';
import type { HostConfig, HostConnection } from '../../shared/model';
import type {
  AcceptHostKeyRequest,
  AddHostRequest,
  ProvideSecretRequest,
  UpdateHostRequest,
} from '../../shared/schema/requests';
import type { Fleet } from './fleet';
import { addressOf } from './hostRow';
import type { HostSession } from './hostSession';
import { Refusal } from './refusal';
import type { Secrets } from './secrets';

/** An address after aliases and defaults: what is really connected to. */
export interface ResolvedAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** What the registry needs of the layers beside and below it. */
export interface RegistryDependencies {
  readonly fleet: Fleet;
  readonly secrets: Secrets;
  /** The machine that this process runs on as a host; null where it has no /proc to read. */
  readonly thisMachine: HostConfig | null;
  /** Writes the list; throws a {@link Refusal} where it cannot. */
  readonly save: (hosts: readonly HostConfig[]) => Promise<void>;
  /** Reads `user@host:port` or an alias; throws a {@link Refusal} where it cannot. */
  readonly resolveAddress: (address: string) => Promise<ResolvedAddress>;
  /**
   * Writes the key that this server last offered to Lowmark's known_hosts, if its fingerprint is the one given.
   * Resolves false if the server has offered another one since.
   */
  readonly acceptHostKey: (host: string, port: number, sha256: string) => Promise<boolean>;
}

/** The list of hosts as people change it: every change is checked, stored, and only then takes effect. */
export class HostRegistry {
  readonly #dependencies: RegistryDependencies;
  /** The stored hosts, in order. Demo hosts are in the fleet, but never here. */
  #hosts: readonly HostConfig[];
  readonly #removed = new Map<string, { readonly config: HostConfig; readonly index: number }>();
  #pending: Promise<unknown> = Promise.resolve();

  constructor(hosts: readonly HostConfig[], dependencies: RegistryDependencies) {
    this.#hosts = hosts;
    this.#dependencies = dependencies;
  }

  /** The session of a host, demo or not. Throws a {@link Refusal} if it is not on the list. */
  sessionOf(hostId: string): HostSession {
    const session = this.#dependencies.fleet.session(hostId);
    if (session === null) throw new Refusal('refusal.no-such-host');
    return session;
  }

  /** Adds a host and starts watching it. Resolves to its id. */
  async addHost(request: AddHostRequest): Promise<string> {
    const { fleet, secrets } = this.#dependencies;
    const connection = await this.#connectionOf(request);
    const config: HostConfig = {
      id: randomUUID(),
      name: request.name ?? nameOf(request.address),
      connection,
      cadence: request.cadence,
      sudo: request.sudo,
      group: request.group,
      tags: request.tags,
    };
    await this.#change((hosts) => {
      refuseTaken(hosts, config);
      return [...hosts, config];
    });
    if (request.secret !== null) secrets.provide(config.id, request.secret);
    fleet.add(config);
    return config.id;
  }

  /** Watches the machine that this process runs on, after it was taken off the list. Resolves to its id. */
  async addThisMachine(): Promise<string> {
    const { fleet, thisMachine } = this.#dependencies;
    if (thisMachine === null) throw new Refusal('refusal.not-linux-here');
    await this.#change((hosts) => {
      refuseTaken(hosts, thisMachine);
      return [thisMachine, ...hosts];
    });
    fleet.add(thisMachine);
    return thisMachine.id;
  }

  async updateHost(request: UpdateHostRequest): Promise<void> {
    const { secrets } = this.#dependencies;
    const session = this.sessionOf(request.hostId);
    const isSsh = session.config.connection.kind === 'ssh';
    if (session.config.connection.kind === 'recording') {
      throw new Refusal('refusal.fixed-host', { name: session.config.name });
    }
    const config: HostConfig = {
      id: request.hostId,
      name: request.name ?? (isSsh ? nameOf(request.address) : session.config.name),
      connection: isSsh ? await this.#connectionOf(request) : session.config.connection,
      cadence: request.cadence,
      sudo: request.sudo,
      group: request.group,
      tags: request.tags,
    };
    await this.#change((hosts) => {
      refuseTaken(
        hosts.filter((host) => host.id !== config.id),
        config,
      );
      return hosts.map((host) => (host.id === config.id ? config : host));
    });
    if (request.secret !== null) secrets.provide(config.id, request.secret);
    session.reconfigure(config);
    if (request.secret !== null) session.connect();
  }

  /** Takes a host off the list. {@link restoreHost} undoes it while this process lives. */
  async removeHost(hostId: string): Promise<void> {
    const config = this.sessionOf(hostId).config;
    const index = this.#hosts.findIndex((host) => host.id === hostId);
    if (index === -1) throw new Refusal('refusal.fixed-host', { name: config.name });
    await this.#change((hosts) => hosts.filter((host) => host.id !== hostId));
    this.#removed.set(hostId, { config, index });
    this.#dependencies.fleet.remove(hostId);
  }

  async restoreHost(hostId: string): Promise<void> {
    const removed = this.#removed.get(hostId);
    if (removed === undefined) throw new Refusal('refusal.no-such-host');
    await this.#change((hosts) => {
      refuseTaken(hosts, removed.config);
      return hosts.toSpliced(removed.index, 0, removed.config);
    });
    this.#removed.delete(hostId);
    this.#dependencies.fleet.add(removed.config);
  }

  async acceptHostKey({ hostId, sha256 }: AcceptHostKeyRequest): Promise<void> {
    const session = this.sessionOf(hostId);
    const { connection } = session.config;
    const isAccepted =
      connection.kind === 'ssh' &&
      (await this.#dependencies.acceptHostKey(connection.host, connection.port, sha256));
    if (!isAccepted) throw new Refusal('refusal.host-key-not-offered');
    session.connect();
  }

  provideSecret({ hostId, secret }: ProvideSecretRequest): void {
    const session = this.sessionOf(hostId);
    this.#dependencies.secrets.provide(hostId, secret);
    session.connect();
  }

  async #connectionOf(request: AddHostRequest): Promise<HostConnection> {
    const { host, port, user } = await this.#dependencies.resolveAddress(request.address);
    const { authentication, allowsOldAlgorithms } = request;
    return { kind: 'ssh', host, port, user, authentication, allowsOldAlgorithms };
  }

  /** One change at a time: stored first, so that what is on screen is what is on disk. */
  async #change(edit: (hosts: readonly HostConfig[]) => readonly HostConfig[]): Promise<void> {
    const turn = this.#pending.then(async () => {
      const hosts = edit(this.#hosts);
      await this.#dependencies.save(hosts);
      this.#hosts = hosts;
    });
    this.#pending = turn.catch(() => undefined);
    await turn;
  }
}

/** The host part of an address as it was typed, alias or not. */
function nameOf(address: string): string {
  const host = address.trim().replace(/^.*@/, '');
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(host);
  return bracketed?.[1] ?? (host.split(':').length === 2 ? host.replace(/:\d+$/, '') : host);
}

/** Two entries for one account on one machine would only show the same numbers twice. */
function refuseTaken(hosts: readonly HostConfig[], { connection: wanted }: HostConfig): void {
  const same = hosts.find(
    ({ connection }) => connection.kind === wanted.kind && addressOf(connection) === addressOf(wanted),
  );
  if (same !== undefined) throw new Refusal('refusal.duplicate-host', { name: same.name });
}
