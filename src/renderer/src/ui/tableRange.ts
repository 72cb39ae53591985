import { defaultRangeExtractor, type Range } from '@tanstack/vue-virtual';

/**
 * The rows of a long table that are drawn: those in view and, however far it is scrolled away, the current one, which
 * `aria-activedescendant` names.
 * @param active index of the current row, -1 for none
 */
export function rangeWithActive(range: Range, active: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (active === -1 || active >= range.count || indexes.includes(active)) return indexes;
  return [...indexes, active].sort((one, other) => one - other);
}
