import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { incidentEvents } from '../incidents/incidentEvents';
import { doing, refusing } from './refusing';
import type { ApiServices } from './services';

/** `incidents.*`: the list of kills, each in detail, and log files that people bring. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function incidentsApi({ registry, watches, incidents }: ApiServices) {
  const { list, logs, imports } = incidents;
  const os = implement(contract.incidents);
  return os.router({
    watchIncidents: os.watchIncidents.handler(({ input, signal }) =>
      watches.run(input.watchId, signal, (watch) => incidentEvents(list, logs, watch)),
    ),
    readIncident: os.readIncident.handler(({ input, errors }) =>
      refusing(errors, () => list.read(input.key)),
    ),
    forgetIncident: os.forgetIncident.handler(({ input, errors }) =>
      doing(errors, () => list.forget(input.key)),
    ),
    restoreIncident: os.restoreIncident.handler(({ input, errors }) =>
      doing(errors, () => list.restore(input.key)),
    ),
    readLogAgain: os.readLogAgain.handler(({ input, errors }) =>
      doing(errors, () => {
        logs.readAgain(registry.sessionOf(input.hostId).config.id);
      }),
    ),
    beginImport: os.beginImport.handler(({ input, errors }) =>
      refusing(errors, () => ({ importId: imports.begin(input.fileName) })),
    ),
    pushImport: os.pushImport.handler(({ input, errors }) =>
      refusing(errors, () => imports.push(input.importId, Buffer.from(input.base64, 'base64'))),
    ),
    finishImport: os.finishImport.handler(({ input, errors }) =>
      refusing(errors, () => imports.finish(input.importId)),
    ),
    cancelImport: os.cancelImport.handler(({ input, errors }) =>
      doing(errors, () => imports.cancel(input.importId)),
    ),
  });
}
