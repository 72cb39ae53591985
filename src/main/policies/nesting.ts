/** A policy needs five levels. The parser needs a stack, and time, that grow with depth. */
const DEEPEST = 50;
const FURTHEST_COLUMN = 200;

/** Where a line's own text begins: behind blanks and the signs that open a level each, as in `- - - text`. */
const OPENING = /^(?:[ \t]|[-?:](?=[ \t\r]|$))*/;

/**
 * The line, from 1, in which a YAML text becomes nested deeper than any policy; null: nowhere. Told by signs alone, before
 * anything is parsed: brackets in quotes count too, as long as they stay open.
 */
export function tooDeepLine(text: string): number | null {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const begin = OPENING.exec(line)?.[0].length ?? 0;
    if (line[begin] === '#') continue;
    if (begin > FURTHEST_COLUMN) return index + 1;
    for (let at = begin; at < line.length; at += 1) {
      const sign = line[at];
      if (sign === '[' || sign === '{') open += 1;
      else if (sign === ']' || sign === '}') open = Math.max(0, open - 1);
      if (open > DEEPEST) return index + 1;
    }
  }
  return null;
}
