import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { HostEvent } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import { acknowledgedEvents, type OpenStream } from './followStream';
import type { HostData } from './hostData';
import { NO_HOST_DATA, applyHostEvent } from './hostData';
import { pause, reconnectPauseMs } from './pause';

/**
 * `waiting`: nothing has come of this stream yet; `live`: it is open; `lost`: it broke and is being opened again, the
 * numbers shown are the last ones; `removed`: the host was taken off the list.
 */
export type HostStreamState = 'waiting' | 'live' | 'lost' | 'removed';

/** The one host whose page is open: its recent past, its newest sample, its newest sweep over the processes. */
export const useHostStore = defineStore('host', () => {
  const hostId = ref<string | null>(null);
  const state = ref<HostStreamState>('waiting');
  const data = shallowRef<HostData>(NO_HOST_DATA);

  /** One stream from its opening to its end; whether the host was removed. Throws when the stream breaks. */
  async function followOnce(client: ApiClient, id: string, signal: AbortSignal): Promise<boolean> {
    const open: OpenStream<HostEvent> = (watchId) =>
      client.host.watchHost({ watchId, hostId: id }, { signal });
    for await (const event of acknowledgedEvents(client, open, signal)) {
      if (signal.aborted) return false;
      if (event.kind === 'removed') return true;
      state.value = 'live';
      data.value = applyHostEvent(data.value, event);
    }
    return false;
  }

  /**
   * Follows one host over one connection until the signal is aborted or the host is removed. A stream that breaks
   * while its connection lives is opened again, after growing pauses. The numbers of the same host stay until a new
   * stream brings its own; those of another go at once. Never rejects.
   */
  async function follow(client: ApiClient, id: string, signal: AbortSignal): Promise<void> {
    if (hostId.value !== id) leave();
    hostId.value = id;
    for (let failures = 1; !signal.aborted; failures += 1) {
      // What broke a stream is in main's log; here it only matters that it has to be opened again.
      const isRemoved = await followOnce(client, id, signal).catch(() => false);
      if (signal.aborted) return;
      if (isRemoved) {
        state.value = 'removed';
        return;
      }
      if (state.value === 'live') failures = 1;
      state.value = 'lost';
      await pause(reconnectPauseMs(failures), signal);
    }
  }

  /** Forgets the host; its stream ends with the signal it was given. */
  function leave(): void {
    hostId.value = null;
    state.value = 'waiting';
    data.value = NO_HOST_DATA;
  }

  return { hostId, state, data, follow, leave };
});
