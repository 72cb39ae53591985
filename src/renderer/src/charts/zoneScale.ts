import type { Zone } from '../../../shared/model';

/**
 * Where a zone's free pages stand against its watermarks (zone_watermark_ok in mm/page_alloc.c, for order 0 and
 * without a lowmem reserve). A mark is failed when free is at or below it.
 * `above-high`: kswapd may sleep; `below-high`: kswapd goes on if it is awake; `below-low`: every allocation wakes
 * kswapd; `below-min`: allocations reclaim themselves, and fail if that brings nothing.
 */
export type ZoneState = 'above-high' | 'below-high' | 'below-low' | 'below-min' | 'unknown';

/** The key of each state's words in the catalogue. */
export const ZONE_WORDS = {
  'above-high': 'aboveHigh',
  'below-high': 'belowHigh',
  'below-low': 'belowLow',
  'below-min': 'belowMin',
  unknown: 'unknown',
} as const satisfies Readonly<Record<ZoneState, string>>;

/** @returns `unknown` where the kernel does not print free pages and all three marks */
export function zoneStateOf(zone: Zone): ZoneState {
  const { freePages, minPages, lowPages, highPages } = zone;
  if (freePages === null || minPages === null || lowPages === null || highPages === null) return 'unknown';
  if (freePages <= minPages) return 'below-min';
  if (freePages <= lowPages) return 'below-low';
  if (freePages <= highPages) return 'below-high';
  return 'above-high';
}

/** The largest lowmem reserve of a zone in pages: what requests that could use the highest zone must leave here. */
export function largestReservePages(zone: Zone): number | null {
  return zone.lowmemReservePages === null ? null : Math.max(0, ...zone.lowmemReservePages);
}

/**
 * Whether requests that may use higher zones get nothing from this one, although it is above all of its own marks: free is
 * within min + reserve. Usual for DMA, and no reason to worry there.
 */
export function isKeptForLowRequests(zone: Zone): boolean {
  const reservePages = largestReservePages(zone) ?? 0;
  if (zoneStateOf(zone) !== 'above-high' || zone.freePages === null || zone.minPages === null) return false;
  return zone.freePages <= zone.minPages + reservePages;
}

/** A zone without pages of its own (Movable, Device, an empty node) has nothing to watch. */
export function isPopulated(zone: Zone): boolean {
  return (zone.managedPages ?? zone.presentPages ?? zone.freePages ?? 0) > 0;
}

/** Share of a gauge's width that is linear, from 0 up to {@link LINEAR_HIGHS} times the high mark. */
export const LINEAR_SHARE = 0.62;
const LINEAR_HIGHS = 1.4;

/**
 * Where an amount stands on a zone's gauge, as a share of its width. Watermarks are about 1 % of a zone, so one linear
 * scale would put them all into the first pixels: the left part is linear around the marks, and past the break the
 * rest, up to all managed pages, is logarithmic.
 * @param pages the amount; less than 0 and more than managed are cut to the ends
 * @param highPages the zone's high watermark
 * @param managedPages all the zone's pages
 * @returns 0..1
 */
export function gaugeShareOf(pages: number, highPages: number, managedPages: number): number {
  const breakPages = Math.max(1, highPages * LINEAR_HIGHS);
  if (pages <= breakPages) return (Math.max(0, pages) / breakPages) * LINEAR_SHARE;
  if (managedPages <= breakPages) return 1;
  const beyond = Math.log(pages / breakPages) / Math.log(managedPages / breakPages);
  return LINEAR_SHARE + Math.min(1, beyond) * (1 - LINEAR_SHARE);
}

/** Zones by NUMA node, in the kernel's order. */
export function zonesByNode(
  zones: readonly Zone[],
): readonly { readonly node: number; readonly zones: readonly Zone[] }[] {
  const nodes = [...new Set(zones.map((zone) => zone.node))];
  return nodes.map((node) => ({ node, zones: zones.filter((zone) => zone.node === node) }));
}
