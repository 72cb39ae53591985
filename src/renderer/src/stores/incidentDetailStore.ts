import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { IncidentDetail, Message } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';
import { useConnectionStore } from './connectionStore';

/** `missing`: main knows no such incident (any more). */
export type IncidentDetailState =
  | { readonly kind: 'loading' | 'missing' }
  | { readonly kind: 'ready'; readonly detail: IncidentDetail }
  | { readonly kind: 'failed'; readonly problem: Message | Text };

/** What main refuses with where a key is not of an incident on the list. */
const NO_SUCH_INCIDENT = 'refusal.no-such-incident';

/** The one incident whose page is open. A report does not change, so it is read once. */
export const useIncidentDetailStore = defineStore('incidentDetail', () => {
  const connection = useConnectionStore();
  const state = shallowRef<IncidentDetailState>({ kind: 'loading' });
  let reading = 0;

  /** Reads an incident whole. An answer that another reading has overtaken is dropped. Never rejects. */
  async function read(key: string): Promise<void> {
    reading += 1;
    const own = reading;
    state.value = { kind: 'loading' };
    const answer = await connection.ask((api) => api.incidents.readIncident({ key }));
    if (own !== reading) return;
    if (answer.ok) state.value = { kind: 'ready', detail: answer.value };
    else if ('code' in answer.problem && answer.problem.code === NO_SUCH_INCIDENT)
      state.value = { kind: 'missing' };
    else state.value = { kind: 'failed', problem: answer.problem };
  }

  /** Forgets what was read: reports may be large. */
  function leave(): void {
    reading += 1;
    state.value = { kind: 'loading' };
  }

  return { state, read, leave };
});
