import type { Duplex } from 'node:stream';
import type { GetStreamCallback, IdentityCallback, ParsedKey } from 'ssh2';
import { OpenSSHAgent } from 'ssh2';

/** A local socket answers at once or not at all; an agent that waits for its owner to unlock it takes longer. */
const LIST_WITHIN_MS = 3_000;

/** An agent that shows only some of its keys, and whose connections can be broken off. */
export class ShownAgent extends OpenSSHAgent {
  readonly #streams = new Set<Duplex>();
  #shown: readonly ParsedKey[] | null = null;

  /** Offers these keys and no others, in this order. */
  show(keys: readonly ParsedKey[]): void {
    this.#shown = keys;
  }

  override getStream(callback: GetStreamCallback): void {
    super.getStream((error, stream) => {
      if (stream !== undefined) {
        this.#streams.add(stream);
        stream.once('close', () => this.#streams.delete(stream));
      }
      callback(error, stream);
    });
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    if (this.#shown === null) super.getIdentities(callback);
    else callback(null, [...this.#shown]);
  }

  /** Breaks off what is still asked. Safe to call at any time. */
  close(): void {
    for (const stream of this.#streams) stream.destroy();
  }
}

/** An agent that answered, and the keys that it holds. */
export interface AnsweringAgent {
  readonly agent: ShownAgent;
  readonly keys: readonly ParsedKey[];
}

/**
 * Asks the agent for its keys.
 *
 * @param socketPath `$SSH_AUTH_SOCK`; null: not set.
 * @returns null where no agent answers in time. An agent without keys answers with none.
 */
export async function askAgent(
  socketPath: string | null,
  signal: AbortSignal,
  withinMs: number = LIST_WITHIN_MS,
): Promise<AnsweringAgent | null> {
  if (socketPath === null || socketPath === '' || signal.aborted) return null;
  const agent = new ShownAgent(socketPath);
  return new Promise((resolve) => {
    const giveUp = (): void => {
      agent.close();
      settle(null);
    };
    const timer = setTimeout(giveUp, withinMs);
    const settle = (answer: AnsweringAgent | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(answer);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    agent.getIdentities((error, keys) => {
      const isAnswer = error == null && keys !== undefined;
      settle(isAnswer ? { agent, keys: keys.flatMap((key) => ('getPublicSSH' in key ? [key] : [])) } : null);
    });
  });
}
