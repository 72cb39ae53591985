import type { HostConfig, HostIdentity, HostSample } from '../../shared/model';
import type { HostLogEvent } from '../sampling/hostLog';

/** Where a session's kernel log goes, with what the kernel itself says beside it. The fleet knows no more of incidents. */
export interface HostLogs {
  /** Takes in what a source says of its host's log. Resolves when that is done, so that a source waits; never rejects. */
  takeLog(host: HostConfig, event: HostLogEvent): Promise<void>;
  /** The host is connected (again) and has said what it is. */
  takeIdentity(host: HostConfig, identity: HostIdentity): void;
  /** A sample came. `atMs`: when, by our clock. */
  takeSample(host: HostConfig, sample: HostSample, atMs: number): void;
  /** True once after somebody asked for the log to be read again. */
  takeRequest(hostId: string): boolean;
  /** The host was taken off the list. */
  forgetHost(hostId: string): void;
}
