/**
 * How somebody who has changed something on a host asks for the next sweep at once. Rung twice before it is heard, it is one
 * sweep.
 */
export class SweepBell {
  #isRung = false;
  #hear: (() => void) | null = null;

  ring(): void {
    this.#isRung = true;
    this.#hear?.();
  }

  /** True once after it was rung. */
  take(): boolean {
    const wasRung = this.#isRung;
    this.#isRung = false;
    return wasRung;
  }

  /** @param hear called whenever it is rung from now on, instead of what was given before; null: nothing is. */
  onRing(hear: (() => void) | null): void {
    this.#hear = hear;
  }
}
