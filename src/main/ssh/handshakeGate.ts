/** Gives a place back. Safe to call twice. */
export type Release = () => void;

/**
 * OpenSSH's default `MaxStartups 10:30:100` starts to drop connections at random from the eleventh that has not logged
 * in yet; other people use the server too.
 */
const AT_ONE_SERVER = 8;
/** Key exchange is work for our own processor: more at once only makes each of them late. */
const IN_ALL = 32;

/** A limited number of places, given in the order in which they were asked for. */
export class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Waits for a place.
   *
   * @throws the signal's reason, when it aborts first; the place then goes to whoever is next.
   */
  async take(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#passOn();
    };
  }

  async #wait(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** The place goes straight to the next in line, so that nobody who comes later can take it. */
  #passOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/**
 * Keeps a fleet that (re)connects all at once from being dropped by its servers, and from drowning this process in key
 * exchanges. A server is where the connection goes first: many hosts behind one jump host share its places.
 */
export class HandshakeGate {
  readonly #byServer = new Map<string, { readonly places: Places; users: number }>();
  readonly #handshakes: Places;
  readonly #atOneServer: number;

  constructor(atOneServer = AT_ONE_SERVER, inAll = IN_ALL) {
    this.#atOneServer = atOneServer;
    this.#handshakes = new Places(inAll);
  }

  /**
   * Taken before the TCP connection, given back when the shell is open: the server counts from one to the other.
   *
   * @throws the signal's reason, when it aborts first.
   */
  async enterServer(server: string, signal: AbortSignal): Promise<Release> {
    const entry = this.#byServer.get(server) ?? { places: new Places(this.#atOneServer), users: 0 };
    this.#byServer.set(server, entry);
    entry.users += 1;
    const leave = (): void => {
      entry.users -= 1;
      if (entry.users === 0) this.#byServer.delete(server);
    };
    try {
      const release = await entry.places.take(signal);
      return once(() => {
        release();
        leave();
      });
    } catch (error) {
      leave();
      throw error;
    }
  }

  /**
   * Taken once the TCP connection stands, so that a server that does not even answer keeps nobody else waiting.
   *
   * @throws the signal's reason, when it aborts first.
   */
  async enterHandshake(signal: AbortSignal): Promise<Release> {
    return this.#handshakes.take(signal);
  }

  /** How many servers have somebody inside or waiting. */
  get servers(): number {
    return this.#byServer.size;
  }
}

function once(action: () => void): Release {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
