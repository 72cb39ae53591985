/**
 * Whether a pattern fits a whole text. `*` stands for any characters, none too, and `?` for any one; everything else for
 * itself, upper and lower case apart. Going back only ever means going back to the last `*`, so no text, however
 * hostile, takes longer than its length times that of the pattern.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let lastStar = -1;
  let resumeAt = 0;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      lastStar = inPattern;
      inPattern += 1;
      resumeAt = inText;
    } else if (wanted === '?' || wanted === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (lastStar === -1) return false;
    else {
      // What the last star stands for grows by one character.
      inPattern = lastStar + 1;
      resumeAt += 1;
      inText = resumeAt;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Whether any of the patterns fits. */
export function fitsAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => fitsGlob(pattern, text));
}
