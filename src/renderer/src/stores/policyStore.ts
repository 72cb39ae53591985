import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { DriftFinding, HostDrift, PolicyEvent } from '../../../shared/model';
import type { ApiClient } from '../bridge';
import { followStream } from './followStream';

/** Names a finding as long as its process lives and its rule keeps its name. */
export function findingKeyOf({ hostId, process, rule }: DriftFinding): string {
  return `${hostId}/${String(process.pid)}/${String(process.startTicks)}/${rule}`;
}

/** The one place where the stream of drift comes in: how each host stands to the policy. */
export const usePolicyStore = defineStore('policy', () => {
  const byHost = shallowRef<ReadonlyMap<string, HostDrift>>(new Map());
  const hasSnapshot = ref(false);
  /** Of the policy that main has stored; null before the first event. */
  const sha256 = ref<string | null>(null);
  /** What a stream sends first is all that there is: what was known before it is replaced. */
  let isFirstOfStream = true;

  const hosts = computed<readonly HostDrift[]>(() => [...byHost.value.values()]);
  const findings = computed<readonly DriftFinding[]>(() => hosts.value.flatMap((host) => host.findings));

  function apply(event: PolicyEvent): void {
    const next = new Map(isFirstOfStream ? [] : byHost.value);
    for (const host of event.hosts) next.set(host.hostId, host);
    for (const hostId of event.removedIds) next.delete(hostId);
    byHost.value = next;
    sha256.value = event.sha256;
    hasSnapshot.value = true;
    isFirstOfStream = false;
  }

  /** Takes in the stream of one connection until the signal is aborted (the connection is gone). Never rejects. */
  function follow(client: ApiClient, signal: AbortSignal): Promise<void> {
    return followStream(
      client,
      {
        open: (watchId) => {
          isFirstOfStream = true;
          return client.policies.watchDrift({ watchId }, { signal });
        },
        take: apply,
      },
      signal,
    );
  }

  return { hosts, findings, hasSnapshot, sha256, apply, follow };
});
