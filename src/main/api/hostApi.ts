import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { hostEvents } from '../fleet/hostEvents';
import type { ApiServices } from './services';

/** `host.*`: one host in detail. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function hostApi({ fleet, watches }: ApiServices) {
  const os = implement(contract.host);
  return os.router({
    watchHost: os.watchHost.handler(({ input, signal }) =>
      watches.run(input.watchId, signal, (watch) => hostEvents(fleet, input.hostId, watch)),
    ),
  });
}
