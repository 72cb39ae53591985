const LONGEST_SHOWN = 40;

/** A path as short as a heading wants it: whole where it is short, else its last name behind an ellipsis. */
export function shortCgroup(path: string): string {
  if (path.length <= LONGEST_SHOWN) return path;
  const last = path.split('/').findLast((name) => name !== '') ?? path;
  // The id of a container is as well known by its beginning.
  return `…/${last.replace(/[0-9a-f]{64}/, (id) => id.slice(0, 12))}`;
}
