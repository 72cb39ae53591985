import { createRouterClient, implement } from '@orpc/server';
import type { ApiClient } from '../../../../src/renderer/src/bridge';
import { contract } from '../../../../src/shared/api/contract';
import type { HostEvent } from '../../../../src/shared/model';
import { idleHandlers } from '../../../support/idleApi';

/** The far side of a host's stream, in process. */
export interface MainStandIn {
  readonly client: ApiClient;
  readonly acknowledged: readonly number[];
  /** The hosts that were asked for, one entry a stream. */
  readonly watched: readonly string[];
  /** Streams that are open now. */
  open(): number;
}

function notAsked(): never {
  throw new Error('this was not to be asked for');
}

/**
 * Main as far as a host's page needs it.
 * @param plays the events of the first stream, of the second, ...
 * @param ending `waits`: a stream stays open after its events; `breaks-once`: the first one throws then
 */
export function mainThat(
  plays: readonly (readonly HostEvent[])[],
  ending: 'waits' | 'breaks-once' = 'waits',
): MainStandIn {
  const acknowledged: number[] = [];
  const watched: string[] = [];
  let open = 0;
  const os = implement(contract);

  async function* play(
    hostId: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<HostEvent, void, undefined> {
    const stream = watched.push(hostId) - 1;
    open += 1;
    try {
      yield* plays[stream] ?? [];
      if (ending === 'breaks-once' && stream === 0) throw new Error('the stream broke');
      await new Promise<void>((resolve) => {
        if (signal?.aborted === true) resolve();
        signal?.addEventListener('abort', () => {
          resolve();
        });
      });
    } finally {
      open -= 1;
    }
  }

  const router = os.router({
    app: {
      describe: os.app.describe.handler(notAsked),
      readClock: os.app.readClock.handler(notAsked),
      showDemo: os.app.showDemo.handler(notAsked),
    },
    fleet: {
      watchFleet: os.fleet.watchFleet.handler(notAsked),
      acknowledge: os.fleet.acknowledge.handler(({ input }) => {
        acknowledged.push(input.sequence);
        return {};
      }),
      addHost: os.fleet.addHost.handler(notAsked),
      addThisMachine: os.fleet.addThisMachine.handler(notAsked),
      updateHost: os.fleet.updateHost.handler(notAsked),
      removeHost: os.fleet.removeHost.handler(notAsked),
      restoreHost: os.fleet.restoreHost.handler(notAsked),
      reconnectHost: os.fleet.reconnectHost.handler(notAsked),
      pauseHost: os.fleet.pauseHost.handler(notAsked),
      acceptHostKey: os.fleet.acceptHostKey.handler(notAsked),
      provideSecret: os.fleet.provideSecret.handler(notAsked),
    },
    host: {
      watchHost: os.host.watchHost.handler(({ input, signal }) => play(input.hostId, signal)),
    },
    incidents: {
      watchIncidents: os.incidents.watchIncidents.handler(notAsked),
      readIncident: os.incidents.readIncident.handler(notAsked),
      forgetIncident: os.incidents.forgetIncident.handler(notAsked),
      restoreIncident: os.incidents.restoreIncident.handler(notAsked),
      readLogAgain: os.incidents.readLogAgain.handler(notAsked),
      beginImport: os.incidents.beginImport.handler(notAsked),
      pushImport: os.incidents.pushImport.handler(notAsked),
      finishImport: os.incidents.finishImport.handler(notAsked),
      cancelImport: os.incidents.cancelImport.handler(notAsked),
    },
    ...idleHandlers(os),
  });
  return { client: createRouterClient(router), acknowledged, watched, open: () => open };
}
