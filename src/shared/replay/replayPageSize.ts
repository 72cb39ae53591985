import type { Incident, Message } from '../model';
import { message } from '../model';

/** What every architecture but a few has; taken where nothing tells. */
const USUAL_PAGE_BYTES = 4096;
const LARGEST_PAGE_BYTES = 262_144;

/** The size of a page, and what is to be said of it where it was assumed. */
export interface PageSize {
  readonly pageBytes: number;
  readonly notes: readonly Message[];
}

/**
 * The page size of a report's machine: from the buddy lines, from a victim whose virtual size is printed in pages in the
 * table and in kB in the kill line, or as the caller knows it.
 *
 * @param knownBytes what else is known of that machine; null: nothing
 */
export function pageSizeOf(incident: Incident, knownBytes: number | null): PageSize {
  // The rows are looked at only where nothing surer tells.
  const pageBytes = isPageSize(incident.pageBytes)
    ? incident.pageBytes
    : (shownByKill(incident) ?? (isPageSize(knownBytes) ? knownBytes : null));
  if (pageBytes !== null) return { pageBytes, notes: [] };
  const params = { pageBytes: USUAL_PAGE_BYTES };
  return { pageBytes: USUAL_PAGE_BYTES, notes: [message('replay.page-size-assumed', params)] };
}

function isPageSize(bytes: number | null): bytes is number {
  return bytes !== null && bytes >= 1024 && bytes <= LARGEST_PAGE_BYTES && Number.isInteger(Math.log2(bytes));
}

/** Every amount of an explanation asks for it, and a table may have thousands of rows. */
const shownSizes = new WeakMap<Incident, number | null>();

function shownByKill(incident: Incident): number | null {
  const known = shownSizes.get(incident);
  if (known !== undefined) return known;
  const shown = quotientOfKill(incident);
  shownSizes.set(incident, shown);
  return shown;
}

function quotientOfKill({ kills, tasks }: Incident): number | null {
  const killed = new Set(kills.map(({ pid }) => pid));
  const sizes = new Map<number, number | null>();
  for (const { pid, totalVmPages } of tasks) if (killed.has(pid)) sizes.set(pid, totalVmPages);
  for (const { pid, totalVmBytes } of kills) {
    const totalVmPages = sizes.get(pid) ?? null;
    if (totalVmBytes === null || totalVmPages === null || totalVmPages <= 0) continue;
    const bytes = totalVmBytes / totalVmPages;
    // It may have grown between the two lines: then the quotient is no size of a page.
    if (isPageSize(bytes) && bytes >= USUAL_PAGE_BYTES) return bytes;
  }
  return null;
}
