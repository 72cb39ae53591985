import { defineStore } from 'pinia';
import { computed, nextTick, ref, shallowRef, watch } from 'vue';
import type { HostLogState, IncidentEvent, IncidentSummary } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import { applyIncidentEvent, compareByTime, newestReading, NO_INCIDENTS, readAfter } from './incidentState';
import { useFleetStore } from './fleetStore';
import { pause, reconnectPauseMs } from './pause';
import { newWatchId } from './watchId';

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

  /** One stream from its opening to its end; whether anything came of it. */
  async function followOnce(client: ApiClient, signal: AbortSignal): Promise<boolean> {
    const watchId = newWatchId();
    let hasCome = false;
    try {
      for await (const event of await client.incidents.watchIncidents({ watchId }, { signal })) {
        apply(event);
        hasCome = true;
        // The acknowledgement asks for more, so it waits until this much is on the screen.
        await nextTick();
        await client.fleet.acknowledge({ watchId, sequence: event.sequence }, { signal });
      }
    } catch {
      // Why it broke is in main's log; here it only matters that it has to be opened again.
    }
    return hasCome;
  }

  /**
   * Takes in the stream of one connection until the signal is aborted (the connection is gone). A stream that breaks
   * while its connection lives is opened again, after growing pauses. Never rejects.
   */
  async function follow(client: ApiClient, signal: AbortSignal): Promise<void> {
    for (let failures = 1; !signal.aborted; failures += 1) {
      if (await followOnce(client, signal)) failures = 1;
      await pause(reconnectPauseMs(failures), signal);
    }
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
