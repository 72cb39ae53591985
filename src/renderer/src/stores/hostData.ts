import type { HostEvent, HostWideSample, ProcessSample, SeriesPoint } from '../../../shared/model';
import { SERIES_POINTS } from '../../../shared/model';

/** What the page of one host shows of its stream. */
export interface HostData {
  /** The recent past in rising order of time, at most {@link SERIES_POINTS}. */
  readonly points: readonly SeriesPoint[];
  readonly sample: HostWideSample | null;
  readonly processes: readonly ProcessSample[];
}

export const NO_HOST_DATA: HostData = { points: [], sample: null, processes: [] };

/** The data after one event of the stream: a history replaces everything, a sample adds its points. */
export function applyHostEvent(
  data: HostData,
  event: Exclude<HostEvent, { readonly kind: 'removed' }>,
): HostData {
  const { points, sample, processes } = event;
  if (event.kind === 'history') {
    return { points: points.slice(-SERIES_POINTS), sample, processes: processes ?? [] };
  }
  return {
    points: [...data.points, ...points].slice(-SERIES_POINTS),
    sample,
    processes: processes ?? data.processes,
  };
}
