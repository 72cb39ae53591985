import { useRouter } from 'vue-router';
import type { IncidentSummary } from '../../../../shared/model';
import { useConnectionStore } from '../../stores/connectionStore';
import { useToastStore } from '../../stores/toastStore';

/** Everything that can be done to an incident from a list. */
export type IncidentAction = 'open' | 'copy-link' | 'forget';

export interface IncidentActions {
  /** Carries an action out. What cannot be done is said in a toast; never rejects. */
  act(this: void, action: IncidentAction, row: IncidentSummary): Promise<void>;
}

/** The actions on an incident. For use in a component's setup. */
export function useIncidentActions(): IncidentActions {
  const router = useRouter();
  const connection = useConnectionStore();
  const toasts = useToastStore();

  async function restore({ key, hostName }: IncidentSummary): Promise<void> {
    const answer = await connection.ask((api) => api.incidents.restoreIncident({ key }));
    if (answer.ok) toasts.show({ key: 'kills.restored', params: { name: hostName } });
    else toasts.show(answer.problem, { tone: 'problem' });
  }

  /** Forgetting asks nothing beforehand, since it can be undone. */
  async function forget(row: IncidentSummary): Promise<void> {
    const answer = await connection.ask((api) => api.incidents.forgetIncident({ key: row.key }));
    if (!answer.ok) {
      toasts.show(answer.problem, { tone: 'problem' });
      return;
    }
    toasts.show(
      { key: 'kills.forgotten', params: { name: row.hostName } },
      { action: { label: { key: 'kills.action.undo' }, run: () => void restore(row) } },
    );
  }

  async function copyLink({ key }: IncidentSummary): Promise<void> {
    const { href } = router.resolve({ name: 'incident', params: { incidentKey: key } });
    try {
      await navigator.clipboard.writeText(new URL(href, window.location.href).href);
      toasts.show({ key: 'kills.linkCopied' });
    } catch {
      toasts.show({ key: 'kills.linkNotCopied' }, { tone: 'problem' });
    }
  }

  async function act(action: IncidentAction, row: IncidentSummary): Promise<void> {
    switch (action) {
      case 'open':
        await router.push({ name: 'incident', params: { incidentKey: row.key } });
        return;
      case 'copy-link':
        await copyLink(row);
        return;
      case 'forget':
        await forget(row);
        return;
    }
  }

  return { act };
}
