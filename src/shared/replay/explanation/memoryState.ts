import type { Incident, IncidentPartKind, IncidentStatement } from '../../model/incident';
import { swapStateOf } from '../causeHost';
import { anonBytesOf, fileCacheBytesOf, ramBytesOf, sumOfTotals, totalBytesOf } from './memory';
import { linesOf, statement } from './statement';

/** Parts whose absence takes something from the explanation. */
const TOLD_WHEN_MISSING: readonly IncidentPartKind[] = ['invoker', 'zone', 'tasks', 'cgroup', 'ram', 'kill'];

/** How memory and swap stood at that moment, and what the log does not have. */
export function memoryStateOf(incident: Incident): IncidentStatement[] {
  return [
    ...ramOf(incident),
    ...swapOf(incident),
    ...dirtyOf(incident),
    ...givenUpOf(incident),
    ...missingOf(incident),
  ];
}

function ramOf(incident: Incident): IncidentStatement[] {
  const ramBytes = ramBytesOf(incident);
  const freeBytes = totalBytesOf(incident, 'free');
  const anonBytes = anonBytesOf(incident);
  const fileBytes = fileCacheBytesOf(incident);
  const lines = linesOf(incident, 'totals', 'ram');
  if (ramBytes === null || freeBytes === null) return [];
  return anonBytes === null || fileBytes === null
    ? [statement('incident.state.ram', { ramBytes, freeBytes }, lines)]
    : [statement('incident.state.ram-parts', { ramBytes, freeBytes, anonBytes, fileBytes }, lines)];
}

function swapOf(incident: Incident): IncidentStatement[] {
  const { swapTotalBytes, swapFreeBytes } = incident.memory;
  const lines = linesOf(incident, 'swap');
  switch (swapStateOf(incident)) {
    case 'none':
      return [statement('incident.state.no-swap', {}, lines)];
    case 'full':
    case 'left': {
      const params = { swapTotalBytes: swapTotalBytes ?? 0, swapFreeBytes: swapFreeBytes ?? 0 };
      return [statement('incident.state.swap', params, lines)];
    }
    case 'unknown':
      return [];
  }
}

/** File cache that had to be written first, which takes longer than the kernel waits on a slow disk. */
function dirtyOf(incident: Incident): IncidentStatement[] {
  const dirtyBytes = sumOfTotals(incident, ['dirty', 'writeback']);
  const ramBytes = ramBytesOf(incident);
  if (dirtyBytes === null || ramBytes === null || dirtyBytes * 10 < ramBytes) return [];
  return [statement('incident.state.dirty', { dirtyBytes }, linesOf(incident, 'totals'))];
}

/** The kernel had given a node or zone up: it scanned it again and again and reclaimed nothing. */
function givenUpOf(incident: Incident): IncidentStatement[] {
  const { nodes, zones } = incident;
  if (![...nodes, ...zones].some(({ isAllUnreclaimable }) => isAllUnreclaimable === true)) return [];
  return [statement('incident.state.all-unreclaimable', {}, linesOf(incident, 'node', 'zone'))];
}

function missingOf({ missing, copies, lines }: Incident): IncidentStatement[] {
  const statements = TOLD_WHEN_MISSING.filter((kind) => missing.includes(kind)).map((kind) =>
    statement(`incident.state.missing.${kind}`, {}, []),
  );
  return copies > 1 ? [...statements, statement('incident.state.copies', { copies }, [lines])] : statements;
}
