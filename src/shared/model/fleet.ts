import type { NextVictim, RiskSummary } from './assessment';
import type { Message } from './message';

/** Why a host cannot be watched. Each kind has one sentence in the catalogue (`failure.<kind>`) with what to do next. */
export const FAILURE_KINDS = [
  'unreachable',
  'refused',
  'timeout',
  'connection-lost',
  'auth-failed',
  'needs-password',
  'needs-passphrase',
  'key-unreadable',
  'agent-unavailable',
  'host-key-unknown',
  'host-key-changed',
  'no-common-algorithm',
  'not-ssh',
  'not-linux',
  'no-shell',
  'permission-denied',
  'malformed',
  'recording-unreadable',
  'aborted',
  'internal',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** A host key as a person compares it. */
export interface HostKeyFingerprint {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, ... */
  readonly keyType: string;
  /** OpenSSH's form: `SHA256:` and 43 characters of base64. */
  readonly sha256: string;
}

export interface HostFailure {
  readonly kind: FailureKind;
  /** One sentence: what happened, on which host, what to do next. */
  readonly message: Message;
  /** For `host-key-unknown` and `host-key-changed`: the key that the server offered. */
  readonly offeredKey: HostKeyFingerprint | null;
  /** For `host-key-changed`: the keys on record, and the file and line they stand in. */
  readonly knownKeys: readonly (HostKeyFingerprint & { readonly file: string; readonly line: number })[];
}

/**
 * What a host's session is doing.
 * `connecting`: no sample yet in this try (`lastFailure`: why the try before it ended, null for the first); `live`: samples arrive in time; `stale`: connected, but overdue;
 * `failed`: with the reason, and when the next try is due (`null`: it waits for a person); `paused`: on request.
 */
export type HostState =
  | { readonly kind: 'connecting'; readonly attempt: number; readonly lastFailure: HostFailure | null }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly sinceMs: number }
  | { readonly kind: 'failed'; readonly failure: HostFailure; readonly retryAtMs: number | null }
  | { readonly kind: 'paused' };

/** How often a host is read. */
export interface Cadence {
  /** meminfo, buddyinfo, zoneinfo, vmstat and PSI: 1 to 3600 s, 5 by default. */
  readonly hostWideSeconds: number;
  /** The sweep over all processes: 2 to 3600 s, 15 by default. */
  readonly processesSeconds: number;
}

export const DEFAULT_CADENCE: Cadence = { hostWideSeconds: 5, processesSeconds: 15 };

/** How Lowmark proves to a server who it is. Secrets are never part of this. */
export type SshAuthentication =
  /** The agent first, then the usual key files in `~/.ssh`, as `ssh` itself does. */
  | { readonly kind: 'auto' }
  | { readonly kind: 'agent' }
  | { readonly kind: 'key'; readonly path: string }
  /** Password, or keyboard-interactive where the server prefers that. */
  | { readonly kind: 'password' };

export type HostConnection =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly authentication: SshAuthentication;
      /** Offer SHA-1 and CBC algorithms too, for hosts that have nothing newer. */
      readonly allowsOldAlgorithms: boolean;
    }
  | {
      readonly kind: 'recording';
      readonly path: string;
      readonly isDemo: boolean;
      /** Where in its run it starts, 0 to 1; what lies before is its past. */
      readonly startRatio: number;
    };

/**
 * Whether sudo may be used where the account itself has not the right: never; where it asks for no password (`sudo -n`, for the
 * kernel log and for changes); or, for changes only, with a password that is asked for each time and forgotten.
 */
export const SUDO_USES = ['never', 'passwordless', 'password'] as const;
export type SudoUse = (typeof SUDO_USES)[number];

/** A host on the list, as it is stored. */
export interface HostConfig {
  readonly id: string;
  readonly name: string;
  readonly connection: HostConnection;
  readonly cadence: Cadence;
  readonly sudo: SudoUse;
  /** What it belongs to, in a person's own words: `web`, `payments`; null: nothing. Policies may ask for it. */
  readonly group: string | null;
  /** Further words of the same kind, each once. */
  readonly tags: readonly string[];
}

/** One row of the fleet table. Times are milliseconds of the clock of the machine Lowmark runs on. */
export interface HostRow {
  readonly id: string;
  readonly name: string;
  /** `user@host:port`, or null for this machine and recordings. */
  readonly address: string | null;
  readonly connection: HostConnection;
  readonly cadence: Cadence;
  readonly sudo: SudoUse;
  readonly group: string | null;
  readonly tags: readonly string[];
  readonly state: HostState;
  readonly kernel: string | null;
  readonly arch: string | null;
  readonly memTotalBytes: number | null;
  readonly memAvailableBytes: number | null;
  readonly swapTotalBytes: number | null;
  readonly swapUsedBytes: number | null;
  /** Slope of swap use over the last minutes; null: too few samples. */
  readonly swapTrendBytesPerSecond: number | null;
  readonly memoryPressureSomePercent: number | null;
  /** Who would be killed first if the whole host ran out now. */
  readonly nextVictim: NextVictim | null;
  /** Null before the first sample. */
  readonly risk: RiskSummary | null;
  /** Kills counted by vmstat's `oom_kill` since boot; null where the kernel does not count. */
  readonly oomKills: number | null;
  /** When the host's own counter last moved while watched. */
  readonly lastOomKillAtMs: number | null;
  readonly sampledAtMs: number | null;
  /** What is missing or odd about this host's numbers, as sentences (hidden processes, no PSI, ...). */
  readonly notices: readonly Message[];
}

/** One point of the fleet table's swap sparkline. */
export interface SwapPoint {
  readonly atMs: number;
  readonly swapUsedBytes: number | null;
}

/** How many points of swap history a row keeps. */
export const SWAP_HISTORY_POINTS = 60;

/** What a watcher of the fleet receives: everything once, then what changed, coalesced while it lags. */
export type FleetEvent =
  | {
      readonly kind: 'snapshot';
      readonly sequence: number;
      readonly rows: readonly HostRow[];
      readonly swapHistory: Readonly<Record<string, readonly SwapPoint[]>>;
    }
  | {
      readonly kind: 'delta';
      readonly sequence: number;
      /** Rows that are new or changed, whole. */
      readonly upserted: readonly HostRow[];
      readonly removedIds: readonly string[];
      /** New sparkline points by host id, oldest first. */
      readonly swapPoints: Readonly<Record<string, readonly SwapPoint[]>>;
    };
