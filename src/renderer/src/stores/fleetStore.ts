import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { FleetEvent, HostRow, HostState, SwapPoint } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import { applyFleetEvent, EMPTY_FLEET } from './fleetState';
import { followStream } from './followStream';

export type StateCounts = Readonly<Record<HostState['kind'], number>>;

/** The one place where the fleet's stream comes in. Pages read rows from here and never ask for them. */
export const useFleetStore = defineStore('fleet', () => {
  const state = shallowRef(EMPTY_FLEET);
  const hasSnapshot = ref(false);
  /** Whether the last event is of a stream that still runs. */
  const isFollowing = ref(false);

  const rows = computed<readonly HostRow[]>(() => [...state.value.rows.values()]);
  const counts = computed<StateCounts>(() => {
    const found = { connecting: 0, live: 0, stale: 0, failed: 0, paused: 0 };
    for (const row of state.value.rows.values()) found[row.state.kind] += 1;
    return found;
  });

  /** Null: no such host (any more). */
  function row(hostId: string): HostRow | null {
    return state.value.rows.get(hostId) ?? null;
  }

  function swapHistory(hostId: string): readonly SwapPoint[] {
    return state.value.swapHistories.get(hostId) ?? [];
  }

  function apply(event: FleetEvent): void {
    state.value = applyFleetEvent(state.value, event);
    hasSnapshot.value = true;
    isFollowing.value = true;
  }

  /** Takes in the stream of one connection until the signal is aborted (the connection is gone). Never rejects. */
  function follow(client: ApiClient, signal: AbortSignal): Promise<void> {
    return followStream(
      client,
      {
        open: (watchId) => client.fleet.watchFleet({ watchId }, { signal }),
        take: apply,
        lose: () => {
          isFollowing.value = false;
        },
      },
      signal,
    );
  }

  return { rows, counts, hasSnapshot, isFollowing, row, swapHistory, apply, follow };
});
