const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kib: 1024,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gib: 1024 ** 3,
  t: 1024 ** 4,
  tib: 1024 ** 4,
};

/**
 * Bytes as people write them: `1073741824`, `512M`, `1.5GiB`, `-2G`. Units are binary; `MB`, which may mean either, is not
 * taken.
 *
 * @returns whole bytes, below 0 with a minus; null where it is no such amount.
 */
export function byteAmountOf(text: string): number | null {
  const match = /^([+-]?)(\d{1,15}(?:\.\d{1,6})?)\s?([a-z]{0,3})$/i.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', digits = '', unit = ''] = match;
  const factor = FACTORS[unit.toLowerCase()];
  if (factor === undefined) return null;
  const bytes = Math.round(Number(digits) * factor);
  if (!Number.isSafeInteger(bytes)) return null;
  return sign === '-' && bytes > 0 ? -bytes : bytes;
}
