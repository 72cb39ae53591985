import { message } from '../model';
import type { Finding } from './finding';
import { SEVERITY } from './finding';
import type { RiskSample, Vitals } from './vitals';

/** What pressure and kills say of the whole host. */

const PRESSURE_WATCH_PERCENT = 10;
const PRESSURE_DANGER_PERCENT = 40;
const FULL_DANGER_PERCENT = 20;

/** Work that waits for memory. Silence says nothing: hosts die without a trace of it. */
export function pressureFinding({ pressure }: RiskSample): Finding | null {
  const somePercent = pressure?.some?.avg10Percent ?? 0;
  const fullPercent = pressure?.full?.avg10Percent ?? 0;
  if (somePercent < PRESSURE_WATCH_PERCENT) return null;
  const isDanger = somePercent >= PRESSURE_DANGER_PERCENT || fullPercent >= FULL_DANGER_PERCENT;
  return {
    severity: isDanger ? SEVERITY.danger + 8 : SEVERITY.watch + 10,
    message: message('risk.pressure', { somePercent }),
    evidence: { somePercent, fullPercent },
  };
}

/** A kill that the kernel counted since the oldest of the recent samples. */
export function killFinding(vitals: Vitals, recent: readonly Vitals[]): Finding | null {
  const since = recent.find(({ oomKills }) => oomKills !== null);
  if (vitals.oomKills === null || since?.oomKills === undefined || since.oomKills === null) return null;
  const kills = vitals.oomKills - since.oomKills;
  if (kills <= 0) return null;
  return {
    severity: SEVERITY.watch + 20,
    message: message('risk.killed', { kills, withinSeconds: vitals.uptimeSeconds - since.uptimeSeconds }),
    evidence: { kills },
  };
}
