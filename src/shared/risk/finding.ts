import type { Message, RiskLevel, RiskReason } from '../model';

/** A reason with how grave it is, 0 to 100. */
export interface Finding {
  readonly severity: number;
  readonly message: Message;
  readonly evidence: RiskReason['evidence'];
}

/** Where each level begins. */
export const SEVERITY = { watch: 40, danger: 70, critical: 90 } as const;

export function levelOfSeverity(severity: number): Exclude<RiskLevel, 'unknown'> {
  if (severity >= SEVERITY.critical) return 'critical';
  if (severity >= SEVERITY.danger) return 'danger';
  return severity >= SEVERITY.watch ? 'watch' : 'calm';
}

/** How much room is left where each level begins, the largest first: shares of the whole, 0 to 1. */
export interface RoomBands {
  readonly watch: number;
  readonly danger: number;
  readonly critical: number;
}

/** How grave a room is: from one band to the next it rises evenly. Nothing left is 100, room beyond all bands 0. */
export function severityOfRoom(roomRatio: number, { watch, danger, critical }: RoomBands): number {
  if (!Number.isFinite(roomRatio) || roomRatio > watch) return 0;
  if (roomRatio > danger) {
    return justBelow(SEVERITY.danger, SEVERITY.watch + shareOf(roomRatio, watch, danger) * 30);
  }
  if (roomRatio > critical) {
    return justBelow(SEVERITY.critical, SEVERITY.danger + shareOf(roomRatio, danger, critical) * 20);
  }
  return SEVERITY.critical + shareOf(Math.max(0, roomRatio), critical, 0) * 10;
}

/** How far a ratio has come on its way down from one band to the next, 0 to 1. */
function shareOf(ratio: number, from: number, to: number): number {
  return from === to ? 0 : (from - ratio) / (from - to);
}

/** The gravest that is still below a level. */
export function justBelow(level: number, severity: number): number {
  return Math.min(level - 0.01, severity);
}
