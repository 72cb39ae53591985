import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { AuditRow, Message } from '../../../../shared/model';
import { ok, type Result } from '../../../../shared/result';
import type { Text } from '../../i18n/catalogue';
import { useChangeStore } from '../../stores/changeStore';
import { useConnectionStore } from '../../stores/connectionStore';

/** What the list is narrowed to: it stands in the address, so that a link shows the same. */
export interface AuditFilter {
  readonly text: string;
  /** Null: every host. */
  readonly hostId: string | null;
}

export interface AuditList {
  readonly filter: ComputedRef<AuditFilter>;
  /** Newest first. */
  readonly rows: Ref<readonly AuditRow[]>;
  /** Whether there are older ones than those. */
  readonly hasMore: Ref<boolean>;
  /** Nothing has come yet for what is asked. */
  readonly isLoading: Ref<boolean>;
  readonly problem: Ref<Message | Text | null>;
  narrow(this: void, changes: Partial<AuditFilter>): void;
  /** Reads older ones. */
  more(this: void): Promise<void>;
  /** Reads all that is shown again: new ones are added, and what has moved is shown as it is now. */
  refresh(this: void): Promise<void>;
}

const PAGE_ROWS = 100;
/** As much as main takes. */
const LONGEST_SEARCH = 300;
/** How long nobody types before main is asked, and how long entries may pile up before they are read together. */
const ASK_AFTER_MS = 250;

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : '';
}

interface Asked {
  readonly filter: AuditFilter;
  /** Whether what was read will do. */
  readonly isEnough: (read: readonly AuditRow[]) => boolean;
  /** False once another question was asked. */
  readonly isWanted: () => boolean;
}

type Page = { readonly rows: readonly AuditRow[]; readonly hasMore: boolean };

/** What is older than `before`, page by page until there is enough; null: it is not wanted any more. */
async function readPages(
  ask: ReturnType<typeof useConnectionStore>['ask'],
  before: readonly AuditRow[],
  { filter, isEnough, isWanted }: Asked,
): Promise<Result<Page, Message | Text> | null> {
  let rows = before;
  let hasMore = true;
  while (hasMore && (rows === before || !isEnough(rows))) {
    const search = { ...filter, beforeNumber: rows.at(-1)?.number ?? null, limit: PAGE_ROWS };
    const answer = await ask((api) => api.audit.search(search));
    if (!isWanted()) return null;
    if (!answer.ok) return answer;
    hasMore = answer.value.hasMore && answer.value.rows.length > 0;
    rows = [...rows, ...answer.value.rows];
  }
  return ok({ rows, hasMore });
}

/** The audit as main finds it, page by page, kept up to date while the page is open. */
export function useAuditList(): AuditList {
  const route = useRoute();
  const router = useRouter();
  const connection = useConnectionStore();
  const changes = useChangeStore();

  const rows = shallowRef<readonly AuditRow[]>([]);
  const hasMore = ref(false);
  const isLoading = ref(true);
  const problem = shallowRef<Message | Text | null>(null);
  /** Counts the questions: an answer to an older one is not wanted any more. */
  let question = 0;
  let timer = 0;

  const filter = computed<AuditFilter>(() => ({
    text: textOf(route.query['q']).slice(0, LONGEST_SEARCH),
    hostId: textOf(route.query['host']) || null,
  }));
  const filterKey = computed(() => JSON.stringify(filter.value));

  /** Shows the rows from a place on. What is wrong leaves those that are shown as they are. */
  async function show(
    before: readonly AuditRow[],
    isEnough: (read: readonly AuditRow[]) => boolean,
  ): Promise<void> {
    question += 1;
    const own = question;
    const asked = { filter: filter.value, isEnough, isWanted: () => own === question };
    const answer = await readPages(connection.ask, before, asked);
    if (answer === null) return;
    isLoading.value = false;
    problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    rows.value = answer.value.rows;
    hasMore.value = answer.value.hasMore;
  }

  async function more(): Promise<void> {
    const before = rows.value;
    if (hasMore.value && !isLoading.value) await show(before, () => true);
  }

  async function refresh(): Promise<void> {
    const oldest = rows.value.at(-1)?.number ?? Infinity;
    await show([], (read) => (read.at(-1)?.number ?? 0) <= oldest);
  }

  function narrow(wanted: Partial<AuditFilter>): void {
    const { text, hostId } = { ...filter.value, ...wanted };
    const query = { ...(text === '' ? {} : { q: text }), ...(hostId === null ? {} : { host: hostId }) };
    void router.replace({ query });
  }

  function soon(run: () => void): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, ASK_AFTER_MS);
  }

  watch(filterKey, () => {
    // An answer that is under way is to the question before.
    question += 1;
    soon(() => void show([], () => true));
  });
  watch(
    () => changes.newestAuditNumber,
    () => {
      soon(() => void refresh());
    },
  );
  watch(
    () => connection.client,
    (client) => {
      if (client !== null) void refresh();
    },
    { immediate: true },
  );
  onBeforeUnmount(() => {
    question += 1;
    window.clearTimeout(timer);
  });

  return { filter, rows, hasMore, isLoading, problem, narrow, more, refresh };
}
