import type { HostConfig, HostIdentity, HostSample } from '../../shared/model';

/** What the desk needs of a host's session. */
export interface ChangedHost {
  readonly config: HostConfig;
  readonly isLive: boolean;
  readonly watch: {
    readonly identity: HostIdentity;
    readonly sample: HostSample | null;
    readonly sampledAtMs: number | null;
    grownPages(): ReadonlyMap<string, number>;
  };
  /** The processes are read again at once. */
  sweepSoon(): void;
}

/** Null: not on the list. */
export type FindHost = (hostId: string) => ChangedHost | null;
