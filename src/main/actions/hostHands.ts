import type { HostSurvey, Privilege, SudoAnswer } from '../../shared/model';
import type { HostInspection } from '../../shared/change/inspection';

export interface InspectRequest {
  readonly pids: readonly number[];
  readonly units: readonly string[];
  /** Whether sudo is asked what it would allow. */
  readonly asksSudo: boolean;
}

export interface WriteRequest {
  /** Of the plan, word for word. */
  readonly command: string;
  readonly privilege: Privilege;
  /** For `sudo-password`. */
  readonly password: string | null;
  /** How many steps the command has. */
  readonly stepCount: number;
}

/** What the program on the host says of one step, by its place in the command, from 0. */
export interface WrittenStep {
  readonly index: number;
  readonly outcome:
    'done' | 'already' | 'gone' | 'another-process' | 'changed-meanwhile' | 'denied' | 'not-kept' | 'failed';
  /** What stands there now. */
  readonly value: number | null;
  readonly score: number | null;
  /** What the system said, for the log and the sentence: at most a line of printable text. */
  readonly detail: string;
}

/** How writing on a host ended. */
export type WriteAnswer =
  | { readonly kind: 'answered'; readonly steps: readonly WrittenStep[] }
  /** sudo did not let the program run, so nothing was written. */
  | {
      readonly kind: 'no-sudo';
      readonly answer: Exclude<SudoAnswer, 'not-asked' | 'works'>;
      readonly detail: string;
    }
  /** The connection broke, or the host did not answer in time: what was written is not known. */
  | { readonly kind: 'lost'; readonly steps: readonly WrittenStep[] };

/**
 * What can be done on a connected host, each over a channel of its own beside the sampling. It knows no plans: whoever calls
 * `write` has one.
 */
export interface HostHands {
  /** @throws {Refusal} where the host is not connected, is a recording, or does not answer. */
  inspect(hostId: string, request: InspectRequest, signal: AbortSignal): Promise<HostInspection>;
  /** Never rejects. */
  write(hostId: string, request: WriteRequest, signal: AbortSignal): Promise<WriteAnswer>;
  /** @throws {Refusal} as {@link inspect}. */
  survey(hostId: string, signal: AbortSignal): Promise<HostSurvey>;
  /** Resolves true when the host is connected again, false when that took too long. */
  whenConnected(hostId: string, withinMs: number, signal: AbortSignal): Promise<boolean>;
}
