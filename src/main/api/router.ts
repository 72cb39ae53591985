import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { appApi } from './appApi';
import { auditApi } from './auditApi';
import { changesApi } from './changesApi';
import { fleetApi } from './fleetApi';
import { hostApi } from './hostApi';
import { incidentsApi } from './incidentsApi';
import { policiesApi } from './policiesApi';
import type { ApiServices } from './services';

/**
 * The whole API over the application's services: the same router for every shell and transport. Input and output are
 * validated against the contract here; each handler only calls a service.
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function createRouter(services: ApiServices) {
  return implement(contract).router({
    app: appApi(services),
    fleet: fleetApi(services),
    host: hostApi(services),
    incidents: incidentsApi(services),
    changes: changesApi(services),
    audit: auditApi(services),
    policies: policiesApi(services),
  });
}

export type AppRouter = ReturnType<typeof createRouter>;
