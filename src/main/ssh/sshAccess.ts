import type { HostConnection } from '../../shared/model';
import type { AddressProblem } from '../../shared/hostAddress';
import { parseHostAddress } from '../../shared/hostAddress';
import type { Result } from '../../shared/result';
import { ok } from '../../shared/result';
import type { Log } from '../log';
import type { ShellChannel } from '../sampling/shellChannel';
import { openSshShell } from './connection';
import { HandshakeGate } from './handshakeGate';
import type { SshTimeouts } from './handshake';
import { SSH_TIMEOUTS } from './handshake';
import { KeyFiles } from './keyFiles';
import { SSH_PORT } from './knownHosts';
import { KnownHostsFiles, openSshKnownHostsPaths } from './knownHostsFiles';
import { OfferedKeys } from './offeredKeys';
import { findRoute } from './routeFinder';
import { SshConfigFile } from './sshConfigFile';

export interface SshSettings {
  /** Lowmark's own known_hosts: the only one that is written. */
  readonly knownHostsPath: string;
  /** Where `.ssh` is. */
  readonly homeFolder: string;
  /** The account that is meant where nobody names one. */
  readonly ownUser: string;
  /** `$SSH_AUTH_SOCK`, null where it is not set. */
  readonly agentSocketPath: string | null;
  readonly log: Log;
  readonly timeouts?: SshTimeouts;
}

/** An address with the gaps filled in. The host may still be an alias: its HostName is looked up at each connect. */
export interface ResolvedSshAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** What is needed to open a shell on a host. */
export interface ShellRequest {
  readonly connection: Extract<HostConnection, { readonly kind: 'ssh' }>;
  /** How sentences name the host. */
  readonly label: string;
  /** The password or passphrase that a person typed for it, null where nobody did. */
  readonly secret: string | null;
}

/**
 * All that one Lowmark process shares between its SSH hosts: known_hosts, `~/.ssh/config`, unlocked keys, refused keys
 * that wait for a decision, and the gate that spares servers a burst of logins.
 */
export class SshAccess {
  readonly #settings: SshSettings;
  readonly #knownHosts: KnownHostsFiles;
  readonly #config: SshConfigFile;
  readonly #offeredKeys = new OfferedKeys();
  readonly #keyFiles = new KeyFiles();
  readonly #gate = new HandshakeGate();

  constructor(settings: SshSettings) {
    const { knownHostsPath, homeFolder, log } = settings;
    this.#settings = settings;
    this.#knownHosts = new KnownHostsFiles(knownHostsPath, openSshKnownHostsPaths(homeFolder), log);
    this.#config = new SshConfigFile(log, homeFolder);
  }

  /**
   * Opens a shell on a host, over the jumps that `~/.ssh/config` names for it.
   *
   * @throws {SourceError} with the kind and the sentence of what went wrong.
   */
  async openShell({ connection, label, secret }: ShellRequest, signal: AbortSignal): Promise<ShellChannel> {
    const { homeFolder, ownUser, agentSocketPath, timeouts = SSH_TIMEOUTS } = this.#settings;
    const lookUp = this.#config.lookUp.bind(this.#config);
    const route = await findRoute(connection, label, { lookUp, homeFolder, ownUser });
    const shared = {
      knownHosts: this.#knownHosts,
      offeredKeys: this.#offeredKeys,
      keyFiles: this.#keyFiles,
      gate: this.#gate,
    };
    return openSshShell(route, { ...shared, agentSocketPath, secret, timeouts }, signal);
  }

  /** Reads an address as typed; what it leaves open comes from `~/.ssh/config`, then from the defaults. */
  async resolveAddress(text: string): Promise<Result<ResolvedSshAddress, AddressProblem>> {
    const address = parseHostAddress(text);
    if (!address.ok) return address;
    const { host, port, user } = address.value;
    const entry = await this.#config.lookUp(host, user);
    return ok({
      host,
      port: port ?? entry.port ?? SSH_PORT,
      user: user ?? entry.user ?? this.#settings.ownUser,
    });
  }

  /**
   * Records the key that was refused as unknown when this host was last tried: its own, or that of a machine on the way.
   *
   * @param host as in the host's settings. @param sha256 the fingerprint that the person saw.
   * @returns false if another key has been offered since, or none.
   * @throws the system's error where Lowmark's known_hosts cannot be written.
   */
  async acceptHostKey(host: string, port: number, sha256: string): Promise<boolean> {
    const offered = this.#offeredKeys.take(host, port, sha256);
    if (offered === null) return false;
    await this.#knownHosts.rememberHostKey(offered.host, offered.port, offered.key);
    return true;
  }

  /** Whether this process was told of an SSH agent. It is asked only when it is needed. */
  get hasAgent(): boolean {
    const { agentSocketPath } = this.#settings;
    return agentSocketPath !== null && agentSocketPath !== '';
  }
}
