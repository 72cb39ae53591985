/** The largest node number of any configuration (MAX_NUMNODES, include/linux/numa.h). */
const HIGHEST_NODE = 1023;

/**
 * NUMA nodes as the kernel lists them (`%*pbl`): `0-1,3`.
 *
 * @returns rising and without repeats; null for a text that is no such list, or an empty one
 */
export function parseNodeList(text: string): readonly number[] | null {
  const nodes = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to > HIGHEST_NODE || from > to) return null;
    for (let node = from; node <= to; node += 1) nodes.add(node);
  }
  return [...nodes].toSorted((a, b) => a - b);
}
