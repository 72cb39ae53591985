import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { HostEvent } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import type { HostData } from './hostData';
import { NO_HOST_DATA, applyHostEvent } from './hostData';

/**
 * `waiting`: asked, nothing has come yet; `live`: the stream is open; `lost`: it ended, the numbers shown are the last
 * ones; `removed`: the host was taken off the list.
 */
export type HostStreamState = 'idle' | 'waiting' | 'live' | 'lost' | 'removed';

/** The one host whose page is open: its recent past, its newest sample, its newest sweep over the processes. */
export const useHostStore = defineStore('host', () => {
  const hostId = ref<string | null>(null);
  const state = ref<HostStreamState>('idle');
  const data = shallowRef<HostData>(NO_HOST_DATA);
  let stream = new AbortController();

  function take(event: HostEvent): void {
    if (event.kind === 'removed') {
      state.value = 'removed';
      return;
    }
    state.value = 'live';
    data.value = applyHostEvent(data.value, event, Date.now());
  }

  async function follow(client: ApiClient, id: string, signal: AbortSignal): Promise<void> {
    const watchId = crypto.randomUUID();
    try {
      const events = await client.host.watchHost({ watchId, hostId: id }, { signal });
      for await (const event of events) {
        if (signal.aborted) return;
        take(event);
        // Only after it is applied: main sends the next one when this page has kept up.
        await client.fleet.acknowledge({ watchId, sequence: event.sequence }, { signal });
      }
    } catch {
      // Whatever ended it, what to do is the same: the last numbers stay, and the page offers to follow again.
    }
    if (!signal.aborted && state.value !== 'removed') state.value = 'lost';
  }

  /**
   * Follows one host until {@link leave} or another call. Calling it again for the same host, as after a reconnect,
   * keeps what is shown until the new stream brings its own history.
   * @returns settles when the stream has ended; never rejects
   */
  function watchHost(client: ApiClient, id: string): Promise<void> {
    stream.abort();
    stream = new AbortController();
    if (hostId.value !== id) data.value = NO_HOST_DATA;
    hostId.value = id;
    state.value = 'waiting';
    return follow(client, id, stream.signal);
  }

  /** Ends the stream and forgets the host. */
  function leave(): void {
    stream.abort();
    hostId.value = null;
    state.value = 'idle';
    data.value = NO_HOST_DATA;
  }

  return { hostId, state, data, watchHost, leave };
});
