import type { CgroupSample } from '../model';
import { message } from '../model';
import type { Finding } from './finding';
import { SEVERITY, severityOfRoom } from './finding';
import type { RiskSample, Vitals } from './vitals';

/** What the limits of cgroups say: most kills of today happen there, on hosts with plenty of memory. */

const ROOM_BANDS = { watch: 0.15, danger: 0.05, critical: 0.015 };
/** One that grows is in danger sooner than one that stands still near its limit, as many do for years. */
const GROWING_DANGER_RATIO = 0.1;
const GROWTH_RATIO = 0.01;

export function cgroupFindings(sample: RiskSample, vitals: Vitals, recent: readonly Vitals[]): Finding[] {
  return sample.cgroups.flatMap((cgroup) => {
    const waiting = waitingFinding(cgroup);
    const room = roomFinding(cgroup, sample, vitals, recent);
    return [waiting, room, throttleFinding(cgroup)].filter((finding) => finding !== null);
  });
}

function waitingFinding({ path, isUnderOom, isKillDisabled }: CgroupSample): Finding | null {
  if (isUnderOom !== true) return null;
  return {
    severity: SEVERITY.critical + 5,
    message: message(isKillDisabled === true ? 'risk.cgroup-waits' : 'risk.cgroup-under-oom', {
      cgroup: path,
    }),
    evidence: { cgroup: path },
  };
}

function roomFinding(
  cgroup: CgroupSample,
  { memory }: RiskSample,
  vitals: Vitals,
  recent: readonly Vitals[],
): Finding | null {
  const { path, limitBytes } = cgroup;
  const held = vitals.cgroups.get(path);
  if (typeof limitBytes !== 'number' || limitBytes <= 0 || held === undefined) return null;
  const roomBytes = limitBytes - held.bytes + swapRoomOf(cgroup, memory?.swapFreeBytes ?? 0);
  const roomRatio = roomBytes / limitBytes;
  const severity = severityOfRoom(roomRatio, ROOM_BANDS);
  if (severity < SEVERITY.watch) return null;
  const before = recent.map(({ cgroups }) => cgroups.get(path)).find((known) => known !== undefined);
  const grownBytes = before === undefined ? 0 : held.bytes - before.bytes;
  const isGrowing = grownBytes > limitBytes * GROWTH_RATIO;
  const sooner =
    isGrowing && roomRatio <= GROWING_DANGER_RATIO ? Math.max(severity, SEVERITY.danger + 2) : severity;
  return {
    // Where cache may be in it, the number alone proves nothing.
    severity: held.mayHoldCache ? Math.min(sooner, SEVERITY.danger - 0.01) : sooner,
    message: message(isGrowing ? 'risk.cgroup-grows' : 'risk.cgroup-room', {
      cgroup: path,
      heldBytes: held.bytes,
      limitBytes,
      heldPercent: (held.bytes * 100) / limitBytes,
    }),
    evidence: { cgroup: path, heldBytes: held.bytes, limitBytes, roomBytes, grownBytes },
  };
}

/** Swap that its members could still be put away to. */
function swapRoomOf(cgroup: CgroupSample, swapFreeBytes: number): number {
  const { version, swapLimitBytes, swapUsageBytes, memorySwapLimitBytes, limitBytes } = cgroup;
  if (version === 2) {
    return typeof swapLimitBytes === 'number'
      ? Math.max(0, Math.min(swapFreeBytes, swapLimitBytes - (swapUsageBytes ?? 0)))
      : swapFreeBytes;
  }
  if (cgroup.swappiness === 0) return 0;
  if (typeof memorySwapLimitBytes !== 'number' || typeof limitBytes !== 'number') return swapFreeBytes;
  const swapUsedBytes = Math.max(0, (cgroup.memorySwapUsageBytes ?? 0) - (cgroup.usageBytes ?? 0));
  return Math.max(0, Math.min(swapFreeBytes, memorySwapLimitBytes - limitBytes - swapUsedBytes));
}

/** Over `memory.high` its processes are slowed down, and nobody is killed for it. */
function throttleFinding({ path, usageBytes, highBytes }: CgroupSample): Finding | null {
  if (usageBytes === null || typeof highBytes !== 'number' || highBytes <= 0 || usageBytes <= highBytes)
    return null;
  return {
    severity: SEVERITY.watch + 5,
    message: message('risk.cgroup-throttled', { cgroup: path, usageBytes, highBytes }),
    evidence: { cgroup: path, usageBytes, highBytes },
  };
}
