import type { Incident, LineRange, Message, Replay, ReplayChanges } from '../model';
import { message } from '../model';
import type { MessageCode } from '../messages/en';
import type { Explanation } from '../replay/explanation';
import type { WhatIf } from '../replay/replayWhatIf';

/** One step of what to do after a kill. */
export interface DocumentAdvice {
  readonly message: Message;
  readonly lines: readonly LineRange[];
}

/** What was tried out on the report, and what would have come of it. */
export interface DocumentWhatIf {
  readonly changes: ReplayChanges;
  readonly answer: WhatIf;
}

/** Everything that a document about one incident is made of. */
export interface IncidentDocumentInput {
  readonly incident: Incident;
  /** As it was: with nothing changed. */
  readonly replay: Replay;
  readonly explanation: Explanation;
  readonly advice: readonly DocumentAdvice[];
  /** Who died and why, in one line. */
  readonly title: Message;
  /** What the reader calls the host; null: what the log says, if it says anything. */
  readonly hostName: string | null;
  /** The report's lines as they were read, from `incident.lines.first` on; null where they were not kept. */
  readonly text: string | null;
  readonly whatIf?: DocumentWhatIf | null;
}

/** A {@link Message} whose code the catalogue is known to have. */
export function said(code: MessageCode, params: Message['params'] = {}): Message {
  return message(code, params);
}

/** Foreign text on its own, where a sentence is expected: each format escapes it as it does every parameter. */
export function quoted(text: string): Message {
  return said('document.plain', { text });
}
