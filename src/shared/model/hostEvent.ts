import type { Risk } from './assessment';
import type { HostSample } from './sample';
import type { ProcessSample } from './process';
import type { BuddyPoint, SeriesPoint } from './series';

/**
 * A sample without its processes: the sweep is rarer and much larger than the rest, so it travels on its own, and
 * only when it is new.
 */
export type HostWideSample = Omit<HostSample, 'processes'>;

/** What a watcher of one host receives: the past once, then each new sample; `removed` ends the stream. */
export type HostEvent =
  | {
      readonly kind: 'history';
      readonly sequence: number;
      readonly points: readonly SeriesPoint[];
      readonly buddyPoints: readonly BuddyPoint[];
      readonly sample: HostWideSample | null;
      /** Null where there is no sample. */
      readonly risk: Risk | null;
      readonly processes: readonly ProcessSample[];
    }
  | {
      readonly kind: 'sample';
      readonly sequence: number;
      readonly points: readonly SeriesPoint[];
      readonly buddyPoints: readonly BuddyPoint[];
      readonly sample: HostWideSample;
      readonly risk: Risk;
      /** The newest sweep, or null if it is the one already sent. */
      readonly processes: readonly ProcessSample[] | null;
    }
  | { readonly kind: 'removed'; readonly sequence: number };
