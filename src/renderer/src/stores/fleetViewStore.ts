import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { HostState } from '../../../shared/model';
import { BY_ATTENTION, type SortOrder } from '../pages/fleet/fleetOrder';

/** How the fleet is being looked at. Outlives the page, so that coming back from a host finds everything in place. */
export const useFleetViewStore = defineStore('fleetView', () => {
  const query = ref('');
  /** Null: hosts in every state. */
  const stateFilter = ref<HostState['kind'] | null>(null);
  const order = ref<SortOrder>(BY_ATTENTION);
  /** The row that the keyboard stands on. */
  const activeId = ref<string | null>(null);

  function showAll(): void {
    query.value = '';
    stateFilter.value = null;
  }

  return { query, stateFilter, order, activeId, showAll };
});
