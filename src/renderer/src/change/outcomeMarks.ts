import { Ban, CircleCheck, CircleDashed, CircleHelp, CircleMinus, CircleX, TriangleAlert } from '@lucide/vue';
import type { Component } from 'vue';
import type { StepOutcome } from '../../../shared/model';

/** A shape and a tone for an outcome; its word is in the catalogue. */
export interface OutcomeMark {
  readonly icon: Component;
  readonly tone: 'good' | 'quiet' | 'notice' | 'bad';
}

export const OUTCOME_MARKS: Readonly<Record<StepOutcome, OutcomeMark>> = {
  done: { icon: CircleCheck, tone: 'good' },
  already: { icon: CircleCheck, tone: 'quiet' },
  gone: { icon: CircleMinus, tone: 'quiet' },
  'another-process': { icon: TriangleAlert, tone: 'notice' },
  'changed-meanwhile': { icon: TriangleAlert, tone: 'notice' },
  denied: { icon: Ban, tone: 'bad' },
  'not-kept': { icon: TriangleAlert, tone: 'bad' },
  'not-written': { icon: CircleX, tone: 'notice' },
  unknown: { icon: CircleHelp, tone: 'notice' },
  'not-tried': { icon: CircleDashed, tone: 'quiet' },
  failed: { icon: CircleX, tone: 'bad' },
};
