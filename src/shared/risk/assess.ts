import type { HostSample, Message, Risk } from '../model';
import {
  allocationsIn,
  blocksOf,
  fragmentationIndex,
  reserveAgainst,
  watermarkTestOf,
} from '../oom/allocation';
import { whyOf } from '../oom/explain';
import { rankIn, type Ranking } from '../oom/ranking';
import { oomHostOf, scopesOf, type KillScope, type ScopeKind, type ShortageOutcome } from '../oom/scopes';
import { zoneTypesOf } from '../oom/zoneTypes';
import { riskOf } from './riskOf';
import type { Vitals } from './vitals';

/** One process in a scope, as exports carry it. */
export interface AssessedCandidate {
  readonly pid: number;
  readonly comm: string;
  readonly uid: number | null;
  /** In the unit of the kernel's generation; null for who cannot be killed. */
  readonly points: number | null;
  readonly normalisedPermille: number | null;
  readonly kernelScore: number | null;
  readonly predictedScore: number | null;
  readonly oomScoreAdj: number | null;
  readonly rssBytes: number;
  readonly swapBytes: number;
  readonly pageTableBytes: number;
  readonly eligible: boolean;
  readonly tieGroup: number | null;
  readonly why: readonly Message[];
}

export interface AssessedScope {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly totalPages: number;
  readonly outcome: ShortageOutcome;
  readonly notes: readonly Message[];
  readonly candidates: readonly AssessedCandidate[];
}

/** One zone against each kind of request, by the name of the highest zone that the request may use. */
export interface AssessedZone {
  readonly node: number;
  readonly name: string;
  readonly freePages: number | null;
  readonly minPages: number | null;
  readonly lowPages: number | null;
  readonly highPages: number | null;
  readonly boostPages: number | null;
  readonly reservePages: Readonly<Record<string, number>>;
  /** Free above the min watermark and the reserve; below 0 where even a single page fails. */
  readonly headroomPages: Readonly<Record<string, number>>;
  /** The largest order of which a block is free, whether or not a request may have it. */
  readonly largestFreeOrder: number | null;
  readonly failingOrders: Readonly<Record<string, readonly number[]>>;
  /** By order, the watermark at which a request stops; null: at none. */
  readonly stopsAt: Readonly<Record<string, readonly ('low' | 'min' | null)[]>>;
  /** By order; null for a zone without a free block. */
  readonly fragmentationIndex: readonly (number | null)[];
}

/** Everything that can be said of a host at one moment. */
export interface Assessment extends Risk {
  /** Not computed yet: this version keeps no history of a host. */
  readonly forecast: null;
  readonly growers: readonly never[];
  /** Every process of the host, the first in line first. */
  readonly candidates: readonly AssessedCandidate[];
  readonly scopes: readonly AssessedScope[];
  readonly zones: readonly AssessedZone[];
}

/**
 * Assesses a host: how near it is to a kill and why, who would be killed in each scope, and what each zone has left.
 *
 * @param sample the newest
 * @param recent vitals of the samples before it, oldest first
 */
export function assess(sample: HostSample, recent: readonly Vitals[]): Assessment {
  const scopes = scopesOf(sample);
  const machinePages = scopes[0]?.scope.totalPages ?? 1;
  const assessed = scopes.map((scope) => assessedScope(scope, sample, machinePages));
  return {
    ...riskOf(sample, recent),
    forecast: null,
    growers: [],
    candidates: assessed[0]?.candidates ?? [],
    scopes: assessed,
    zones: zonesOf(sample),
  };
}

function assessedScope(scope: KillScope, sample: HostSample, machinePages: number): AssessedScope {
  const ranking = rankIn(scope.processes, oomHostOf(sample), scope.scope, machinePages);
  return {
    kind: scope.kind,
    id: scope.id,
    totalPages: scope.scope.totalPages,
    outcome: scope.outcome,
    notes: scope.notes,
    candidates: ranking.candidates
      .map((_candidate, place) => candidateOf(ranking, place))
      .filter((one) => one !== null),
  };
}

function candidateOf(ranking: Ranking, place: number): AssessedCandidate | null {
  const candidate = ranking.candidates[place];
  if (candidate === undefined) return null;
  const { process, badness } = candidate;
  const { pageBytes } = ranking.scope;
  return {
    pid: process.pid,
    comm: process.comm,
    uid: process.uid,
    points: badness.kind === 'eligible' ? badness.points : null,
    normalisedPermille: candidate.normalisedPermille,
    kernelScore: process.oomScore,
    predictedScore: candidate.predictedScore,
    oomScoreAdj: process.oomScoreAdj,
    rssBytes: process.rssPages * pageBytes,
    swapBytes: (process.swapPages ?? 0) * pageBytes,
    pageTableBytes: process.pageTableBytes ?? 0,
    eligible: badness.kind === 'eligible',
    tieGroup: candidate.tieGroup,
    why: whyOf(ranking, place),
  };
}

function zonesOf({ zones, buddy, host }: HostSample): AssessedZone[] {
  const types = zoneTypesOf(zones);
  const test = watermarkTestOf(host.kernel);
  return zones.map((zone) => {
    const blocks = blocksOf(buddy, zone);
    const reservePages: Record<string, number> = {};
    const headroomPages: Record<string, number> = {};
    const failingOrders: Record<string, readonly number[]> = {};
    const stopsAt: Record<string, readonly ('low' | 'min' | null)[]> = {};
    for (const [highestZone, name] of types.entries()) {
      if (types.indexOf(zone.name) > highestZone) continue;
      const allocations = allocationsIn(zone, blocks, { highestZone }, test);
      reservePages[name] = reserveAgainst(zone, highestZone);
      if (allocations.headroomPages !== null) headroomPages[name] = allocations.headroomPages;
      failingOrders[name] = allocations.failingOrders;
      stopsAt[name] = allocations.stopsAt;
    }
    const largest = blocks?.findLastIndex((count) => count > 0) ?? -1;
    return {
      node: zone.node,
      name: zone.name,
      freePages: zone.freePages,
      minPages: zone.minPages,
      lowPages: zone.lowPages,
      highPages: zone.highPages,
      boostPages: zone.boostPages,
      reservePages,
      headroomPages,
      largestFreeOrder: largest === -1 ? null : largest,
      failingOrders,
      stopsAt,
      fragmentationIndex: blocks?.map((_count, order) => fragmentationIndex(blocks, order)) ?? [],
    };
  });
}
