import type { DriftFinding, ProcessSample } from '../../shared/model';
import { scoreAdjOfAdj } from '../../shared/oom/oomAdj';

/**
 * Whether a sweep shows another value than the survey did for a process that was found: somebody has put it right, or made it
 * worse, and what was found is out of date.
 */
export function hasMoved(findings: readonly DriftFinding[], swept: readonly ProcessSample[]): boolean {
  if (findings.length === 0) return false;
  const found = new Map(findings.map((finding) => [finding.process.pid, finding]));
  return swept.some(({ pid, startTicks, oomScoreAdj, oomAdj }) => {
    const finding = found.get(pid);
    // The pid of a process that has ended says nothing about it.
    if (finding === undefined || finding.process.startTicks !== startTicks) return false;
    const adj = oomScoreAdj ?? (oomAdj === null ? null : scoreAdjOfAdj(oomAdj));
    return adj !== null && finding.liveAdj !== null && adj !== finding.liveAdj;
  });
}
