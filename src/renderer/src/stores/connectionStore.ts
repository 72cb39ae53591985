import { safe, type ClientPromiseResult, type InferClientErrors } from '@orpc/client';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { failed, ok, type Result } from '../../../shared/result';
import type { Message } from '../../../shared/model';
import type { AppDescription } from '../../../shared/schema/requests';
import { TokenMissingError, TokenRefusedError, type ApiClient, type ApiConnection } from '../bridge';
import type { Text } from '../i18n/catalogue';
import { pause, reconnectPauseMs } from './pause';

/** How a connection to main is opened; `openApiConnection` in the product. */
export type OpenConnection = () => Promise<ApiConnection>;

/** `connecting` is the first try ever; after a loss it is `lost` until main answers again. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly attempt: number; readonly pauseMs: number }
  | { readonly kind: 'token-missing' }
  | { readonly kind: 'token-refused' };

/** What every procedure may fail with: the contract gives all of them the same errors. */
type ProcedureError = InferClientErrors<ApiClient['fleet']['removeHost']>;

/** The connection to main: opens it, keeps it, says how it is. */
export const useConnectionStore = defineStore('connection', () => {
  const state = ref<ConnectionState>({ kind: 'connecting' });
  const client = shallowRef<ApiClient | null>(null);
  /** What this Lowmark is; null until main has said so. The last answer stands while the connection is lost. */
  const description = shallowRef<AppDescription | null>(null);
  let wake = new AbortController();

  async function describe(): Promise<void> {
    const answer = await ask((api) => api.app.describe());
    if (answer.ok) description.value = answer.value;
  }

  /** One connection from its opening to its end. Returns whether it ever opened. Throws what `open` throws. */
  async function hold(open: OpenConnection, signal: AbortSignal): Promise<void> {
    const connection = await open();
    const close = (): void => {
      connection.close();
    };
    signal.addEventListener('abort', close, { once: true });
    client.value = connection.client;
    state.value = { kind: 'open' };
    void describe();
    await connection.closed;
    signal.removeEventListener('abort', close);
    client.value = null;
  }

  /** Connects and reconnects until the signal is aborted or the token is missing or refused. Never rejects. */
  async function run(open: OpenConnection, signal: AbortSignal): Promise<void> {
    let attempt = 0;
    while (!signal.aborted) {
      try {
        await hold(open, signal);
        attempt = 0;
      } catch (error) {
        const ending = endingOf(error);
        if (ending !== null) {
          state.value = ending;
          return;
        }
      }
      attempt += 1;
      const pauseMs = reconnectPauseMs(attempt);
      state.value = { kind: 'lost', attempt, pauseMs };
      wake = new AbortController();
      await pause(pauseMs, AbortSignal.any([signal, wake.signal]));
    }
  }

  /** Ends the pause before the next try. */
  function retryNow(): void {
    wake.abort();
  }

  /** Asks main for something. A problem is a sentence for the person who asked. */
  async function ask<Value>(
    run: (api: ApiClient) => ClientPromiseResult<Value, ProcedureError>,
  ): Promise<Result<Value, Message | Text>> {
    if (client.value === null) return failed({ key: 'app.problem.notConnected' });
    const answer = await safe(run(client.value));
    if (answer.isSuccess) return ok(answer.data);
    if (answer.isDefined) return failed(answer.error.data.sentence);
    return failed({ key: client.value === null ? 'app.problem.notConnected' : 'app.problem.internal' });
  }

  return { state, client, description, run, retryNow, ask, describe };
});

/** The state in which trying again is no use, or null. */
function endingOf(error: unknown): ConnectionState | null {
  if (error instanceof TokenMissingError) return { kind: 'token-missing' };
  if (error instanceof TokenRefusedError) return { kind: 'token-refused' };
  return null;
}
