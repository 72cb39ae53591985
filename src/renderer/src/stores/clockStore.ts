import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

const TICK_MS = 1000;

/**
 * The time by the clock of the machine that Lowmark runs on, one tick a second for everything that shows an age. A page
 * may run elsewhere (a browser behind a tunnel), with a clock that is minutes off, so ages are never taken from its own.
 */
export const useClockStore = defineStore('clock', () => {
  /** Main's clock minus this page's, in milliseconds. */
  const offsetMs = ref(0);
  const nowMs = shallowRef(Date.now());

  function tick(): void {
    nowMs.value = Date.now() + offsetMs.value;
  }

  /** Starts the tick; call the result to end it. */
  function start(): () => void {
    const timer = window.setInterval(tick, TICK_MS);
    tick();
    return () => {
      window.clearInterval(timer);
    };
  }

  /**
   * Takes over main's time.
   * @param readMainNowMs asks main; half of the round trip is counted as the way back
   */
  async function synchronise(readMainNowMs: () => Promise<number>): Promise<void> {
    const askedAtMs = Date.now();
    const mainNowMs = await readMainNowMs();
    offsetMs.value = mainNowMs - (askedAtMs + Date.now()) / 2;
    tick();
  }

  return { nowMs, start, synchronise };
});
