import type {
  BuddyPoint,
  HostEvent,
  HostWideSample,
  ProcessSample,
  Risk,
  SeriesPoint,
} from '../../../shared/model';
import { BUDDY_POINTS, SERIES_POINTS } from '../../../shared/model';

/** What the page of one host shows of its stream. */
export interface HostData {
  /** The recent past in rising order of time, at most {@link SERIES_POINTS}. */
  readonly points: readonly SeriesPoint[];
  /** Free blocks over the same time, at longer steps. */
  readonly buddyPoints: readonly BuddyPoint[];
  readonly sample: HostWideSample | null;
  /** How it stands by that sample. */
  readonly risk: Risk | null;
  readonly processes: readonly ProcessSample[];
  /** The sweep before it; empty where there was none. */
  readonly previousProcesses: readonly ProcessSample[];
}

export const NO_HOST_DATA: HostData = {
  points: [],
  buddyPoints: [],
  sample: null,
  risk: null,
  processes: [],
  previousProcesses: [],
};

/** The data after one event of the stream: a history replaces everything, a sample adds its points. */
export function applyHostEvent(
  data: HostData,
  event: Exclude<HostEvent, { readonly kind: 'removed' }>,
): HostData {
  const { points, buddyPoints, sample, risk, processes } = event;
  if (event.kind === 'history') {
    return {
      points: points.slice(-SERIES_POINTS),
      buddyPoints,
      sample,
      risk,
      processes: processes ?? [],
      previousProcesses: [],
    };
  }
  return {
    points: [...data.points, ...points].slice(-SERIES_POINTS),
    buddyPoints: [...data.buddyPoints, ...buddyPoints].slice(-BUDDY_POINTS),
    sample,
    risk,
    processes: processes ?? data.processes,
    previousProcesses: processes === null ? data.previousProcesses : data.processes,
  };
}
