import type { Incident, IncidentStatement } from '../model/incident';
import type { Replay } from '../model/replay';
import { causeOf } from './cause';
import type { IncidentCause } from './causeStatement';
import { whoAsked } from './explanation/asked';
import { whoWasChosen } from './explanation/chosen';
import { whoDied } from './explanation/died';
import { whatElseWasLarge } from './explanation/large';
import { memoryStateOf } from './explanation/memoryState';
import { whatWouldPrevent } from './explanation/prevent';
import { whatRanOut } from './explanation/ranOut';
import { whatItWasTold } from './explanation/told';

/** The sections of an explanation, in the order in which people ask. */
export const EXPLANATION_SECTIONS = [
  'ran-out',
  'asked',
  'chosen',
  'died',
  'others',
  'told',
  'state',
  'prevent',
] as const;
export type ExplanationSectionId = (typeof EXPLANATION_SECTIONS)[number];

export interface ExplanationSection {
  readonly id: ExplanationSectionId;
  /** Empty where the report says nothing about it. */
  readonly statements: readonly IncidentStatement[];
}

export interface Explanation {
  readonly cause: IncidentCause;
  /** All of {@link EXPLANATION_SECTIONS}, in that order. */
  readonly sections: readonly ExplanationSection[];
}

/**
 * An incident in plain words, each sentence with the lines it comes from. Nothing is said that the report does not print.
 *
 * @param replay the same report computed again; null: sentences that need it are left out
 */
export function explanationOf(incident: Incident, replay: Replay | null): Explanation {
  const cause = causeOf(incident);
  const statements: Readonly<Record<ExplanationSectionId, readonly IncidentStatement[]>> = {
    'ran-out': whatRanOut(incident),
    asked: whoAsked(incident),
    chosen: whoWasChosen(incident, replay),
    died: whoDied(incident, cause.kind),
    others: whatElseWasLarge(incident, replay),
    told: whatItWasTold(incident, replay),
    state: memoryStateOf(incident),
    prevent: whatWouldPrevent(incident, replay, cause.kind),
  };
  return { cause, sections: EXPLANATION_SECTIONS.map((id) => ({ id, statements: statements[id] })) };
}
