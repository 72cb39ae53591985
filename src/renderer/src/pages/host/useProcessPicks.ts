import { computed, ref, type ComputedRef } from 'vue';
import type { ProcessSample } from '../../../../shared/model';
import { adjItem } from '../../change/changeRequests';
import { processId, type ProcessRow } from './processRows';

export interface ProcessPicks {
  /** Those that are picked and still run, in the order of the table. */
  readonly picked: ComputedRef<readonly ProcessSample[]>;
  readonly isPicked: (row: ProcessRow) => boolean;
  /** Whether its value can be changed at all. */
  readonly isPickable: (row: ProcessRow) => boolean;
  /** Picks a row, or lets go of it. */
  readonly toggle: (row: ProcessRow) => void;
  /** Picks all rows from the one that was picked last to this one. */
  readonly pickTo: (row: ProcessRow) => void;
  readonly clear: () => void;
}

/** A kernel thread has no memory to free: the OOM killer leaves it alone, whatever its value is. */
function isPickable({ process, isKernelThread }: ProcessRow): boolean {
  return !isKernelThread && adjItem('', process, 0) !== null;
}

/**
 * Which processes of the table are picked for one change. By pid and start time, so that a pick does not pass to a pid's
 * next owner.
 * @param rows as they are shown, in their order
 */
export function useProcessPicks(rows: () => readonly ProcessRow[]): ProcessPicks {
  const ids = ref<ReadonlySet<string>>(new Set());
  let last: string | null = null;

  function isPicked(row: ProcessRow): boolean {
    return ids.value.has(processId(row));
  }

  const picked = computed(() =>
    ids.value.size === 0
      ? []
      : rows()
          .filter((row) => isPicked(row))
          .map(({ process }) => process),
  );

  function toggle(row: ProcessRow): void {
    if (!isPickable(row)) return;
    const id = processId(row);
    const next = new Set(ids.value);
    if (!next.delete(id)) next.add(id);
    ids.value = next;
    last = id;
  }

  function pickTo(row: ProcessRow): void {
    const shown = rows();
    const from = shown.findIndex((one) => processId(one) === last);
    const to = shown.indexOf(row);
    if (from === -1 || to === -1) {
      if (!isPicked(row)) toggle(row);
      return;
    }
    const between = shown.slice(Math.min(from, to), Math.max(from, to) + 1).filter(isPickable);
    ids.value = new Set([...ids.value, ...between.map(processId)]);
    last = processId(row);
  }

  function clear(): void {
    ids.value = new Set();
    last = null;
  }

  return { picked, isPicked, isPickable, toggle, pickTo, clear };
}
