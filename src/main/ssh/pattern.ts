/**
 * OpenSSH's patterns (ssh_config(5), PATTERNS): `*` is any text, `?` any one character, everything else itself. Greedy
 * with one point to return to, so that no pattern takes more than pattern × text steps.
 */
function fitsPattern(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length;) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      at += 1;
      resume = index;
    } else if (wanted === '?' || wanted === text[index]) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether one of the patterns fits and none that is negated with `!` does. */
export function fitsPatternList(patterns: readonly string[], text: string): boolean {
  const isExcluded = patterns.some(
    (pattern) => pattern.startsWith('!') && fitsPattern(pattern.slice(1), text),
  );
  return !isExcluded && patterns.some((pattern) => !pattern.startsWith('!') && fitsPattern(pattern, text));
}
