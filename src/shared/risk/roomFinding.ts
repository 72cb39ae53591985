import type { HostSample } from '../model';
import { message } from '../model';
import type { Finding } from './finding';
import { justBelow, SEVERITY, severityOfRoom } from './finding';
import type { RiskSample, Vitals } from './vitals';

/** Room by share of RAM: used over 85, 95 and 97.5 %. */
const ROOM_BANDS = { watch: 0.15, danger: 0.05, critical: 0.025 };
/**
 * On a large host a small share is still a lot of memory, so danger also asks how much there is above the watermarks: kills
 * happen at those, and they grow with the machine.
 */
const DANGER_HIGH_MARKS = 8;
const CRITICAL_HIGH_MARKS = 3;

/** Memory that is left, with the swap that could take what is not used. */
export function roomFinding({ memory, zones, host }: RiskSample, vitals: Vitals): Finding | null {
  const totalBytes = memory?.memTotalBytes ?? null;
  const { availableBytes } = vitals;
  const swapFreeBytes = vitals.swapFreeBytes ?? 0;
  if (totalBytes === null || totalBytes <= 0 || availableBytes === null) return null;
  const roomBytes = availableBytes + swapFreeBytes;
  const short = boundedByMarks(
    severityOfRoom(roomBytes / totalBytes, ROOM_BANDS),
    roomBytes,
    highMarkBytes(zones, host.pageBytes),
  );
  // Full RAM with free swap behind it is worth an eye, no more.
  const used = justBelow(SEVERITY.danger, severityOfRoom(availableBytes / totalBytes, ROOM_BANDS));
  const severity = Math.max(short, used);
  if (severity < SEVERITY.watch) return null;
  const availablePercent = (availableBytes * 100) / totalBytes;
  const hasSwap = (memory?.swapTotalBytes ?? 0) > 0;
  return {
    severity,
    message: message(hasSwap ? 'risk.room-with-swap' : 'risk.room', {
      availableBytes,
      availablePercent,
      swapFreeBytes,
    }),
    evidence: { availableBytes, totalBytes, swapFreeBytes },
  };
}

function boundedByMarks(severity: number, roomBytes: number, highBytes: number | null): number {
  if (highBytes === null || roomBytes <= highBytes * CRITICAL_HIGH_MARKS) return severity;
  const level = roomBytes <= highBytes * DANGER_HIGH_MARKS ? SEVERITY.critical : SEVERITY.danger;
  return justBelow(level, severity);
}

function highMarkBytes(zones: HostSample['zones'], pageBytes: number | null): number | null {
  const pages = zones.reduce((sum, { highPages }) => sum + (highPages ?? 0), 0);
  return pageBytes === null || pages === 0 ? null : pages * pageBytes;
}
