import { message } from '../model';
import type { Finding } from './finding';
import { SEVERITY } from './finding';
import type { RiskSample, Vitals } from './vitals';

/** What swap says: its level, how fast it drains, and what goes to and fro. */

/** Available memory, as a share of RAM, below which swap is what keeps a host alive. */
const SHORT_RATIO = 0.1;
const LITTLE_SWAP_RATIO = 0.1;
const DRAIN_DANGER_SECONDS = 120;
const DRAIN_WATCH_SECONDS = 600;
/** How far back the pace is looked at: longer, and the calm before would slow it down. */
const SLOPE_SECONDS = 30;
/** A slope over less is noise. */
const SHORTEST_SLOPE_SECONDS = 5;

function isShort({ memory }: RiskSample, { availableBytes }: Vitals): boolean {
  const totalBytes = memory?.memTotalBytes ?? 0;
  return availableBytes !== null && totalBytes > 0 && availableBytes <= totalBytes * SHORT_RATIO;
}

/** Swap that runs out while there is no memory to go to. */
export function swapFinding(sample: RiskSample, vitals: Vitals, recent: readonly Vitals[]): Finding | null {
  const swapTotalBytes = sample.memory?.swapTotalBytes ?? 0;
  const { swapFreeBytes } = vitals;
  if (swapFreeBytes === null || swapTotalBytes <= 0 || !isShort(sample, vitals)) return null;
  const isLittle = swapFreeBytes <= swapTotalBytes * LITTLE_SWAP_RATIO;
  const draining = drainingFinding({ swapFreeBytes, isLittle }, vitals, recent);
  if (draining !== null || !isLittle) return draining;
  const availableBytes = vitals.availableBytes ?? 0;
  return {
    severity: SEVERITY.watch + 10,
    message: message('risk.swap-full', { swapFreeBytes, availableBytes }),
    evidence: { swapFreeBytes, swapTotalBytes, availableBytes },
  };
}

function drainingFinding(
  { swapFreeBytes, isLittle }: { readonly swapFreeBytes: number; readonly isLittle: boolean },
  { uptimeSeconds }: Vitals,
  recent: readonly Vitals[],
): Finding | null {
  const since = recent.find(
    (one) => one.swapFreeBytes !== null && uptimeSeconds - one.uptimeSeconds <= SLOPE_SECONDS,
  );
  if (since?.swapFreeBytes === undefined || since.swapFreeBytes === null) return null;
  const elapsedSeconds = uptimeSeconds - since.uptimeSeconds;
  const drainedBytes = since.swapFreeBytes - swapFreeBytes;
  if (elapsedSeconds < SHORTEST_SLOPE_SECONDS || drainedBytes <= 0) return null;
  const goneSeconds = (swapFreeBytes * elapsedSeconds) / drainedBytes;
  if (goneSeconds > DRAIN_WATCH_SECONDS) return null;
  const isDanger = goneSeconds <= DRAIN_DANGER_SECONDS || isLittle;
  return {
    severity: isDanger ? SEVERITY.danger + 5 : SEVERITY.watch + 15,
    message: message('risk.swap-draining', { swapFreeBytes, goneSeconds }),
    evidence: { swapFreeBytes, drainBytesPerSecond: drainedBytes / elapsedSeconds },
  };
}

/** Share of RAM that is fetched back each second while a host thrashes. */
const TRAFFIC_RATIO_PER_SECOND = 0.005;

/** Pages that are fetched back as fast as they are put away: from swap, or files that were dropped too early. */
export function trafficFindings(sample: RiskSample, vitals: Vitals, recent: readonly Vitals[]): Finding[] {
  const last = recent.at(-1);
  const { pageBytes } = sample.host;
  const totalBytes = sample.memory?.memTotalBytes ?? 0;
  if (last === undefined || pageBytes === null || totalBytes <= 0) return [];
  const elapsedSeconds = vitals.uptimeSeconds - last.uptimeSeconds;
  const rateOf = (name: 'swapInPages' | 'swapOutPages' | 'refaultPages'): number =>
    (Math.max(0, (vitals[name] ?? 0) - (last[name] ?? vitals[name] ?? 0)) * pageBytes) / elapsedSeconds;
  const leastPerSecond = totalBytes * TRAFFIC_RATIO_PER_SECOND;
  const [inBytesPerSecond, outBytesPerSecond] = [rateOf('swapInPages'), rateOf('swapOutPages')];
  const refaultBytesPerSecond = rateOf('refaultPages');
  const findings: Finding[] = [];
  if (Math.min(inBytesPerSecond, outBytesPerSecond) >= leastPerSecond) {
    findings.push({
      severity: SEVERITY.watch + 12,
      message: message('risk.swap-traffic', { inBytes: inBytesPerSecond, outBytes: outBytesPerSecond }),
      evidence: { inBytesPerSecond, outBytesPerSecond },
    });
  }
  if (isShort(sample, vitals) && refaultBytesPerSecond >= leastPerSecond) {
    findings.push({
      severity: SEVERITY.watch + 8,
      message: message('risk.refaults', { refaultBytes: refaultBytesPerSecond }),
      evidence: { refaultBytesPerSecond },
    });
  }
  return findings;
}
