import type { Message, IncidentStatement } from '../model';
import type { MessageCode } from '../messages/en';
import type { ExplanationSectionId } from '../replay/explanation';
import type { IncidentDocumentInput } from './documentInput';
import { changesOf, verdictOf } from './verdict';

/** A part of a document that is a heading and sentences. */
export interface DocumentSection {
  readonly heading: MessageCode;
  readonly statements: readonly IncidentStatement[];
}

/** The sentences of some parts of the explanation, empty parts left out. */
export function sectionsOf(
  { explanation }: IncidentDocumentInput,
  ids: readonly ExplanationSectionId[],
): readonly DocumentSection[] {
  return ids.flatMap((id) => {
    const statements = explanation.sections
      .filter((section) => section.id === id)
      .flatMap((section) => section.statements);
    return statements.length === 0 ? [] : [{ heading: `document.section-${id}` as const, statements }];
  });
}

/** What to do after it, in order; null where nothing is advised. */
export function adviceOf({ advice }: IncidentDocumentInput): DocumentSection | null {
  return advice.length === 0 ? null : { heading: 'document.section-advice', statements: advice };
}

/** What the replay says beside its ranking. */
export function replaySentences({ replay }: IncidentDocumentInput): readonly Message[] {
  const verdict = verdictOf(replay);
  return verdict === null ? replay.notes : [verdict, ...replay.notes];
}

/** What was tried out, and what would have come of it; null where nothing was. */
export function whatIfOfDocument({ whatIf, replay }: IncidentDocumentInput): {
  readonly changes: readonly Message[];
  readonly answers: readonly Message[];
} | null {
  if (whatIf == null) return null;
  const changes = changesOf(whatIf.changes, replay);
  if (changes.length === 0) return null;
  return { changes, answers: [whatIf.answer.message, ...whatIf.answer.notes] };
}
