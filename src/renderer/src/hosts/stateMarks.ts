import { CircleDashed, CirclePause, CircleX, ClockAlert, Dot, type LucideIcon } from '@lucide/vue';
import type { HostState } from '../../../shared/model';
import type { TextKey } from '../i18n/catalogue';

/** How a state looks: a shape and a word of its own, and a colour that says the same a third time. */
export interface StateMark {
  readonly icon: LucideIcon;
  readonly label: TextKey;
  /** A class of `HostStateMark`. */
  readonly tone: 'calm' | 'notice' | 'danger' | 'accent' | 'unknown';
}

/** In the order in which lists of states are shown. */
export const STATE_KINDS: readonly HostState['kind'][] = ['failed', 'stale', 'connecting', 'live', 'paused'];

export const STATE_MARKS: Readonly<Record<HostState['kind'], StateMark>> = {
  failed: { icon: CircleX, label: 'fleet.state.failed', tone: 'danger' },
  stale: { icon: ClockAlert, label: 'fleet.state.stale', tone: 'notice' },
  connecting: { icon: CircleDashed, label: 'fleet.state.connecting', tone: 'accent' },
  live: { icon: Dot, label: 'fleet.state.live', tone: 'calm' },
  paused: { icon: CirclePause, label: 'fleet.state.paused', tone: 'unknown' },
};
