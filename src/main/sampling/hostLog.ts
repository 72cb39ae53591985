import type { LogSourceState } from '../../shared/model';

/** What a source says of its host's kernel log, beside the frames. */
export type HostLogEvent =
  /** What there is to read and what was refused, at connect and whenever that changes. */
  | { readonly kind: 'sources'; readonly sources: readonly LogSourceState[] }
  /** A piece of the log around one report or a few, in the log's own order; newest piece first when it is the past. */
  | { readonly kind: 'window'; readonly source: string; readonly text: string; readonly isPast: boolean }
  /**
   * The past has been read, as far as it will be. `reachesBackToMs`: time of the oldest line looked at, by the host's
   * clock turned to ours; null not known.
   */
  | {
      readonly kind: 'past-read';
      readonly isCut: boolean;
      readonly readBytes: number;
      readonly reachesBackToMs: number | null;
    };
