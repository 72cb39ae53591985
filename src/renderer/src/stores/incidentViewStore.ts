import { defineStore } from 'pinia';
import { ref } from 'vue';

/**
 * How the list of kills is being looked at. Outlives the page, so that coming back from an incident finds everything in
 * place. What the list is narrowed to is in the address instead, so that a link shows the same.
 */
export const useIncidentViewStore = defineStore('incidentView', () => {
  /** The row that the keyboard stands on. */
  const activeKey = ref<string | null>(null);
  /** The last address query of the list, for the way back to it. */
  const query = ref<Readonly<Record<string, string>>>({});

  return { activeKey, query };
});
