import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { doing, refusing } from './refusing';
import type { ApiServices } from './services';

/** `fleet.*`: the table of hosts and every change to the list. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function fleetApi({ fleet, registry, watches }: ApiServices) {
  const os = implement(contract.fleet);
  return os.router({
    watchFleet: os.watchFleet.handler(({ input, signal }) =>
      watches.run(input.watchId, signal, (watch) => fleet.events(watch)),
    ),
    acknowledge: os.acknowledge.handler(({ input }) => {
      watches.acknowledge(input.watchId, input.sequence);
      return {};
    }),
    addHost: os.addHost.handler(({ input, errors }) =>
      refusing(errors, async () => ({ hostId: await registry.addHost(input) })),
    ),
    addThisMachine: os.addThisMachine.handler(({ errors }) =>
      refusing(errors, async () => ({ hostId: await registry.addThisMachine() })),
    ),
    updateHost: os.updateHost.handler(({ input, errors }) => doing(errors, () => registry.updateHost(input))),
    removeHost: os.removeHost.handler(({ input, errors }) =>
      doing(errors, () => registry.removeHost(input.hostId)),
    ),
    restoreHost: os.restoreHost.handler(({ input, errors }) =>
      doing(errors, () => registry.restoreHost(input.hostId)),
    ),
    reconnectHost: os.reconnectHost.handler(({ input, errors }) =>
      doing(errors, () => {
        registry.sessionOf(input.hostId).connect();
      }),
    ),
    pauseHost: os.pauseHost.handler(({ input, errors }) =>
      doing(errors, () => {
        registry.sessionOf(input.hostId).pause();
      }),
    ),
    acceptHostKey: os.acceptHostKey.handler(({ input, errors }) =>
      doing(errors, () => registry.acceptHostKey(input)),
    ),
    provideSecret: os.provideSecret.handler(({ input, errors }) =>
      doing(errors, () => {
        registry.provideSecret(input);
      }),
    ),
  });
}
