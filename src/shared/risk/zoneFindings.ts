import type { Zone } from '../model';
import { message } from '../model';
import { blocksOf, reserveAgainst, tryAllocation, watermarkTestOf } from '../oom/allocation';
import { parseNodeList } from '../oom/nodeList';
import { highestZoneOf, zoneTypesOf, type RequestKind } from '../oom/zoneTypes';
import type { Finding } from './finding';
import { SEVERITY, severityOfRoom } from './finding';
import type { RiskSample } from './vitals';

/** What the watermarks say: memory ends there, not at zero, and not everywhere at once. */

const NODE_BANDS = { watch: 0.15, danger: 0.05, critical: 0.025 };
const LOW_MEMORY_BANDS = { watch: 0.15, danger: 0.05, critical: 0.015 };

interface Reach {
  readonly zones: readonly Zone[];
  readonly highestZone: number;
}

function reachOf(sample: RiskSample, kind: RequestKind): Reach {
  const types = zoneTypesOf(sample.zones);
  const highestZone = highestZoneOf(types, kind);
  const zones = sample.zones.filter((zone) => pagesOf(zone) > 0 && types.indexOf(zone.name) <= highestZone);
  return { zones, highestZone };
}

/** What a zone has in all; kernels before 3.10 do not print managed pages. */
function pagesOf({ managedPages, presentPages }: Zone): number {
  return managedPages ?? presentPages ?? 0;
}

/** Pages of files in a zone that can be dropped; the names changed with 4.8. */
function filePagesOf({ stats }: Zone): number {
  const active = stats['nr_zone_active_file'] ?? stats['nr_active_file'] ?? 0;
  const inactive = stats['nr_zone_inactive_file'] ?? stats['nr_inactive_file'] ?? 0;
  return active + inactive;
}

/**
 * Memory that the kernel itself can use, where that is less than all: on 32-bit hosts it ends while gigabytes of HighMem
 * are free. Slab counts as used, since what pins it (sockets, inodes in use) does not let go.
 */
export function lowMemoryFinding(sample: RiskSample): Finding | null {
  const { zones, host } = sample;
  if (host.pageBytes === null || !zones.some((zone) => zone.name === 'HighMem' && pagesOf(zone) > 0)) {
    return null;
  }
  const low = reachOf(sample, 'kernel');
  let roomPages = 0;
  let allPages = 0;
  for (const zone of low.zones) {
    if (zone.freePages === null || zone.minPages === null) return null;
    const floor = zone.minPages + reserveAgainst(zone, low.highestZone);
    roomPages += Math.max(0, zone.freePages + filePagesOf(zone) - floor);
    allPages += pagesOf(zone);
  }
  if (allPages === 0) return null;
  const severity = severityOfRoom(roomPages / allPages, LOW_MEMORY_BANDS);
  if (severity < SEVERITY.watch) return null;
  const highFreePages = zones.reduce(
    (sum, { name, freePages }) => sum + (name === 'HighMem' ? (freePages ?? 0) : 0),
    0,
  );
  const params = { roomBytes: roomPages * host.pageBytes, highFreeBytes: highFreePages * host.pageBytes };
  return {
    severity,
    message: message('risk.low-memory', params),
    evidence: { ...params, lowTotalBytes: allPages * host.pageBytes },
  };
}

/**
 * Nodes that some processes are bound to by a cpuset: when those are full, they are out of memory, whatever other nodes have.
 */
export function nodeFindings(sample: RiskSample): Finding[] {
  const { zones, processes, host, memory } = sample;
  const { pageBytes } = host;
  const present = new Set(zones.filter((zone) => pagesOf(zone) > 0).map(({ node }) => node));
  if (pageBytes === null || present.size < 2) return [];
  const lists = new Set(processes.flatMap(({ memsAllowed }) => memsAllowed ?? []));
  return [...lists].flatMap((nodes) => {
    const allowed = parseNodeList(nodes) ?? [];
    if ([...present].every((node) => allowed.includes(node))) return [];
    const own = zones.filter((zone) => pagesOf(zone) > 0 && allowed.includes(zone.node));
    const allPages = own.reduce((sum, zone) => sum + pagesOf(zone), 0);
    const freePages = own.reduce(
      (sum, zone) => sum + Math.max(0, (zone.freePages ?? 0) + filePagesOf(zone) - (zone.minPages ?? 0)),
      0,
    );
    const roomBytes = freePages * pageBytes + (memory?.swapFreeBytes ?? 0);
    const severity = allPages === 0 ? 0 : severityOfRoom(roomBytes / (allPages * pageBytes), NODE_BANDS);
    if (severity < SEVERITY.watch) return [];
    const evidence = { nodes, roomBytes, totalBytes: allPages * pageBytes };
    return [{ severity, message: message('risk.node-room', { nodes, roomBytes }), evidence }];
  });
}

/** The largest order that the kernel still kills for; above it a failure is only a failure (PAGE_ALLOC_COSTLY_ORDER). */
const COSTLY_ORDER = 3;

/** Requests that would find nothing now, in any zone that they may use. */
export function allocationFinding(sample: RiskSample): Finding | null {
  const test = watermarkTestOf(sample.host.kernel);
  const fails = (kind: RequestKind, order: number): boolean => {
    const { zones, highestZone } = reachOf(sample, kind);
    return (
      zones.length > 0 &&
      zones.every(
        (zone) =>
          tryAllocation(zone, blocksOf(sample.buddy, zone), { order, highestZone, mark: 'min' }, test)
            .kind === 'fails',
      )
    );
  };
  const failsForAll = (['user', 'kernel'] as const).find((kind) => fails(kind, 0));
  if (failsForAll !== undefined) {
    return {
      severity: SEVERITY.watch + 25,
      message: message(`risk.zones-below-min.${failsForAll}`),
      evidence: { order: 0, request: failsForAll },
    };
  }
  for (let order = 1; order <= COSTLY_ORDER; order += 1) {
    if (fails('kernel', order)) {
      return {
        severity: SEVERITY.watch,
        message: message('risk.order-fails', {
          order,
          blockBytes: 2 ** order * (sample.host.pageBytes ?? 4096),
        }),
        evidence: { order },
      };
    }
  }
  return null;
}
