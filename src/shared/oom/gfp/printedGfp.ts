const NAME = /^(?:(?:__)?GFP_[A-Z0-9_]+|0x[0-9a-f]+)$/;

/**
 * The names between the brackets behind a mask: `GFP_KERNEL|__GFP_ZERO`, with or without the brackets, with blanks.
 *
 * @returns in the printed order, numbers for unnamed bits included; empty for `` and `none` (mask 0); null where the
 *   text is something else, such as `(null)`
 */
export function parsePrintedGfp(text: string): readonly string[] | null {
  const trimmed = text.trim();
  const isBracketed = trimmed.startsWith('(') && trimmed.endsWith(')');
  const inner = isBracketed ? trimmed.slice(1, -1).trim() : trimmed;
  if (inner === '' || inner === 'none') return [];
  const names = inner.split('|').map((name) => name.trim());
  return names.every((name) => NAME.test(name)) ? names : null;
}
