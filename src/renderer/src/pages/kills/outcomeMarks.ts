import { Ban, CircleHelp, CircleOff, OctagonX, Skull, type LucideIcon } from '@lucide/vue';
import type { IncidentOutcome } from '../../../../shared/model';

/** A shape of its own for each outcome; the word beside it and the colour say the same. */
export const OUTCOME_ICONS: Readonly<Record<IncidentOutcome, LucideIcon>> = {
  killed: Skull,
  panic: OctagonX,
  'nothing-killable': Ban,
  disabled: CircleOff,
  unknown: CircleHelp,
};
