import { createRouterClient, implement } from '@orpc/server';
import type { ApiClient } from '../../../../src/renderer/src/bridge';
import { contract } from '../../../../src/shared/api/contract';
import type { IncidentEvent, LogImportResult } from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';
import { mainThat } from '../host/mainStandIn';

/** The far side of the list of kills, in process. */
export interface IncidentsMain {
  readonly client: ApiClient;
  /** Streams that were opened. */
  readonly opened: readonly string[];
  readonly acknowledged: readonly number[];
  /** What was asked for besides the stream: `forget k1`, `begin a.log 10`, ... */
  readonly asked: readonly string[];
  /** What was pushed of each import, as text. */
  readonly pushed: ReadonlyMap<string, string>;
}

export interface IncidentsMainOptions {
  /** The events of the first stream, of the second, ... The first one breaks after its events where there is a second. */
  readonly plays?: readonly (readonly IncidentEvent[])[];
  readonly result?: LogImportResult;
  /** Called with each piece. */
  readonly onPush?: (text: string) => void;
  readonly refuses?: 'begin' | 'push';
}

const NOTHING_FOUND: LogImportResult = {
  incidentKeys: [],
  signs: [],
  readBytes: 0,
  knownAlready: 0,
  problem: null,
};

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => {
      resolve();
    });
  });
}

export function incidentsMain({
  plays = [],
  result = NOTHING_FOUND,
  onPush = () => undefined,
  refuses,
}: IncidentsMainOptions = {}): IncidentsMain {
  const rest = mainThat([]);
  const opened: string[] = [];
  const asked: string[] = [];
  const pushed = new Map<string, string>();
  const refusal = { data: { sentence: message('refusal.sample') } };

  async function* play(watchId: string, signal: AbortSignal | undefined): AsyncGenerator<IncidentEvent> {
    const stream = opened.push(watchId) - 1;
    yield* plays[stream] ?? [];
    if (stream === 0 && plays.length > 1) throw new Error('the stream broke');
    await untilAborted(signal);
  }

  const os = implement(contract.incidents);
  const note = (what: string): Record<never, never> => {
    asked.push(what);
    return {};
  };
  const incidents = createRouterClient(
    os.router({
      watchIncidents: os.watchIncidents.handler(({ input, signal }) => play(input.watchId, signal)),
      readIncident: os.readIncident.handler(() => {
        throw new Error('a list asks for no whole incident');
      }),
      forgetIncident: os.forgetIncident.handler(({ input }) => note(`forget ${input.key}`)),
      restoreIncident: os.restoreIncident.handler(({ input }) => note(`restore ${input.key}`)),
      readLogAgain: os.readLogAgain.handler(({ input }) => note(`read ${input.hostId}`)),
      beginImport: os.beginImport.handler(({ input, errors }) => {
        if (refuses === 'begin') throw errors.REFUSED(refusal);
        note(`begin ${input.fileName} ${String(input.byteLength)}`);
        pushed.set(input.fileName, '');
        return { importId: input.fileName };
      }),
      pushImport: os.pushImport.handler(({ input: { importId, base64 }, errors }) => {
        if (refuses === 'push') throw errors.REFUSED(refusal);
        const text = Buffer.from(base64, 'base64').toString('latin1');
        pushed.set(importId, (pushed.get(importId) ?? '') + text);
        onPush(text);
        return { readBytes: pushed.get(importId)?.length ?? 0, incidents: 1 };
      }),
      finishImport: os.finishImport.handler(({ input }) => {
        note(`finish ${input.importId}`);
        return result;
      }),
      cancelImport: os.cancelImport.handler(({ input }) => note(`cancel ${input.importId}`)),
    }),
  );
  const { app, fleet, host, changes, audit, policies } = rest.client;
  const client = { app, fleet, host, incidents, changes, audit, policies };
  return { client, opened, acknowledged: rest.acknowledged, asked, pushed };
}
