import type { FailureKind, HostFailure } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';

export interface SourceErrorDetail {
  /** A sentence that says more than `failure.<kind>` does. */
  readonly sentence?: MessageCode;
  /** Fills the gaps of the sentence; `host` is always set. Never a secret. */
  readonly params: Readonly<Record<string, string | number>> & { readonly host: string };
  readonly offeredKey?: HostFailure['offeredKey'];
  readonly knownKeys?: HostFailure['knownKeys'];
  /** The error below, for the log only. */
  readonly cause?: unknown;
}

/** The one error that a {@link SampleSource} throws: a kind with a sentence in the catalogue. */
export class SourceError extends Error {
  readonly failure: HostFailure;

  constructor(kind: FailureKind, detail: SourceErrorDetail) {
    super(`${kind}: ${detail.params.host}`, { cause: detail.cause });
    this.name = 'SourceError';
    this.failure = {
      kind,
      message: message(detail.sentence ?? `failure.${kind}`, detail.params),
      offeredKey: detail.offeredKey ?? null,
      knownKeys: detail.knownKeys ?? [],
    };
  }
}
