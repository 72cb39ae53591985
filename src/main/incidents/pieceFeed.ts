/** Hands pieces from whoever pushes them to the one who iterates, at the pace of the latter. */
export class PieceFeed {
  #piece: Uint8Array | null = null;
  #isEnded = false;
  #isAbandoned = false;
  #turn: Promise<void> = Promise.resolve();
  #wakeReader: (() => void) | null = null;
  #wakeWriter: (() => void) | null = null;

  /** Resolves when the piece has been taken in and the next one is asked for, or nobody asks any more. */
  async push(piece: Uint8Array): Promise<void> {
    this.#turn = this.#turn.then(() => this.#hand(piece));
    await this.#turn;
  }

  /** There is no more. */
  end(): void {
    this.#isEnded = true;
    this.#wakeReader?.();
  }

  /** Nobody asks any more. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#wakeWriter?.();
  }

  async *pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const piece = this.#piece;
      this.#piece = null;
      if (piece !== null) {
        yield piece;
        this.#wakeWriter?.();
      } else if (this.#isEnded) return;
      else await this.#woken();
    }
  }

  async #hand(piece: Uint8Array): Promise<void> {
    if (this.#isAbandoned) return;
    this.#piece = piece;
    const done = new Promise<void>((resolve) => {
      this.#wakeWriter = resolve;
    });
    this.#wakeReader?.();
    await done;
  }

  async #woken(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wakeReader = resolve;
    });
    this.#wakeReader = null;
  }
}
