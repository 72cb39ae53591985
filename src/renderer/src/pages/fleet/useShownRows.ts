import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { HostRow } from '../../../../shared/model';
import { useFleetStore } from '../../stores/fleetStore';
import { useFleetViewStore } from '../../stores/fleetViewStore';
import { filterRows } from './fleetFilter';
import { holdOrder, sortRows } from './fleetOrder';

/** How long after the last movement in the table the order stays held. */
const HOLD_MS = 4000;

export interface ShownRows {
  /** Filtered, and in the order to show. */
  readonly rows: ComputedRef<readonly HostRow[]>;
  readonly isHeld: Ref<boolean>;
  /** Someone points at, or moves through, the table: nothing changes its place for a while. */
  hold(this: void): void;
}

/** The rows of the fleet as they are to be shown, in an order that does not move under someone's hand. */
export function useShownRows(): ShownRows {
  const fleet = useFleetStore();
  const view = useFleetViewStore();
  const isHeld = ref(false);
  let timer = 0;

  const sorted = computed(() => sortRows(filterRows(fleet.rows, view.query, view.filter), view.order));
  const sortedIds = computed(() => sorted.value.map((row) => row.id));
  const shownIds = shallowRef<readonly string[]>(sortedIds.value);

  watch(sortedIds, (ids) => {
    shownIds.value = isHeld.value ? holdOrder(shownIds.value, ids) : ids;
  });
  // Who asks for another order or other rows gets them at once.
  watch([() => view.query, () => view.filter, () => view.order], release, { flush: 'post' });

  function release(): void {
    window.clearTimeout(timer);
    isHeld.value = false;
    shownIds.value = sortedIds.value;
  }

  function hold(): void {
    window.clearTimeout(timer);
    isHeld.value = true;
    timer = window.setTimeout(release, HOLD_MS);
  }

  onBeforeUnmount(() => {
    window.clearTimeout(timer);
  });

  const rows = computed(() => {
    const shown: HostRow[] = [];
    for (const id of shownIds.value) {
      const row = fleet.row(id);
      if (row !== null) shown.push(row);
    }
    return shown;
  });

  return { rows, isHeld, hold };
}
