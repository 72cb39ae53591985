import type { Incident } from '../../model/incident';
import { pageSizeOf } from '../replayPageSize';

/** Architectures with one page size. */
const ONLY_4K = /(?:^|[-._+])(?:x86_64|amd64|i[3-6]86|[56]86)(?:[-._+]|$)/;

/**
 * Bytes of a page of the kernel that wrote a report: as the report shows it, else of an architecture that has one size only.
 *
 * @returns null where it would have to be assumed
 */
export function pageBytesOf(incident: Incident): number | null {
  const isOnly4K = incident.kernel !== null && ONLY_4K.test(incident.kernel);
  const { pageBytes, notes } = pageSizeOf(incident, isOnly4K ? 4096 : null);
  return notes.length === 0 ? pageBytes : null;
}
