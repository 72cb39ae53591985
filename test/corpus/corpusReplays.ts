import type { DisagreementReason, Incident, Replay } from '../../src/shared/model';
import { replayOf } from '../../src/shared/replay/replay';

/** How a log's incidents came out when they were computed again. */
export interface ReplayCount {
  readonly all: number;
  readonly agreeing: number;
  readonly reasons: ReadonlyMap<DisagreementReason, number>;
  /** Disagreements without a reason, a line each. */
  readonly misses: readonly string[];
}

/** Replays the incidents in which somebody died out of a table that was printed. */
export function countReplays(incidents: readonly Incident[]): ReplayCount {
  const replays = incidents
    .filter(({ kills, tasks }) => kills.length > 0 && tasks.length > 0)
    .map((incident) => replayOf(incident));
  const reasons = new Map<DisagreementReason, number>();
  for (const { agrees, reason } of replays) {
    if (agrees !== true && reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return {
    all: replays.length,
    agreeing: replays.filter(({ agrees }) => agrees === true).length,
    reasons,
    misses: replays.filter(({ agrees, reason }) => agrees !== true && reason === null).map(missOf),
  };
}

function missOf({ incidentId, predicted, actual, totalPages }: Replay): string {
  return `replay of ${incidentId}: predicted ${String(predicted)}, was ${String(actual)}, by ${String(totalPages)} pages`;
}
