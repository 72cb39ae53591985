import type { Incident } from '../../model/incident';
import { isAtLeast, parseKernelRelease } from '../../oom/kernelRelease';
import { pageBytesOf } from './pageSize';

/** A total of the Mem-Info block in bytes, by the first of its names that is printed; null where none is. */
export function totalBytesOf(incident: Incident, ...names: readonly string[]): number | null {
  const pageBytes = pageBytesOf(incident);
  if (pageBytes === null) return null;
  const totals = incident.memory.totalsPages;
  for (const name of names) {
    const pages = Object.hasOwn(totals, name) ? totals[name] : undefined;
    if (pages !== undefined) return pages * pageBytes;
  }
  return null;
}

/** Sum of some totals; one that is not printed makes it null. */
export function sumOfTotals(incident: Incident, names: readonly string[]): number | null {
  let sumBytes = 0;
  for (const name of names) {
    const bytes = totalBytesOf(incident, name);
    if (bytes === null) return null;
    sumBytes += bytes;
  }
  return sumBytes;
}

/**
 * RAM that the kernel manages: its pages less the reserved ones; where those are wrong (3.16 counts the last zone's only) or
 * not printed, the managed pages of all zones, if all are printed.
 */
export function ramBytesOf(incident: Incident): number | null {
  const pageBytes = pageBytesOf(incident);
  const { ramPages, reservedPages } = incident.memory;
  if (pageBytes !== null && ramPages !== null && reservedPages !== null && !countsReservedWrong(incident)) {
    return (ramPages - reservedPages) * pageBytes;
  }
  if (ramPages === null || pageBytes === null || incident.constraint !== 'none') return null;
  const sumBytes = incident.zones.reduce((sum, { managedBytes }) => sum + (managedBytes ?? Number.NaN), 0);
  // Zones that are left out would make it too small; what is reserved of RAM is little.
  return sumBytes > ramPages * pageBytes * 0.9 ? sumBytes : null;
}

function countsReservedWrong({ kernel }: Incident): boolean {
  const version = parseKernelRelease(kernel);
  return version !== null && isAtLeast(version, 3, 11) && !isAtLeast(version, 3, 19, 8);
}

/** Memory of files that the kernel could drop; null before 2.6.30, which does not tell files from other memory. */
export function fileCacheBytesOf(incident: Incident): number | null {
  return sumOfTotals(incident, ['active_file', 'inactive_file']);
}

/** Memory of processes and tmpfs; null before 2.6.30. */
export function anonBytesOf(incident: Incident): number | null {
  return sumOfTotals(incident, ['active_anon', 'inactive_anon']);
}

/** Slab that stays while what it describes is in use; before 2.6.32 all slab is printed as one. */
export function unreclaimableSlabBytesOf(incident: Incident): number | null {
  return totalBytesOf(incident, 'slab_unreclaimable', 'slab');
}

/** Stacks of tasks inside the kernel: on the lines of the nodes since 5.9, before on those of the zones (2.6.32). */
export function kernelStackBytesOf({ nodes, zones }: Incident): number | null {
  const printed = [...nodes, ...zones].flatMap(({ otherBytes }) =>
    Object.hasOwn(otherBytes, 'kernel_stack') ? (otherBytes['kernel_stack'] ?? []) : [],
  );
  return printed.length === 0 ? null : printed.reduce((sum, bytes) => sum + bytes, 0);
}

/** Slab and stacks of the kernel together, as far as they are printed. */
export function kernelBytesOf(incident: Incident): number | null {
  const slabBytes = unreclaimableSlabBytesOf(incident);
  return slabBytes === null ? null : slabBytes + (kernelStackBytesOf(incident) ?? 0);
}

/** Whether the kernel itself holds more than half of RAM, and more than processes do. */
export function isHeldByKernel(incident: Incident): boolean {
  const ramBytes = ramBytesOf(incident);
  const kernelBytes = kernelBytesOf(incident);
  if (ramBytes === null || kernelBytes === null) return false;
  return kernelBytes * 2 > ramBytes && kernelBytes > (anonBytesOf(incident) ?? 0);
}
