import type { Incident } from '../model';
import type { MessageCode } from '../messages/en';
import { pageBytesOf } from '../replay/explanation/pageSize';

/** A part of all memory at that moment. */
export interface MemoryPart {
  readonly label: MessageCode;
  /** Names it for a style sheet. */
  readonly className: string;
  readonly bytes: number;
}

export interface MemoryComposition {
  readonly totalBytes: number;
  readonly parts: readonly MemoryPart[];
}

const PARTS = [
  ['document.memory-anon', 'anon', ['active_anon', 'inactive_anon', 'isolated_anon']],
  ['document.memory-file', 'file', ['active_file', 'inactive_file', 'isolated_file']],
  ['document.memory-unevictable', 'unevictable', ['unevictable']],
  ['document.memory-slab-unreclaimable', 'slab-unreclaimable', ['slab_unreclaimable']],
  ['document.memory-slab-reclaimable', 'slab-reclaimable', ['slab_reclaimable']],
  ['document.memory-pagetables', 'pagetables', ['pagetables']],
  ['document.memory-free', 'free-memory', ['free']],
] as const;

/**
 * What all memory was at that moment, from the totals of the Mem-Info block; what they do not name is the rest. Null where
 * the report does not print enough of it: the old layouts, and reports of a cgroup.
 */
export function memoryCompositionOf(incident: Incident): MemoryComposition | null {
  const { ramPages, reservedPages, totalsPages } = incident.memory;
  const pageBytes = pageBytesOf(incident);
  if (pageBytes === null || ramPages === null || totalsPages['inactive_anon'] === undefined) return null;
  const totalPages = ramPages - (reservedPages ?? 0);
  const named = PARTS.flatMap(([label, className, names]) => {
    const pages = names.reduce((sum, name) => sum + (totalsPages[name] ?? 0), 0);
    return pages === 0 ? [] : [{ label, className, bytes: pages * pageBytes }];
  });
  const restBytes = totalPages * pageBytes - named.reduce((sum, { bytes }) => sum + bytes, 0);
  // 3.16 prints too few reserved pages, and reports of some nodes leave zones out: then there is no whole to show.
  if (restBytes < 0) return null;
  // The rest stands before what is free.
  const rest = { label: 'document.memory-other' as const, className: 'other', bytes: restBytes };
  const at = named.findIndex(({ className }) => className === 'free-memory');
  const parts = at === -1 ? [...named, rest] : [...named.slice(0, at), rest, ...named.slice(at)];
  return { totalBytes: totalPages * pageBytes, parts };
}
