import type { Message } from '../model';
import { message } from '../model';
import { rangeText } from './builtInTiers';
import type { CoveredProcess } from './coverage';
import type { UnitStanding } from './unitStanding';

/** What is not as the policy has it, of one process, in one sentence. */
export function driftSentence(one: CoveredProcess, isNextVictim: boolean): Message {
  const { process, rule, tier, liveAdj, unit } = one;
  const params = {
    comm: process.comm,
    pid: process.pid,
    rule: rule.name,
    wanted: rangeText(tier.minAdj, tier.maxAdj),
    liveAdj: liveAdj ?? '–',
    unit: unit?.unit ?? process.unit ?? '',
    unitAdj: unit?.adj ?? '–',
    inheritedAdj: unit?.inheritedAdj ?? 0,
    oomAdj: process.oomAdj ?? '–',
  };
  return message(isNextVictim ? victimCode(one) : one.isLiveWrong ? liveCode(one) : unitCode(one), params);
}

function victimCode({ isLiveWrong, isInPod, unit }: CoveredProcess): string {
  if (isInPod) return 'policy.victim-in-pod';
  if (isLiveWrong) return 'policy.victim-live';
  if (unit === null || !unit.isWrong) return 'policy.victim';
  return unit.adj === null ? 'policy.victim-unit-silent' : 'policy.victim-unit';
}

function liveCode({ process, liveAdj, unit }: CoveredProcess): string {
  if (unit !== null) return liveAndUnitCode(liveAdj, unit);
  if (process.oomScoreAdj === null) return 'policy.live-old-scale';
  return process.unit === null ? 'policy.live' : 'policy.live-in-unit';
}

function liveAndUnitCode(liveAdj: number | null, unit: UnitStanding): string {
  if (unit.adj === null) return unit.isWrong ? 'policy.live-unit-silent' : 'policy.live-in-unit';
  if (!unit.isWrong) return 'policy.live-unit-right';
  return unit.adj === liveAdj ? 'policy.live-as-unit' : 'policy.live-and-unit';
}

function unitCode({ liveAdj, unit }: CoveredProcess): string {
  const isSilent = unit?.adj == null;
  if (liveAdj === null) return isSilent ? 'policy.unit-silent-only' : 'policy.unit-only';
  return isSilent ? 'policy.unit-silent' : 'policy.unit';
}
