import type { BadnessParts } from '../../../../../shared/oom/badness';
import type { Candidate } from '../../../../../shared/oom/ranking';

/** The segments of one bar in percent of its track, from the left. */
export interface BarWidths {
  readonly rss: number;
  readonly swap: number;
  readonly pageTables: number;
  /** What a positive adj (or a negative one of another sign) adds behind the memory. */
  readonly adds: number;
  /** What adj and privileges take, laid over the end of the memory. */
  readonly takes: number;
  /** Where that overlay begins. */
  readonly takesFrom: number;
}

function usedPagesOf({ rssPages, swapPages, pageTablePages }: BadnessParts): number {
  return rssPages + swapPages + pageTablePages;
}

function lengthOf(parts: BadnessParts): number {
  return usedPagesOf(parts) + Math.max(0, parts.adjPages);
}

/** The longest bar of those shown, in pages; at least 1. */
export function longestBarPages(candidates: readonly Candidate[]): number {
  return candidates.reduce((longest, { badness }) => {
    const parts = badness.kind === 'eligible' ? badness.parts : null;
    return parts === null ? longest : Math.max(longest, lengthOf(parts));
  }, 1);
}

/** The widths of a candidate's bar; null where its points are no sum of parts. */
export function barWidths({ badness }: Candidate, longestPages: number): BarWidths | null {
  if (badness.kind === 'exempt' || badness.parts === null) return null;
  const { parts } = badness;
  const percent = (pages: number): number => (pages * 100) / longestPages;
  const usedPages = usedPagesOf(parts);
  const takenPages = Math.min(usedPages, Math.max(0, -parts.adjPages - parts.bonusPages));
  return {
    rss: percent(parts.rssPages),
    swap: percent(parts.swapPages),
    pageTables: percent(parts.pageTablePages),
    adds: percent(Math.max(0, parts.adjPages)),
    takes: percent(takenPages),
    takesFrom: percent(usedPages - takenPages),
  };
}
