import type { Risk } from '../model';
import { message } from '../model';
import { cgroupFindings } from './cgroupFindings';
import { levelOfSeverity, SEVERITY, type Finding } from './finding';
import { killFinding, pressureFinding } from './hostFindings';
import { roomFinding } from './roomFinding';
import { swapFinding, trafficFindings } from './swapFindings';
import type { RiskSample, Vitals } from './vitals';
import { vitalsOf } from './vitals';
import { allocationFinding, lowMemoryFinding, nodeFindings } from './zoneFindings';

/**
 * How near a host is to a kill, from its newest sample and the vitals of the ones before it. What is not reported speaks
 * neither for nor against: a host of which neither available memory nor anything grave is known is `unknown`.
 *
 * @param sample the newest
 * @param recent vitals of the samples before it, oldest first, of the last minutes; may be empty
 */
export function riskOf(sample: RiskSample, recent: readonly Vitals[]): Risk {
  const vitals = vitalsOf(sample);
  // A counter that went back is of another boot: what was before says nothing any more.
  const same = recent.filter(({ uptimeSeconds }) => uptimeSeconds < vitals.uptimeSeconds);
  const findings = [
    roomFinding(sample, vitals),
    swapFinding(sample, vitals, same),
    ...trafficFindings(sample, vitals, same),
    pressureFinding(sample),
    lowMemoryFinding(sample),
    ...nodeFindings(sample),
    allocationFinding(sample),
    ...cgroupFindings(sample, vitals, same),
    killFinding(vitals, same),
  ]
    .filter((finding): finding is Finding => finding !== null)
    .toSorted((a, b) => b.severity - a.severity);
  const [gravest] = findings;
  if (gravest === undefined) return withoutFindings(sample, vitals);
  return {
    level: levelOfSeverity(gravest.severity),
    score: Math.round(gravest.severity),
    reasons: findings.map(({ severity, message: sentence, evidence }) => ({
      level: levelOfSeverity(severity),
      message: sentence,
      evidence,
    })),
    summary: gravest.message,
  };
}

function withoutFindings({ memory }: RiskSample, { availableBytes }: Vitals): Risk {
  const totalBytes = memory?.memTotalBytes ?? null;
  if (totalBytes === null || totalBytes <= 0 || availableBytes === null) {
    return { level: 'unknown', score: 0, reasons: [], summary: message('risk.unknown') };
  }
  const availablePercent = (availableBytes * 100) / totalBytes;
  const score = Math.round(Math.min(SEVERITY.watch - 1, Math.max(0, (100 - availablePercent) * 0.4)));
  return {
    level: 'calm',
    score,
    reasons: [],
    summary: message('risk.calm', { availableBytes, availablePercent }),
  };
}
