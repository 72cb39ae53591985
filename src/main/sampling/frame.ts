/** The raw text of one sampling pass over a host, cut into named sections. Nothing in it has been interpreted yet. */
export interface Frame {
  /** The host's uptime in seconds at the start of the pass. */
  readonly uptimeSeconds: number;
  /** When it arrived, in milliseconds since the epoch by our own clock; null for a recording read as a file. */
  readonly receivedAtMs: number | null;
  /**
   * Text by section name, with the newline that ends it: without one it counts as cut off. A section that was not
   * read in this pass is absent; its last value stands.
   */
  readonly sections: Readonly<Record<string, string>>;
  /** Sections that the host was asked for and could not give. */
  readonly refusals: Readonly<Record<string, RefusalReason>>;
  /** A piece of the kernel's log, where the source carries one. */
  readonly kernelLog: string | null;
}

/**
 * Why a host did not give a section: `not-in-kernel`: the file does not exist; `permission-denied`: it may not be
 * read; `hidden-processes`: it was read, but /proc is mounted with `hidepid`, so other users' processes are not in it;
 * `more-cgroups`: it was read, but there are more cgroups than are read in one pass;
 * `too-large`: it went over the bound and was dropped; `not-recorded`: the recording
 * that stands in for the host holds it nowhere.
 */
export type RefusalReason =
  'not-in-kernel' | 'permission-denied' | 'hidden-processes' | 'more-cgroups' | 'too-large' | 'not-recorded';
