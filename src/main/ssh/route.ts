import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SshAuthentication } from '../../shared/model';

/** One SSH server on the way, with everything that is needed to log in to it. Names and aliases are resolved. */
export interface Hop {
  /** How sentences name it. */
  readonly label: string;
  /** What is connected to and what host keys are recorded under. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly authentication: SshAuthentication;
  /** Key files that `auto` tries, in order; paths are absolute. A file that is missing is passed over. */
  readonly keyFiles: readonly string[];
  readonly allowsOldAlgorithms: boolean;
}

/** The way to a host: through each of the jumps in turn (often none), then the host itself. */
export interface Route {
  readonly jumps: readonly Hop[];
  readonly target: Hop;
  /** How the host was asked for: its name, or an alias of `~/.ssh/config`. */
  readonly requestedHost: string;
}

/** The keys that `ssh` tries by itself, the stronger types first. */
export function usualKeyFiles(homeFolder: string = homedir()): readonly string[] {
  return ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homeFolder, '.ssh', name));
}
