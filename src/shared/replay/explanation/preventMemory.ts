import type { Incident, IncidentStatement } from '../../model/incident';
import { isSwapLeaving, swapStateOf } from '../causeHost';
import { isHeldByKernel, ramBytesOf, sumOfTotals, totalBytesOf, unreclaimableSlabBytesOf } from './memory';
import { linesOf, processName, statement } from './statement';
import { largestTaskOf, taskLinesOf } from './taskMemory';
import { zoneLinesOf } from './zoneLines';
import { isShortBesideCma, zoneVerdictsOf } from './zoneVerdicts';

/** From this share of RAM on, something is worth looking after. */
const LARGE_RATIO = 0.1;

/**
 * What helps a host that is short of memory as a whole, or of the memory that the kernel itself can use: which of it depends
 * on what held the memory.
 */
export function memoryAdvice(incident: Incident, kind: 'memory' | 'lowmem'): IncidentStatement[] {
  const statements = [...slabAdvice(incident), ...partsAdvice(incident)];
  // Swap and limits on processes do not help where the kernel itself holds the memory.
  if (kind === 'lowmem' || isHeldByKernel(incident)) return statements;
  return [...capAdvice(incident), ...swapAdvice(incident), ...statements];
}

/** A zone that is free and lent to devices: a smaller area leaves more of it to the kernel. */
export function cmaAdvice(incident: Incident): IncidentStatement[] {
  const verdict = zoneVerdictsOf(incident).find((one) => one.isAllowed && isShortBesideCma(one));
  if (verdict === undefined) return [];
  const params = { zone: verdict.name, cmaBytes: verdict.cmaBytes };
  return [statement('incident.prevent.cma', params, zoneLinesOf(incident, [verdict]))];
}

function slabAdvice(incident: Incident): IncidentStatement[] {
  const slabBytes = unreclaimableSlabBytesOf(incident);
  const ramBytes = ramBytesOf(incident);
  if (slabBytes === null || ramBytes === null || slabBytes < ramBytes * LARGE_RATIO) return [];
  const [largest] = incident.slabs.toSorted((a, b) => b.totalBytes - a.totalBytes);
  return [
    largest === undefined
      ? statement('incident.prevent.slab', { slabBytes }, linesOf(incident, 'totals'))
      : statement(
          'incident.prevent.slab-cache',
          { cache: largest.name, heldBytes: largest.totalBytes },
          linesOf(incident, 'slab'),
        ),
  ];
}

function partsAdvice(incident: Incident): IncidentStatement[] {
  const ramBytes = ramBytesOf(incident);
  if (ramBytes === null) return [];
  const lines = linesOf(incident, 'totals', 'node', 'zone');
  const parts: readonly (readonly [string, number | null])[] = [
    ['shmem', totalBytesOf(incident, 'shmem')],
    ['page-tables', totalBytesOf(incident, 'pagetables')],
    ['dirty', sumOfTotals(incident, ['dirty', 'writeback'])],
  ];
  return parts.flatMap(([name, bytes]) =>
    bytes === null || bytes < ramBytes * LARGE_RATIO
      ? []
      : [statement(`incident.prevent.${name}`, { heldBytes: bytes }, lines)],
  );
}

function capAdvice(incident: Incident): IncidentStatement[] {
  const largest = largestTaskOf(incident);
  if (largest === null) return [];
  const params = { process: processName(largest.task), sumBytes: largest.sumBytes };
  return [statement('incident.prevent.cap', params, taskLinesOf(incident, [largest.task]))];
}

function swapAdvice(incident: Incident): IncidentStatement[] {
  const lines = linesOf(incident, 'swap');
  const { swapTotalBytes } = incident.memory;
  if (isSwapLeaving(incident)) return [statement('incident.prevent.swap-off', {}, lines)];
  switch (swapStateOf(incident)) {
    case 'none':
      return [statement('incident.prevent.add-swap', {}, lines)];
    case 'full':
      return [statement('incident.prevent.more-swap', { swapTotalBytes: swapTotalBytes ?? 0 }, lines)];
    case 'left':
    case 'unknown':
      return [];
  }
}
