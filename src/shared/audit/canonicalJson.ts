/**
 * A value as the one JSON text that stands for it (RFC 8785): no blanks, the keys of each object in the order of their UTF-16
 * code units, numbers and strings as ECMAScript writes them. Whoever keeps to this calculates the same hash.
 *
 * @param value what JSON can hold; keys whose value is undefined are left out
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  // In one go: an entry of a thousand hosts has millions of members.
  let text = '';
  for (const [key, item] of Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}
