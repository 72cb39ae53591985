import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { HostLogState, IncidentEvent, IncidentSummary } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import { useFleetStore } from './fleetStore';
import { followStream } from './followStream';
import { applyIncidentEvent, compareByTime, newestReading, NO_INCIDENTS, readAfter } from './incidentState';

const LOOKED_KEY = 'lowmark.killsLookedAtMs';

function storedLookMs(): number {
  const stored = Number(window.localStorage.getItem(LOOKED_KEY));
  return Number.isFinite(stored) ? stored : 0;
}

/** The one place where the stream of incidents comes in. Pages read them from here and never ask for the list. */
export const useIncidentStore = defineStore('incidents', () => {
  const fleet = useFleetStore();
  const state = shallowRef(NO_INCIDENTS);
  const hasSnapshot = ref(false);
  /** When the list was last looked at, by main's clock. Kept in the page's own storage, as it is of this person. */
  const lookedAtMs = ref(storedLookMs());
  watch(lookedAtMs, (atMs) => window.localStorage.setItem(LOOKED_KEY, String(atMs)), { flush: 'sync' });

  /** Newest first; those without a date last. */
  const incidents = computed<readonly IncidentSummary[]>(() =>
    [...state.value.incidents.values()].toSorted(compareByTime),
  );
  /** Of the hosts that are on the list: one that was taken off it has nothing to read. */
  const logs = computed<readonly HostLogState[]>((before = []) => {
    const isListed = (hostId: string): boolean => !fleet.hasSnapshot || fleet.row(hostId) !== null;
    const known = [...state.value.logs.values()].filter(({ hostId }) => isListed(hostId));
    // The fleet moves all the time; as long as the hosts stay, so does the list.
    const isSame = known.length === before.length && known.every((log, index) => log === before[index]);
    return isSame ? before : known;
  });
  /** How many came in since the list was last looked at. */
  const unseenCount = computed(() => readAfter(state.value, lookedAtMs.value));

  /** Null: no such incident (any more). */
  function incident(key: string): IncidentSummary | null {
    return state.value.incidents.get(key) ?? null;
  }

  /** Null: nothing is known of that host's log. */
  function log(hostId: string): HostLogState | null {
    return state.value.logs.get(hostId) ?? null;
  }

  /**
   * The list was looked at: what is in it is new no longer.
   * @param nowMs by main's clock
   */
  function look(nowMs: number): void {
    lookedAtMs.value = newestReading(state.value, nowMs);
  }

  function apply(event: IncidentEvent): void {
    state.value = applyIncidentEvent(state.value, event);
    hasSnapshot.value = true;
  }

  /** Takes in the stream of one connection until the signal is aborted (the connection is gone). Never rejects. */
  function follow(client: ApiClient, signal: AbortSignal): Promise<void> {
    return followStream(
      client,
      { open: (watchId) => client.incidents.watchIncidents({ watchId }, { signal }), take: apply },
      signal,
    );
  }

  return {
    incidents,
    logs,
    hasSnapshot,
    lookedAtMs,
    unseenCount,
    incident,
    log,
    look,
    apply,
    follow,
  };
});
