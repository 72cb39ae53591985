import { computed, type ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { useTexts } from '../../i18n/useTexts';
import { useIncidentStore } from '../../stores/incidentStore';
import { useIncidentViewStore } from '../../stores/incidentViewStore';
import { filterKills, filterOfQuery, searchTextOf } from '../kills/killFilter';

export interface IncidentNeighbours {
  /** Null: this is the newest one, or it is not on the list. */
  readonly newerKey: ComputedRef<string | null>;
  readonly olderKey: ComputedRef<string | null>;
  /** From 1; null: not on the list. */
  readonly place: ComputedRef<number | null>;
  readonly count: ComputedRef<number>;
  readonly go: (key: string | null) => void;
  /** Back to the list as it was left. */
  readonly leave: () => void;
}

/** The way from one incident to the next: through the list as it was narrowed when it was left, else through all. */
export function useIncidentNeighbours(key: () => string): IncidentNeighbours {
  const router = useRouter();
  const incidents = useIncidentStore();
  const view = useIncidentViewStore();
  const { say } = useTexts();

  const rows = computed(() => {
    const narrowed = filterKills(incidents.incidents, filterOfQuery(view.query), (row) =>
      searchTextOf(row, say(row.cause)),
    );
    return narrowed.some((row) => row.key === key()) ? narrowed : incidents.incidents;
  });
  const index = computed(() => rows.value.findIndex((row) => row.key === key()));

  function at(step: number): string | null {
    return index.value === -1 ? null : (rows.value[index.value + step]?.key ?? null);
  }

  return {
    newerKey: computed(() => at(-1)),
    olderKey: computed(() => at(1)),
    place: computed(() => (index.value === -1 ? null : index.value + 1)),
    count: computed(() => rows.value.length),
    go: (wanted) => {
      if (wanted !== null) void router.replace({ name: 'incident', params: { incidentKey: wanted } });
    },
    leave: () => {
      void router.push({ name: 'kills', query: { ...view.query } });
    },
  };
}
