import type { Incident, Replay, ReplayChanges } from '../model';
import { adviceAfter } from '../replay/advice';
import { explanationOf } from '../replay/explanation';
import { incidentTitle } from '../replay/explanationTitle';
import { hasChanges, replayOf } from '../replay/replay';
import { whatIfBetween } from '../replay/replayWhatIf';
import type { DocumentWhatIf, IncidentDocumentInput } from './documentInput';

export interface ExplainedIncidentOptions {
  /** What the reader calls the host. */
  readonly hostName?: string | null;
  /** The report's lines, from `incident.lines.first` on. */
  readonly text?: string | null;
  /** Size of a page of the host, where it is known and the report does not show it. */
  readonly pageBytes?: number | null;
  /** What is tried out on it. */
  readonly changes?: ReplayChanges | null;
}

/** An incident with all that is told of it: replayed, explained, with advice, and with what is tried out answered. */
export function explainedIncident(
  incident: Incident,
  { hostName = null, text = null, pageBytes = null, changes = null }: ExplainedIncidentOptions = {},
): IncidentDocumentInput {
  const replay = replayOf(incident, { pageBytes });
  return {
    incident,
    replay,
    explanation: explanationOf(incident, replay),
    advice: adviceAfter(incident, replay),
    title: incidentTitle(incident),
    hostName,
    text,
    whatIf: changes === null ? null : triedOut(incident, replay, { changes, pageBytes }),
  };
}

function triedOut(
  incident: Incident,
  before: Replay,
  { changes, pageBytes }: { readonly changes: ReplayChanges; readonly pageBytes: number | null },
): DocumentWhatIf | null {
  if (!hasChanges(changes)) return null;
  const after = replayOf(incident, { changes, pageBytes });
  return { changes, answer: whatIfBetween(incident, changes, { before, after }) };
}
