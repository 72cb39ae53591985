/** A name for one stream of this page that no other page uses. (`randomUUID` is missing where the origin is not secure.) */
export function newWatchId(): string {
  const words = window.crypto.getRandomValues(new Uint32Array(4));
  return Array.from(words, (word) => word.toString(36)).join('-');
}
