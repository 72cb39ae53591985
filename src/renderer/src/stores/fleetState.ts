import { SWAP_HISTORY_POINTS, type FleetEvent, type HostRow, type SwapPoint } from '../../../shared/model';

/** The fleet as the page knows it. Rows and histories that did not change keep their identity from event to event. */
export interface FleetState {
  readonly rows: ReadonlyMap<string, HostRow>;
  /** Oldest first, at most SWAP_HISTORY_POINTS a host. */
  readonly swapHistories: ReadonlyMap<string, readonly SwapPoint[]>;
}

export const EMPTY_FLEET: FleetState = { rows: new Map(), swapHistories: new Map() };

function newest(points: readonly SwapPoint[]): readonly SwapPoint[] {
  return points.length > SWAP_HISTORY_POINTS ? points.slice(-SWAP_HISTORY_POINTS) : points;
}

/** The state after an event of the fleet's stream; the state before it is left as it was. */
export function applyFleetEvent(state: FleetState, event: FleetEvent): FleetState {
  if (event.kind === 'snapshot') {
    return {
      rows: new Map(event.rows.map((row) => [row.id, row])),
      swapHistories: new Map(
        event.rows.map((row) => [row.id, newest(event.swapHistory[row.id] ?? [])] as const),
      ),
    };
  }
  const rows = new Map(state.rows);
  const swapHistories = new Map(state.swapHistories);
  for (const row of event.upserted) rows.set(row.id, row);
  for (const hostId of event.removedIds) {
    rows.delete(hostId);
    swapHistories.delete(hostId);
  }
  for (const [hostId, points] of Object.entries(event.swapPoints)) {
    if (!rows.has(hostId)) continue;
    swapHistories.set(hostId, newest([...(swapHistories.get(hostId) ?? []), ...points]));
  }
  return { rows, swapHistories };
}
