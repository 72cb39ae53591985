import type { HostSample, NextVictim } from '../model';
import { rankIn, wholeMachine } from '../oom/ranking';
import { oomHostOf } from '../oom/scopes';
import { victimOf } from '../oom/victim';

/**
 * Who would be killed first if the whole host ran out now.
 *
 * @returns null where nothing can be ranked or killed
 */
export function nextVictimOf(
  sample: Pick<HostSample, 'host' | 'memory' | 'at' | 'ages' | 'processes'>,
): NextVictim | null {
  const host = oomHostOf(sample);
  const scope = wholeMachine(host);
  if (scope === null) return null;
  const victim = victimOf(rankIn(sample.processes, host, scope));
  if (victim === null) return null;
  const { process, normalisedPermille } = victim.dies;
  return {
    pid: process.pid,
    comm: process.comm,
    user: process.user,
    commandLine: process.commandLine,
    normalisedPermille,
    kernelScore: process.oomScore,
    oomScoreAdj: process.oomScoreAdj ?? process.oomAdj,
    usedBytes:
      (process.rssPages + (process.swapPages ?? 0)) * scope.pageBytes + (process.pageTableBytes ?? 0),
    isTied: victim.tiedWith.length > 0,
  };
}
