import type { LineRange } from '../model/incident';
import type { IncidentCauseKind } from '../model/incidentFeed';
import type { Message } from '../model/message';

/** What ran out, in one sentence. */
export interface IncidentCause {
  readonly kind: IncidentCauseKind;
  readonly message: Message;
  /** Lines of the report that say so; empty where it follows from what is not there. */
  readonly lines: readonly LineRange[];
}
