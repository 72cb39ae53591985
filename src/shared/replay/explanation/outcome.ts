import type { Incident } from '../../model/incident';

/**
 * Whether the kernel looked for somebody to kill and found nobody. Where it panics over that, only the lack of a setting
 * that asks for a panic tells.
 */
export function foundNobody({ outcome, panic, panicOnOom, kills }: Incident): boolean {
  return outcome === 'nothing-killable' || (panic && panicOnOom === null && kills.length === 0);
}
