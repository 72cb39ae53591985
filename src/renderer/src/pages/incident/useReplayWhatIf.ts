import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { Incident, Replay, ReplayChanges } from '../../../../shared/model';
import { hasChanges, NO_CHANGES, replayOf } from '../../../../shared/replay/replay';
import { whatIfBetween, type WhatIf } from '../../../../shared/replay/replayWhatIf';

/** The answer to what is tried out. */
export interface Tried {
  readonly changes: ReplayChanges;
  readonly after: Replay;
  readonly answer: WhatIf;
}

export interface ReplayWhatIf {
  readonly changes: Readonly<ShallowRef<ReplayChanges>>;
  /** Null: nothing is tried out. Follows the changes by a frame, or where the table is long by a moment. */
  readonly tried: Readonly<ShallowRef<Tried | null>>;
  readonly isTrying: ComputedRef<boolean>;
  /** Sets the oom_score_adj of a process; null: as it was. */
  readonly setAdj: (pid: number, adj: number | null) => void;
  readonly setRemoved: (pid: number, isRemoved: boolean) => void;
  readonly add: (
    more: Partial<Pick<ReplayChanges, 'addedRamBytes' | 'addedSwapBytes' | 'addedLimitBytes'>>,
  ) => void;
  readonly resetProcess: (pid: number) => void;
  readonly resetAll: () => void;
}

/** A longer table takes more than a frame to rank: it is ranked when the slider rests, so that the slider itself is smooth. */
const MOST_TASKS_A_FRAME = 3_000;
const REST_MS = 120;

/**
 * What is tried out on a report. A slider moves more often than the screen is drawn, so the table is ranked again once a
 * frame at most. Nothing of it leaves the page.
 * @param before the replay of the report as it is
 */
export function useReplayWhatIf(
  incident: () => Incident,
  before: () => Replay,
  pageBytes: () => number | null,
): ReplayWhatIf {
  const changes = shallowRef<ReplayChanges>(NO_CHANGES);
  const tried = shallowRef<Tried | null>(null);
  const isTrying = computed(() => hasChanges(changes.value));
  let frame = 0;
  let timer = 0;

  function rank(): void {
    frame = 0;
    const wanted = changes.value;
    if (!hasChanges(wanted)) {
      tried.value = null;
      return;
    }
    const after = replayOf(incident(), { changes: wanted, pageBytes: pageBytes() });
    tried.value = {
      changes: wanted,
      after,
      answer: whatIfBetween(incident(), wanted, { before: before(), after }),
    };
  }

  watch(changes, () => {
    if (incident().tasks.length > MOST_TASKS_A_FRAME) {
      window.clearTimeout(timer);
      timer = window.setTimeout(rank, REST_MS);
    } else if (frame === 0) frame = window.requestAnimationFrame(rank);
  });
  watch(incident, () => {
    changes.value = NO_CHANGES;
    tried.value = null;
  });
  onScopeDispose(() => {
    window.cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  });

  function setAdj(pid: number, adj: number | null): void {
    const adjByPid = new Map(changes.value.adjByPid);
    if (adj === null) adjByPid.delete(pid);
    else adjByPid.set(pid, adj);
    changes.value = { ...changes.value, adjByPid };
  }

  function setRemoved(pid: number, isRemoved: boolean): void {
    const removedPids = new Set(changes.value.removedPids);
    if (isRemoved) removedPids.add(pid);
    else removedPids.delete(pid);
    changes.value = { ...changes.value, removedPids };
  }

  return {
    changes,
    tried,
    isTrying,
    setAdj,
    setRemoved,
    add: (more) => {
      changes.value = { ...changes.value, ...more };
    },
    resetProcess: (pid) => {
      setAdj(pid, null);
      setRemoved(pid, false);
    },
    resetAll: () => {
      changes.value = NO_CHANGES;
    },
  };
}
