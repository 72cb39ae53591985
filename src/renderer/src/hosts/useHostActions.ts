import { useRouter } from 'vue-router';
import type { HostRow } from '../../../shared/model';
import { useConnectionStore } from '../stores/connectionStore';
import { useDialogStore } from '../stores/dialogStore';
import { useToastStore } from '../stores/toastStore';

/** Everything that can be done to a host from the page. */
export type HostAction = 'open' | 'edit' | 'pause' | 'reconnect' | 'remove' | 'host-key' | 'secret';

export interface HostActions {
  /** Carries an action out. What cannot be done is said in a toast; never rejects. */
  act(this: void, action: HostAction, row: HostRow): Promise<void>;
}

/** The actions on a host. For use in a component's setup. */
export function useHostActions(): HostActions {
  const router = useRouter();
  const connection = useConnectionStore();
  const dialogs = useDialogStore();
  const toasts = useToastStore();

  async function ask(run: Parameters<typeof connection.ask>[0]): Promise<boolean> {
    const answer = await connection.ask(run);
    if (!answer.ok) toasts.show(answer.problem, { tone: 'problem' });
    return answer.ok;
  }

  async function restore({ id, name }: HostRow): Promise<void> {
    const isRestored = await ask((api) => api.fleet.restoreHost({ hostId: id }));
    if (isRestored) toasts.show({ key: 'fleet.restored', params: { name } });
  }

  /** Removing asks nothing beforehand, since it can be undone. */
  async function remove(row: HostRow): Promise<void> {
    const isRemoved = await ask((api) => api.fleet.removeHost({ hostId: row.id }));
    if (!isRemoved) return;
    toasts.show(
      { key: 'fleet.removed', params: { name: row.name } },
      { action: { label: { key: 'fleet.action.undo' }, run: () => void restore(row) } },
    );
  }

  async function act(action: HostAction, row: HostRow): Promise<void> {
    const hostId = row.id;
    switch (action) {
      case 'open':
        await router.push({ name: 'host', params: { hostId } });
        return;
      case 'edit':
        dialogs.open({ kind: 'edit-host', hostId });
        return;
      case 'host-key':
        dialogs.open({ kind: 'host-key', hostId });
        return;
      case 'secret':
        dialogs.open({ kind: 'secret', hostId });
        return;
      case 'pause':
        await ask((api) => api.fleet.pauseHost({ hostId }));
        return;
      case 'reconnect':
        await ask((api) => api.fleet.reconnectHost({ hostId }));
        return;
      case 'remove':
        await remove(row);
        return;
    }
  }

  return { act };
}
