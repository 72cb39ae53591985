import type { ReplayChanges } from '../model';
import type { Language } from '../messages/format';
import { withTexts } from '../messages/withTexts';
import { plainReplay } from '../replay/rankedRow';
import type { IncidentDocumentInput } from './documentInput';

/** The version of the exported form; it goes up when a reader of the old one would misread the new one. */
const INCIDENT_JSON_VERSION = 1;

/**
 * An incident with its replay, explanation and advice as JSON: `{ "lowmarkIncident": 1, ... }`. Each sentence carries its code,
 * its parameters and its rendered `text`. Ends with a newline.
 */
export function incidentJson(input: IncidentDocumentInput, language: Language = 'en'): string {
  const { incident, replay, explanation, advice, title, hostName, text, whatIf } = input;
  const document = {
    lowmarkIncident: INCIDENT_JSON_VERSION,
    title,
    hostName: hostName ?? incident.hostname,
    incident,
    replay: plainReplay(replay),
    whatIf: whatIf == null ? null : { changes: plainChanges(whatIf.changes), ...whatIf.answer },
    explanation,
    advice,
    text,
  };
  return `${JSON.stringify(withTexts(document, language), null, 2)}\n`;
}

function plainChanges(changes: ReplayChanges): object {
  const { adjByPid, removedPids, ...amounts } = changes;
  return {
    adj: [...adjByPid].map(([pid, oomScoreAdj]) => ({ pid, oomScoreAdj })),
    removed: [...removedPids],
    ...amounts,
  };
}
