import type { CgroupCounter, Incident, IncidentStatement } from '../model/incident';
import { linesOf, statement } from './explanation/statement';
import { foundNobody, isLimitWritten, listsNobody } from './explanation/outcome';

/** Usage at or next to a limit: a charge of a few pages did not fit any more. */
const CHARGE_BYTES = 2 * 1024 * 1024;

/** Whether a counter has a limit and has met it. */
export function isAtLimit(counter: CgroupCounter | null): boolean {
  if (counter === null) return false;
  const { usageBytes, limitBytes } = counter;
  if (usageBytes === null || limitBytes === null || limitBytes === 'unlimited') return false;
  return limitBytes - usageBytes < Math.min(CHARGE_BYTES, limitBytes / 20);
}

/** What met its limit: memory, or memory and swap together (version 1). */
export function cgroupCauseOf(incident: Incident): IncidentStatement {
  const { cgroup } = incident;
  const lines = linesOf(incident, 'constraint', 'cgroup');
  if (cgroup?.path == null) return statement('cause.cgroup.unnamed', {}, lines);
  const { path, memorySwap: both } = cgroup;
  // Memory first: it is what is charged first, and where both are met the two are the same limit.
  const isBoth = !isAtLimit(cgroup) && isAtLimit(both);
  const { usageBytes, limitBytes } = isBoth && both !== null ? both : cgroup;
  if (usageBytes === null || typeof limitBytes !== 'number')
    return statement('cause.cgroup.no-numbers', { path }, lines);
  const special = specialCodeOf(incident);
  if (special !== null) return statement(special, { path, limitBytes }, lines);
  const params = { path, usageBytes, limitBytes };
  if (isBoth) return statement('cause.cgroup.both', params, lines);
  return statement(isAtLimit(cgroup) ? 'cause.cgroup.memory' : 'cause.cgroup.freed-since', params, lines);
}

/** Where it is not use that grew: somebody wrote a lower limit, or there is nobody to kill. */
function specialCodeOf(incident: Incident): string | null {
  const isEmpty = listsNobody(incident);
  if (isLimitWritten(incident)) return isEmpty ? 'cause.cgroup.lowered-empty' : 'cause.cgroup.lowered';
  if (isEmpty) return 'cause.cgroup.empty';
  return foundNobody(incident) ? 'cause.cgroup.nothing-killable' : null;
}
