import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { FleetFilter } from '../pages/fleet/fleetFilter';
import { BY_ATTENTION, type SortOrder } from '../pages/fleet/fleetOrder';

/** How the fleet is being looked at. Outlives the page, so that coming back from a host finds everything in place. */
export const useFleetViewStore = defineStore('fleetView', () => {
  const query = ref('');
  /** Null: all hosts. */
  const filter = ref<FleetFilter | null>(null);
  const order = ref<SortOrder>(BY_ATTENTION);
  /** The row that the keyboard stands on. */
  const activeId = ref<string | null>(null);

  function showAll(): void {
    query.value = '';
    filter.value = null;
  }

  return { query, filter, order, activeId, showAll };
});
