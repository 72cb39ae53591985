import { nextTick } from 'vue';
import type { ApiClient } from '../bridge';
import { pause, reconnectPauseMs } from './pause';
import { newWatchId } from './watchId';

interface NumberedEvent {
  readonly sequence: number;
}

/** Asks main for a stream under a name that its acknowledgements carry. */
export type OpenStream<Event extends NumberedEvent> = (watchId: string) => Promise<AsyncIterable<Event>>;

/**
 * The events of one opening of a stream. Each is acknowledged before the next is asked for. Throws when the stream breaks.
 * @param signal aborted when the connection is gone
 */
export async function* acknowledgedEvents<Event extends NumberedEvent>(
  client: ApiClient,
  open: OpenStream<Event>,
  signal: AbortSignal,
): AsyncGenerator<Event, void, undefined> {
  const watchId = newWatchId();
  for await (const event of await open(watchId)) {
    yield event;
    // The acknowledgement asks for more, so it waits until this much is on the screen.
    await nextTick();
    await client.fleet.acknowledge({ watchId, sequence: event.sequence }, { signal });
  }
}

export interface FollowedStream<Event extends NumberedEvent> {
  open(watchId: string): Promise<AsyncIterable<Event>>;
  /** Takes in one event. */
  take(event: Event): void;
  /** The stream has ended or broken; it is opened again unless the signal is aborted. */
  lose?(): void;
}

/**
 * Takes in a stream of one connection until the signal is aborted (the connection is gone). A stream that breaks while its
 * connection lives is opened again, after growing pauses. Never rejects.
 */
export async function followStream<Event extends NumberedEvent>(
  client: ApiClient,
  stream: FollowedStream<Event>,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    if (await followOnce(client, stream, signal)) failures = 1;
    stream.lose?.();
    await pause(reconnectPauseMs(failures), signal);
  }
}

/** One stream from its opening to its end; whether anything came of it. */
async function followOnce<Event extends NumberedEvent>(
  client: ApiClient,
  stream: FollowedStream<Event>,
  signal: AbortSignal,
): Promise<boolean> {
  let hasCome = false;
  try {
    for await (const event of acknowledgedEvents(client, (watchId) => stream.open(watchId), signal)) {
      stream.take(event);
      hasCome = true;
    }
  } catch {
    // Why it broke is in main's log; here it only matters that it has to be opened again.
  }
  return hasCome;
}
