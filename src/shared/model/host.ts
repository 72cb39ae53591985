/** What a host says of itself once, at connect. `null`: the host does not say. */
export interface HostIdentity {
  /** `uname -r`, for example `6.1.0-49-amd64`. */
  readonly kernel: string | null;
  /** `uname -m`, for example `x86_64`. */
  readonly arch: string | null;
  /** The host's own name (`uname -n`); foreign text. */
  readonly hostname: string | null;
  /** Size of a page in bytes on that host: 4096, 16384 or 65536 in practice. */
  readonly pageBytes: number | null;
  /** `/proc/sys/kernel/random/boot_id`: changes with each boot. */
  readonly bootId: string | null;
  /** Processors that are online. */
  readonly cpus: number | null;
  /** Clock ticks a second of `/proc/PID/stat` (USER_HZ), 100 on nearly every host. */
  readonly ticksPerSecond: number | null;
}

/** An identity of which nothing is known yet. */
export const UNKNOWN_IDENTITY: HostIdentity = {
  kernel: null,
  arch: null,
  hostname: null,
  pageBytes: null,
  bootId: null,
  cpus: null,
  ticksPerSecond: null,
};
