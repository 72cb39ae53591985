import type { Incident } from '../model/incident';
import type { IncidentCause } from './causeStatement';
import { isHeldByKernel, kernelBytesOf, ramBytesOf } from './explanation/memory';
import { pageBytesOf } from './explanation/pageSize';
import { requestOfIncident } from './explanation/request';
import { linesOf, statement } from './explanation/statement';
import {
  floorOf,
  hasHighMem,
  highMemFreeBytesOf,
  isShortBesideCma,
  sizeOf,
  zoneVerdictsOf,
  type ZoneVerdict,
} from './explanation/zoneVerdicts';
import { zoneLinesOf } from './explanation/zoneLines';
import { foundNobody } from './explanation/outcome';

/** What ran out on a host as a whole. */
export function hostCauseOf(incident: Incident): IncidentCause {
  const verdicts = zoneVerdictsOf(incident).filter(({ isAllowed }) => isAllowed);
  if (verdicts.length === 0) return withoutZones(incident);
  return (
    lowMemCauseOf(incident, verdicts) ??
    fragmentationOf(incident, verdicts) ??
    nothingKillableOf(incident) ??
    kernelMemoryOf(incident) ??
    memoryOf(incident, verdicts)
  );
}

function withoutZones(incident: Incident): IncidentCause {
  const lines = linesOf(incident, 'constraint', 'kill', 'panic');
  if (incident.constraint === 'none')
    return { kind: 'memory', ...statement('cause.host.no-zones', {}, lines) };
  const isKillAlone = incident.trigger === null && incident.kills.length > 0;
  return {
    kind: 'unknown',
    ...statement(isKillAlone ? 'cause.unknown.kill-alone' : 'cause.unknown', {}, lines),
  };
}

/** 32 bits: Normal is what the kernel itself can use at most, and it is full while HighMem is not. */
function lowMemCauseOf(incident: Incident, verdicts: readonly ZoneVerdict[]): IncidentCause | null {
  if (!hasHighMem(incident)) return null;
  const normal = verdicts.find(({ zone }) => zone.name === 'Normal');
  const isHighMemFull = verdicts.some(
    ({ zone, outcome }) => zone.name === 'HighMem' && outcome.kind === 'fails',
  );
  // A report without its first line does not say which zones were asked for; a full HighMem speaks for any.
  if (normal?.outcome.kind !== 'fails' || normal.outcome.because !== 'below-mark' || isHighMemFull)
    return null;
  const highFreeBytes = highMemFreeBytesOf(incident);
  const { suffix, params } = shortageOf(normal);
  const lines = linesOf(incident, 'invoker', 'totals', 'zone', 'reserve', 'ram');
  if (highFreeBytes === null || normal.zone.freeBytes === null) {
    return { kind: 'lowmem', ...statement('cause.lowmem', {}, lines) };
  }
  return {
    kind: 'lowmem',
    ...statement(`cause.lowmem-while${suffix}`, { ...params, highFreeBytes }, lines),
  };
}

/** Enough free pages where most of the memory is, and no block of them is large enough. */
function fragmentationOf(incident: Incident, verdicts: readonly ZoneVerdict[]): IncidentCause | null {
  const { order } = requestOfIncident(incident);
  if (order === null || order === 0) return null;
  if (verdicts.some(({ outcome }) => outcome.kind !== 'fails')) return null;
  const largest = Math.max(...verdicts.map(({ zone }) => sizeOf(zone) ?? 0));
  const inPieces = verdicts.find(
    ({ zone, outcome }) =>
      outcome.kind === 'fails' && outcome.because === 'no-block' && (sizeOf(zone) ?? 0) * 2 >= largest,
  );
  const pageBytes = pageBytesOf(incident);
  if (inPieces === undefined || pageBytes === null) return null;
  const params = {
    zone: inPieces.name,
    freeBytes: inPieces.zone.freeBytes ?? 0,
    order,
    blockBytes: 2 ** order * pageBytes,
  };
  const lines = [...linesOf(incident, 'invoker'), ...zoneLinesOf(incident, [inPieces])];
  return { kind: 'fragmentation', ...statement('cause.fragmentation', params, lines) };
}

function nothingKillableOf(incident: Incident): IncidentCause | null {
  if (!foundNobody(incident)) return null;
  const lines = linesOf(incident, 'zone', 'tasks', 'note', 'panic');
  return { kind: 'memory', ...statement('cause.host.nothing-killable', {}, lines) };
}

/** The code of the cause where the kernel itself holds the memory. */
export const KERNEL_MEMORY = 'cause.host.kernel-memory';

function kernelMemoryOf(incident: Incident): IncidentCause | null {
  const ramBytes = ramBytesOf(incident);
  const kernelBytes = kernelBytesOf(incident);
  if (ramBytes === null || kernelBytes === null || !isHeldByKernel(incident)) return null;
  const params = { kernelBytes, ramBytes };
  const lines = linesOf(incident, 'totals', 'node', 'ram');
  return { kind: 'memory', ...statement(KERNEL_MEMORY, params, lines) };
}

/** Swap with less than this is used up: what is left are single pages that come and go. */
const SWAP_LEFT_RATIO = 0.01;

/** Whether swap is used up, was never there, has room, or is not printed. */
export function swapStateOf(incident: Incident): 'none' | 'full' | 'left' | 'unknown' {
  const { swapTotalBytes, swapFreeBytes } = incident.memory;
  if (isSwapLeaving(incident)) return 'unknown';
  if (swapTotalBytes === 0) return 'none';
  if (swapTotalBytes === null || swapFreeBytes === null) return 'unknown';
  return swapFreeBytes <= swapTotalBytes * SWAP_LEFT_RATIO ? 'full' : 'left';
}

/** While swap is switched off it counts for nothing already, and pages are still in it (total_swap_pages in mm/swapfile.c). */
export function isSwapLeaving({ memory }: Incident): boolean {
  const { swapTotalBytes, swapFreeBytes, swapCachePages } = memory;
  return swapTotalBytes === 0 && ((swapCachePages ?? 0) > 0 || (swapFreeBytes ?? 0) < 0);
}

function memoryOf(incident: Incident, verdicts: readonly ZoneVerdict[]): IncidentCause {
  const swap = swapStateOf(incident);
  const { swapTotalBytes, swapFreeBytes } = incident.memory;
  const swapParams = {
    swapTotalBytes: swapTotalBytes ?? 0,
    ...(swap === 'left' ? { swapFreeBytes: swapFreeBytes ?? 0 } : {}),
  };
  const params = swap === 'none' || swap === 'unknown' ? {} : swapParams;
  const swapLines = swap === 'unknown' ? [] : linesOf(incident, 'swap');
  const failing = verdicts.filter(({ outcome }) => outcome.kind === 'fails');
  const shown = failing.toSorted((a, b) => (sizeOf(b.zone) ?? 0) - (sizeOf(a.zone) ?? 0)).at(0);
  if (shown?.zone.freeBytes == null || verdicts.some(({ outcome }) => outcome.kind === 'succeeds')) {
    const lines = [...linesOf(incident, 'constraint'), ...swapLines];
    return { kind: 'memory', ...statement(`cause.host.swap-${swap}`, params, lines) };
  }
  const { suffix, params: zoneParams } = shortageOf(shown);
  const lines = [...zoneLinesOf(incident, [shown]), ...swapLines];
  const code = `cause.zone${suffix}.swap-${swap}`;
  return { kind: 'memory', ...statement(code, { zone: shown.name, ...zoneParams, ...params }, lines) };
}

interface Shortage {
  readonly suffix: '' | '-cma';
  readonly params: Readonly<Record<string, number>>;
}

/** What a zone had and keeps back, and how much of it is CMA where that is why it was too little. */
function shortageOf(verdict: ZoneVerdict): Shortage {
  const freeBytes = verdict.zone.freeBytes ?? 0;
  const floorBytes = floorOf(verdict);
  if (!isShortBesideCma(verdict)) return { suffix: '', params: { freeBytes, floorBytes } };
  const { cmaBytes } = verdict;
  return { suffix: '-cma', params: { freeBytes, floorBytes, cmaBytes, leftBytes: freeBytes - cmaBytes } };
}
