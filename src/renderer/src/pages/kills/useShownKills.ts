import { computed, watch, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { renderMessage } from '../../../../shared/messages/renderMessage';
import type { Language } from '../../../../shared/messages/format';
import type { IncidentSummary } from '../../../../shared/model';
import { useTexts } from '../../i18n/useTexts';
import { useIncidentStore } from '../../stores/incidentStore';
import { useIncidentViewStore } from '../../stores/incidentViewStore';
import {
  choicesOf,
  filterKills,
  filterOfQuery,
  NO_FILTER,
  queryOfFilter,
  searchTextOf,
  type FilterChoices,
  type KillFilter,
} from './killFilter';

export interface ShownKills {
  readonly filter: ComputedRef<KillFilter>;
  /** Those that fit the filter, newest first. */
  readonly rows: ComputedRef<readonly IncidentSummary[]>;
  /** Those that fit all of the filter but its time: what the timeline is made of. */
  readonly rowsOfAnyTime: ComputedRef<readonly IncidentSummary[]>;
  readonly choices: ComputedRef<FilterChoices>;
  /** Narrows further, or less: what is not named stays. */
  narrow(this: void, changes: Partial<KillFilter>): void;
  clear(this: void): void;
}

/** What is searched of each incident, made once for each language: summaries are immutable. */
function searchTexts(): (row: IncidentSummary, language: Language) => string {
  const made: Readonly<Record<Language, WeakMap<IncidentSummary, string>>> = {
    en: new WeakMap(),
    'zh-CN': new WeakMap(),
  };
  return (row, language) => {
    const known = made[language].get(row);
    if (known !== undefined) return known;
    const text = searchTextOf(row, renderMessage(row.cause, language));
    made[language].set(row, text);
    return text;
  };
}

/** The incidents as they are to be shown. What they are narrowed to stands in the address, so that a link shows the same. */
export function useShownKills(): ShownKills {
  const route = useRoute();
  const router = useRouter();
  const incidents = useIncidentStore();
  const view = useIncidentViewStore();
  const { language } = useTexts();
  const searchText = searchTexts();

  const filter = computed(() => (route.name === 'kills' ? filterOfQuery(route.query) : NO_FILTER));
  const rowsOfAnyTime = computed(() => {
    const wanted = { ...filter.value, range: null };
    return filterKills(incidents.incidents, wanted, (row) => searchText(row, language.value));
  });
  const rows = computed(() =>
    filterKills(rowsOfAnyTime.value, { ...NO_FILTER, range: filter.value.range }, () => ''),
  );
  const choices = computed(() => choicesOf(incidents.incidents));

  watch(
    filter,
    (now) => {
      view.query = queryOfFilter(now);
    },
    { immediate: true },
  );

  function show(next: KillFilter): void {
    void router.replace({ name: 'kills', query: queryOfFilter(next) });
  }
  function narrow(changes: Partial<KillFilter>): void {
    show({ ...filter.value, ...changes });
  }
  function clear(): void {
    show(NO_FILTER);
  }

  return { filter, rows, rowsOfAnyTime, choices, narrow, clear };
}
