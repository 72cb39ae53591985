import type { SudoAnswer } from '../model';

/** A process as the host itself showed it when a plan was made. */
export interface InspectedProcess {
  readonly pid: number;
  readonly startTicks: number;
  /** Printable ASCII of the name only: what the host compares before it writes. */
  readonly asciiComm: string;
  readonly comm: string;
  readonly uid: number | null;
  readonly user: string | null;
  readonly threads: number | null;
  readonly cgroup: string | null;
  readonly oomScore: number | null;
  readonly oomScoreAdj: number | null;
  readonly oomAdj: number | null;
}

/** A systemd unit as `systemctl show` has it, and Lowmark's drop-in of it. */
export interface InspectedUnit {
  readonly unit: string;
  /** `loaded`, `not-found`, `masked`. */
  readonly loadState: string;
  readonly activeState: string;
  readonly subState: string;
  readonly description: string | null;
  readonly result: string | null;
  readonly restart: string | null;
  readonly restartSeconds: number | null;
  readonly oomScoreAdjust: number | null;
  readonly fragmentPath: string | null;
  readonly dropInPaths: readonly string[];
  /** Changes with each start of the unit; null: it has not run, or an older systemd. */
  readonly invocationId: string | null;
  /** Below the mount of cgroups. */
  readonly controlGroup: string | null;
  /** Processes that it runs now. */
  readonly pids: readonly number[];
  /** Text of Lowmark's own drop-in; null: there is none. */
  readonly dropInText: string | null;
  /** What `cksum` prints for it, `CRC LENGTH`; null where there is none. */
  readonly dropInChecksum: string | null;
}

/** What looks after services on the host. */
export type InitSystem = 'systemd' | 'openrc' | 'sysv' | 'unknown';

/** What a host said of itself, of some of its processes and units, when a plan was made. */
export interface HostInspection {
  readonly user: string;
  readonly uid: number | null;
  /** As /proc prints them for the shell itself; null: not read. */
  readonly effectiveCapabilities: string | null;
  readonly sudo: SudoAnswer;
  readonly initSystem: InitSystem;
  /** Those that exist. */
  readonly processes: readonly InspectedProcess[];
  readonly units: readonly InspectedUnit[];
}
