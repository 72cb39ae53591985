import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { HostWideSample, ProcessSample } from '../../../../../shared/model';
import { rankIn, type Ranking } from '../../../../../shared/oom/ranking';
import type { OomScope } from '../../../../../shared/oom/scope';
import { oomHostOf, scopesOf, type KillScope } from '../../../../../shared/oom/scopes';
import {
  processKey,
  withChanges,
  withMemory,
  type ProcessChange,
  type ProcessChanges,
} from '../../../../../shared/oom/whatIf';

/** Memory that is tried out in a scope, below 0 where it is taken away. */
export interface AddedMemory {
  readonly memoryBytes: number;
  readonly swapBytes: number;
}

const NOTHING_ADDED: AddedMemory = { memoryBytes: 0, swapBytes: 0 };

export function scopeKeyOf({ kind, id }: Pick<KillScope, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

export interface WhatIf {
  /** Every place where a kill may happen; the whole host is the first. */
  readonly scopes: ComputedRef<readonly KillScope[]>;
  /** The one that is looked at; null where nothing can be ranked. */
  readonly scope: ComputedRef<KillScope | null>;
  readonly scopeKey: Ref<string>;
  /** As it is, and with all that is tried out. */
  readonly now: ComputedRef<Ranking | null>;
  readonly tried: ComputedRef<Ranking | null>;
  readonly changes: Ref<ProcessChanges>;
  readonly added: ComputedRef<AddedMemory>;
  readonly add: (more: Partial<AddedMemory>) => void;
  /** How many settings are tried out. */
  readonly count: ComputedRef<number>;
  /** Adds to what is tried out on a process; a field that is undefined goes back to what it is. */
  readonly change: (key: string, change: ProcessChange) => void;
  readonly resetProcess: (key: string) => void;
  readonly resetAll: () => void;
}

/** What is left to be tried out: not a value that the process has by now, and nothing on a process that has ended. */
function leftToTry(changes: ProcessChanges, processes: readonly ProcessSample[]): ProcessChanges {
  const alive = new Map(processes.map((process) => [processKey(process), process]));
  return new Map(
    [...changes].flatMap(([key, { adj, ...others }]) => {
      const process = alive.get(key);
      if (process === undefined) return [];
      const isReached = adj === (process.oomScoreAdj ?? process.oomAdj ?? undefined);
      const left = isReached ? others : { adj, ...others };
      return Object.values(left).every((value) => value === undefined) ? [] : [[key, left] as const];
    }),
  );
}

/**
 * What is looked at and tried out in the victims' view. Nothing of it leaves the page.
 * @param firstCgroup path of the cgroup to begin with; null: the whole host
 */
export function useWhatIf(
  sample: () => HostWideSample,
  processes: () => readonly ProcessSample[],
  firstCgroup: string | null,
): WhatIf {
  const scopeKey = ref(firstCgroup === null ? 'host host' : scopeKeyOf({ kind: 'memcg', id: firstCgroup }));
  const changes = ref<ProcessChanges>(new Map());
  const added = ref<AddedMemory>(NOTHING_ADDED);

  const scopes = computed(() => scopesOf({ ...sample(), processes: processes() }));
  const scope = computed(
    () => scopes.value.find((one) => scopeKeyOf(one) === scopeKey.value) ?? scopes.value[0] ?? null,
  );
  const host = computed(() => oomHostOf({ ...sample(), processes: processes() }));

  function rankingOf(list: readonly ProcessSample[], wanted: OomScope): Ranking {
    const machinePages =
      scope.value?.kind === 'host'
        ? wanted.totalPages
        : (scopes.value[0]?.scope.totalPages ?? wanted.totalPages);
    return rankIn(list, host.value, wanted, machinePages);
  }

  const now = computed(() =>
    scope.value === null ? null : rankingOf(scope.value.processes, scope.value.scope),
  );
  const count = computed(
    () => changes.value.size + Number(added.value.memoryBytes !== 0) + Number(added.value.swapBytes !== 0),
  );
  const tried = computed(() => {
    if (scope.value === null || count.value === 0) return now.value;
    const { memoryBytes, swapBytes } = added.value;
    const wanted = withMemory(scope.value.scope, memoryBytes + swapBytes);
    return rankingOf(withChanges(scope.value.processes, changes.value, wanted.pageBytes), wanted);
  });

  watch(processes, (list) => {
    changes.value = leftToTry(changes.value, list);
  });

  function setOne(key: string, wanted: ProcessChange): void {
    const next = new Map(changes.value);
    if (Object.values(wanted).every((value) => value === undefined)) next.delete(key);
    else next.set(key, wanted);
    changes.value = next;
  }

  return {
    add: (more) => {
      added.value = { ...added.value, ...more };
    },
    scopes,
    scope,
    scopeKey,
    now,
    tried,
    changes,
    added: computed(() => added.value),
    count,
    change: (key, wanted) => {
      setOne(key, { ...changes.value.get(key), ...wanted });
    },
    resetProcess: (key) => {
      setOne(key, {});
    },
    resetAll: () => {
      changes.value = new Map();
      added.value = NOTHING_ADDED;
    },
  };
}
