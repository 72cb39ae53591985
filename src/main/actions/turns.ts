/** Work that waits for its turn: only so much at a time. */
export class Turns {
  readonly #atOnce: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Runs the work when there is room for it, in the order in which it was given. */
  async take<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#running >= this.#atOnce) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** Turns by name: what has the same name goes one after the other. */
export class NamedTurns {
  readonly #turns = new Map<string, { readonly turns: Turns; users: number }>();

  async take<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    const entry = this.#turns.get(name) ?? { turns: new Turns(1), users: 0 };
    this.#turns.set(name, entry);
    entry.users += 1;
    try {
      return await entry.turns.take(work);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) this.#turns.delete(name);
    }
  }
}
