import type {
  BuddyPoint,
  HostIdentity,
  HostSample,
  NextVictim,
  ProcessSample,
  Risk,
  SeriesPoint,
  SwapPoint,
} from '../../shared/model';
import {
  BUDDY_POINTS,
  BUDDY_POINT_SECONDS,
  SERIES_POINTS,
  SWAP_HISTORY_POINTS,
  UNKNOWN_IDENTITY,
} from '../../shared/model';
import { processKey } from '../../shared/oom/whatIf';
import { nextVictimOf } from '../../shared/risk/nextVictim';
import { riskOf } from '../../shared/risk/riskOf';
import { withVitals, type Vitals } from '../../shared/risk/vitals';
import { seriesPointOf } from '../../shared/series/seriesPoint';
import { FrameDecoder } from '../sampling/decode';
import type { Frame } from '../sampling/frame';

/** Keeps the newest `capacity` items, and how many there ever were, so that a watcher can ask for what is new. */
class Ring<Item> {
  readonly #items: Item[] = [];
  readonly #capacity: number;
  #total = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many items were ever pushed. */
  get total(): number {
    return this.#total;
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#total += 1;
    // Trimmed in bulk: shifting one by one would move the whole array with each sample.
    if (this.#items.length >= this.#capacity * 2) this.#items.splice(0, this.#items.length - this.#capacity);
  }

  /** The items pushed after the first `seen`, oldest first, at most the capacity. */
  since(seen: number): readonly Item[] {
    const wanted = Math.min(Math.max(this.#total - seen, 0), this.#capacity, this.#items.length);
    return wanted === 0 ? [] : this.#items.slice(-wanted);
  }
}

/**
 * What is known of one host from its frames: the newest sample and the recent past. Outlives connections, so that a
 * host that was lost keeps its numbers (with their age) and its charts show the gap.
 */
export class HostWatch {
  readonly points = new Ring<SeriesPoint>(SERIES_POINTS);
  /** Free blocks, at longer steps than the rest: there are many of them. */
  readonly buddyPoints = new Ring<BuddyPoint>(BUDDY_POINTS);
  readonly swapHistory = new Ring<SwapPoint>(SWAP_HISTORY_POINTS);
  identity: HostIdentity = UNKNOWN_IDENTITY;
  sample: HostSample | null = null;
  sampledAtMs: number | null = null;
  lastOomKillAtMs: number | null = null;
  /** Counts sweeps over the processes, so that a watcher knows whether it has the newest. */
  sweeps = 0;
  /** How it stands by the newest sample; null before the first. */
  risk: Risk | null = null;
  nextVictim: NextVictim | null = null;
  #recent: readonly Vitals[] = [];
  #lastBuddyAtMs: number | null = null;
  #decoder = new FrameDecoder(UNKNOWN_IDENTITY);
  /** Of the newest sweep and the one before. They are kept as they are: hardly anybody asks. */
  #swept: readonly ProcessSample[] = [];
  #sweptBefore: readonly ProcessSample[] = [];

  /** A (re)connected host said what it is: decoding starts afresh, the past stays. */
  identify(identity: HostIdentity): void {
    this.identity = identity;
    this.#decoder = new FrameDecoder(identity);
  }

  /** Takes in one frame. */
  take(frame: Frame, nowMs: number): void {
    const previous = this.sample;
    const sample = this.#decoder.push(frame);
    const atMs = frame.receivedAtMs ?? nowMs;
    const point = seriesPointOf(previous, sample);
    this.sample = sample;
    this.sampledAtMs = atMs;
    this.points.push(point);
    this.swapHistory.push({ atMs, swapUsedBytes: point.swapUsedBytes });
    this.#keepBuddy(sample, atMs);
    this.risk = riskOf(sample, this.#recent);
    this.#recent = withVitals(this.#recent, sample);
    if (frame.sections['processes'] !== undefined) {
      this.sweeps += 1;
      this.nextVictim = nextVictimOf(sample);
      this.#sweptBefore = this.#swept;
      this.#swept = sample.processes;
    }
    if ((point.oomKills ?? 0) > 0) this.lastOomKillAtMs = atMs;
  }

  /**
   * How many pages of RAM and swap each process has grown by between the last two sweeps, by {@link processKey}; less than 0
   * for one that has shrunk. A process that only one of them has is not in it.
   */
  grownPages(): ReadonlyMap<string, number> {
    const before = new Map(this.#sweptBefore.map((process) => [processKey(process), usedPagesOf(process)]));
    const grown = new Map<string, number>();
    for (const process of this.#swept) {
      const pagesBefore = before.get(processKey(process));
      // Without a start time nothing says that it is the same process.
      if (pagesBefore === undefined || process.startTicks === null) continue;
      grown.set(processKey(process), usedPagesOf(process) - pagesBefore);
    }
    return grown;
  }

  #keepBuddy({ buddy, ages }: HostSample, atMs: number): void {
    const isDue = this.#lastBuddyAtMs === null || atMs - this.#lastBuddyAtMs >= BUDDY_POINT_SECONDS * 1_000;
    if (!isDue || buddy.length === 0 || ages.buddyinfo !== 0) return;
    this.#lastBuddyAtMs = atMs;
    this.buddyPoints.push({ atMs, buddy });
  }
}

function usedPagesOf({ rssPages, swapPages }: ProcessSample): number {
  return rssPages + (swapPages ?? 0);
}
