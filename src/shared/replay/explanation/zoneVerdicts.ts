import type { Zone } from '../../model';
import type { Incident, IncidentZone } from '../../model/incident';
import {
  reserveAgainst,
  tryAllocation,
  watermarkTestOf,
  type AllocationOutcome,
  type WatermarkTest,
} from '../../oom/allocation';
import { isAtLeast, parseKernelRelease } from '../../oom/kernelRelease';
import { pageBytesOf } from './pageSize';
import { totalBytesOf } from './memory';
import { requestOfIncident, type IncidentRequest } from './request';

/** What a zone of a report had for the request of that report. */
export interface ZoneVerdict {
  readonly zone: IncidentZone;
  /** Index in the report, which is the order of its lines. */
  readonly place: number;
  readonly name: string;
  /** Whether the request may use this zone at all. */
  readonly isAllowed: boolean;
  readonly outcome: AllocationOutcome;
  /** Kept from this request, since it could have used a higher zone. */
  readonly reserveBytes: number;
  /** Free, but only for others: CMA for movable pages, and blocks for urgent requests (highatomic). */
  readonly unusableBytes: number;
  /** Of that, CMA. */
  readonly cmaBytes: number;
}

/** The kernel's zone types from the lowest to the highest (enum zone_type). */
const TYPES = ['DMA', 'DMA32', 'Normal', 'HighMem', 'Movable', 'Device'];

/** Kernels and machines that have no HighMem. */
const RELEASE_OF_64_BIT = /x86_64|amd64|aarch64|arm64|ppc64|s390x|ia64|riscv64|loongarch64/;

/**
 * Each populated zone of a report beside what its request needed: the kernel's own test at the min watermark, which is the
 * last one before it kills. The numbers are printed a moment after the test, so a zone may pass that failed then.
 */
export function zoneVerdictsOf(incident: Incident): readonly ZoneVerdict[] {
  const request = requestOfIncident(incident);
  const isNamed = new Set(incident.zones.map(({ node }) => node)).size > 1;
  const highestZone = reserveIndexOf(incident, request);
  const test = watermarkTestOf(incident.kernel);
  return incident.zones.flatMap((zone, place) => {
    if (sizeOf(zone) === 0) return [];
    const name = zone.node !== null && isNamed ? `Node ${zone.node} ${zone.name}` : zone.name;
    const isAllowed = isAllowedIn(zone, request);
    const cmaBytes = cmaBytesOf(zone, request);
    const judgement = judged(incident, zone, { request, highestZone, test });
    return [{ zone, place, name, isAllowed, cmaBytes, ...judgement }];
  });
}

/** Bytes of a zone; null where the report does not print them. */
export function sizeOf({ managedBytes, presentBytes }: IncidentZone): number | null {
  return managedBytes ?? presentBytes;
}

function isAllowedIn({ name }: IncidentZone, { reach, isMovable }: IncidentRequest): boolean {
  if (reach === null) return name !== 'Device';
  // GFP_HIGHUSER without __GFP_MOVABLE ends at HighMem, which is below Movable.
  if (reach === 'any') return name !== 'Device' && (isMovable || name !== 'Movable');
  return TYPES.indexOf(name) <= TYPES.indexOf(reach);
}

interface Question {
  readonly request: IncidentRequest;
  readonly highestZone: number;
  readonly test: WatermarkTest;
}

function judged(
  incident: Incident,
  zone: IncidentZone,
  { request, highestZone, test }: Question,
): Pick<ZoneVerdict, 'outcome' | 'reserveBytes' | 'unusableBytes'> {
  const pageBytes = pageBytesOf(incident);
  const unusableBytes = unusableIn(incident, zone, request);
  // Without the flags it is not known what is kept from the request: only a zone below its mark fails for any.
  if (pageBytes === null || request.reach === null) {
    const isBelow = zone.freeBytes !== null && zone.minBytes !== null && zone.freeBytes <= zone.minBytes;
    const outcome: AllocationOutcome = isBelow
      ? { kind: 'fails', because: 'below-mark', headroomPages: 0 }
      : { kind: 'unknown' };
    return { outcome, reserveBytes: 0, unusableBytes };
  }
  const asSampled = sampledZoneOf(zone, pageBytes, unusableBytes);
  const allocation = { order: request.order ?? 0, highestZone, mark: 'min' } as const;
  return {
    outcome: tryAllocation(asSampled, usableBlocksOf(zone, request), allocation, test),
    reserveBytes: reserveAgainst(asSampled, highestZone) * pageBytes,
    unusableBytes,
  };
}

/**
 * A zone of a report as one that was sampled.
 * @param pageBytes size of a page of the machine that wrote the report
 * @param unusableBytes of what is free, only for others
 */
export function sampledZoneOf(zone: IncidentZone, pageBytes: number, unusableBytes = 0): Zone {
  const pages = (bytes: number | null): number | null => (bytes === null ? null : bytes / pageBytes);
  return {
    node: zone.node ?? 0,
    name: zone.name,
    freePages: pages(zone.freeBytes === null ? null : Math.max(0, zone.freeBytes - unusableBytes)),
    minPages: pages(zone.minBytes),
    lowPages: pages(zone.lowBytes),
    highPages: pages(zone.highBytes),
    boostPages: pages(zone.boostBytes),
    spannedPages: null,
    presentPages: pages(zone.presentBytes),
    managedPages: pages(zone.managedBytes),
    cmaPages: null,
    lowmemReservePages: zone.lowmemReservePages,
    stats: {},
  };
}

/** Blocks whose letters show that only other requests may use them (H highatomic, C CMA, I isolated) do not count. */
function usableBlocksOf(zone: IncidentZone, { isMovable }: IncidentRequest): readonly number[] | null {
  const usable = isMovable ? /[UMERC]/ : /[UMER]/;
  return (
    zone.freeBlocks?.map((count, order) => {
      const letters = zone.freeBlockTypes?.[order] ?? '';
      return letters === '' || usable.test(letters) ? count : 0;
    }) ?? null
  );
}

/** Free CMA, and since 4.4 what is reserved for urgent requests: the whole reserve to 6.8, its free part since 6.12. */
function unusableIn({ kernel }: Incident, zone: IncidentZone, request: IncidentRequest): number {
  const { otherBytes } = zone;
  const of = (name: string): number => (Object.hasOwn(otherBytes, name) ? (otherBytes[name] ?? 0) : 0);
  const version = parseKernelRelease(kernel);
  const isWhole = version !== null && !isAtLeast(version, 6, 9);
  const urgentBytes = Object.hasOwn(otherBytes, 'free_highatomic')
    ? of('free_highatomic')
    : isWhole
      ? of('reserved_highatomic')
      : 0;
  return cmaBytesOf(zone, request) + urgentBytes;
}

/** Memory lent to devices (CMA) is for pages that can be moved out of their way (ALLOC_CMA in mm/page_alloc.c). */
function cmaBytesOf({ otherBytes }: IncidentZone, { isMovable }: IncidentRequest): number {
  return isMovable || !Object.hasOwn(otherBytes, 'free_cma') ? 0 : (otherBytes['free_cma'] ?? 0);
}

/** What a zone keeps back from the request: its min watermark and the lowmem reserve. */
export function floorOf({ zone, reserveBytes }: Pick<ZoneVerdict, 'zone' | 'reserveBytes'>): number {
  return (zone.minBytes ?? 0) + reserveBytes;
}

/** Whether a zone has enough free and fails all the same, since too little of it is beside CMA. */
export function isShortBesideCma(verdict: ZoneVerdict): boolean {
  const { zone, outcome, cmaBytes } = verdict;
  const freeBytes = zone.freeBytes ?? 0;
  const floorBytes = floorOf(verdict);
  if (outcome.kind !== 'fails' || outcome.because !== 'below-mark' || cmaBytes === 0) return false;
  return freeBytes > floorBytes && freeBytes - cmaBytes <= floorBytes;
}

/**
 * The place in `lowmem_reserve[]` that counts for a request. A request of any zone has the last one. Without HighMem that is
 * also Normal's, since what is above it is empty; with it, Normal's own place is the last that is 0 on Normal's line.
 */
function reserveIndexOf(incident: Incident, { reach }: IncidentRequest): number {
  const lines = incident.zones.flatMap(({ lowmemReservePages }) => lowmemReservePages?.length ?? []);
  const last = Math.max(0, ...lines) - 1;
  const own = (name: string): number | null => {
    const line = incident.zones.find((zone) => zone.name === name)?.lowmemReservePages;
    const next = line?.findIndex((pages) => pages > 0) ?? -1;
    return next > 0 ? next - 1 : null;
  };
  if (reach === 'DMA' || reach === 'DMA32') return Math.max(0, own(reach) ?? 0);
  if (reach === 'Normal' && hasHighMem(incident)) return Math.max(0, own('Normal') ?? last - 1);
  return Math.max(0, last);
}

/** Whether the machine has memory that the kernel itself cannot use: 32 bits with more than about 900 MB. */
export function hasHighMem({ zones, memory, kernel }: Incident): boolean {
  if (zones.some((zone) => zone.name === 'HighMem' && (sizeOf(zone) ?? 0) > 0)) return true;
  const is64Bit =
    (kernel !== null && RELEASE_OF_64_BIT.test(kernel)) ||
    zones.some(({ name }) => name === 'DMA32' || name === 'Movable');
  return !is64Bit && (memory.highMemPages ?? 0) > 0;
}

/**
 * What is free in HighMem. Newer kernels leave the zone out where the request may not use it: then it is what the zones
 * that are printed lack of all that is free.
 */
export function highMemFreeBytesOf(incident: Incident): number | null {
  const printed = incident.zones.filter(({ name }) => name === 'HighMem');
  if (printed.length > 0) return printed.reduce((sum, { freeBytes }) => sum + (freeBytes ?? 0), 0);
  return hasHighMem(incident) ? unprintedFreeBytesOf(incident) : null;
}

/** What is free in zones or on nodes that the report leaves out; null where it prints no total. */
export function unprintedFreeBytesOf(incident: Incident): number | null {
  const freeBytes = totalBytesOf(incident, 'free');
  if (freeBytes === null || incident.zones.length === 0) return null;
  const printedBytes = incident.zones.reduce((sum, zone) => sum + (zone.freeBytes ?? 0), 0);
  return Math.max(0, freeBytes - printedBytes);
}

/**
 * What is free in zone Movable where the request may use no zone of the report, and Movable is there: nodes whose memory can
 * all be unplugged have nothing else. Null where a zone was to be had.
 */
export function movableOnlyFreeBytesOf(incident: Incident): number | null {
  const verdicts = zoneVerdictsOf(incident);
  const movable = verdicts.filter(({ zone }) => zone.name === 'Movable');
  if (movable.length === 0 || verdicts.some(({ isAllowed }) => isAllowed)) return null;
  return movable.reduce((sum, { zone }) => sum + (zone.freeBytes ?? 0), 0);
}
