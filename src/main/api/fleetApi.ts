import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { refusing } from './refusing';
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
    updateHost: os.updateHost.handler(async ({ input, errors }) => {
      await refusing(errors, () => registry.updateHost(input));
      return {};
    }),
    removeHost: os.removeHost.handler(async ({ input, errors }) => {
      await refusing(errors, () => registry.removeHost(input.hostId));
      return {};
    }),
    restoreHost: os.restoreHost.handler(async ({ input, errors }) => {
      await refusing(errors, () => registry.restoreHost(input.hostId));
      return {};
    }),
    reconnectHost: os.reconnectHost.handler(async ({ input, errors }) => {
      await refusing(errors, () => {
        registry.sessionOf(input.hostId).connect();
      });
      return {};
    }),
    pauseHost: os.pauseHost.handler(async ({ input, errors }) => {
      await refusing(errors, () => {
        registry.sessionOf(input.hostId).pause();
      });
      return {};
    }),
    acceptHostKey: os.acceptHostKey.handler(async ({ input, errors }) => {
      await refusing(errors, () => registry.acceptHostKey(input));
      return {};
    }),
    provideSecret: os.provideSecret.handler(async ({ input, errors }) => {
      await refusing(errors, () => {
        registry.provideSecret(input);
      });
      return {};
    }),
  });
}
