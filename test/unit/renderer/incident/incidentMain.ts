import { createRouterClient, implement } from '@orpc/server';
import type { ApiClient } from '../../../../src/renderer/src/bridge';
import { contract } from '../../../../src/shared/api/contract';
import { message, type IncidentDetail } from '../../../../src/shared/model';
import { mainThat } from '../host/mainStandIn';

/** The far side of an incident's page, in process. */
export interface IncidentMain {
  readonly client: ApiClient;
  /** The keys that were asked for, in order. */
  readonly asked: readonly string[];
}

function notAsked(): never {
  throw new Error('this was not to be asked for');
}

/**
 * Main as far as an incident's page needs it.
 * @param details what it knows; a key that is not there is refused
 * @param breaks every answer is an internal error
 */
export function incidentMain(details: readonly IncidentDetail[], breaks = false): IncidentMain {
  const asked: string[] = [];
  const os = implement(contract.incidents);
  const { app, fleet, host, changes, audit, policies } = mainThat([]).client;
  const incidents = createRouterClient(
    os.router({
      watchIncidents: os.watchIncidents.handler(notAsked),
      readIncident: os.readIncident.handler(({ input, errors }) => {
        asked.push(input.key);
        if (breaks) throw new Error('the data folder is gone');
        const detail = details.find(({ summary }) => summary.key === input.key);
        if (detail === undefined)
          throw errors.REFUSED({ data: { sentence: message('refusal.no-such-incident') } });
        return detail;
      }),
      forgetIncident: os.forgetIncident.handler(notAsked),
      restoreIncident: os.restoreIncident.handler(notAsked),
      readLogAgain: os.readLogAgain.handler(notAsked),
      beginImport: os.beginImport.handler(notAsked),
      pushImport: os.pushImport.handler(notAsked),
      finishImport: os.finishImport.handler(notAsked),
      cancelImport: os.cancelImport.handler(notAsked),
    }),
  );
  return { client: { app, fleet, host, incidents, changes, audit, policies }, asked };
}
