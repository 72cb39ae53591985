import type { Clock } from './clock';
import type { Log } from './log';

/** What a shell brings to the application. */
export interface Platform {
  readonly shell: 'desktop' | 'browser';
  /** Where hosts, settings and known_hosts live; see `storage/dataFolder`. */
  readonly dataFolder: string;
  /** The folder with `demo/`. */
  readonly resourcesFolder: string;
  readonly version: string;
  readonly isDemoShown: boolean;
  readonly clock: Clock;
  readonly log: Log;
}
