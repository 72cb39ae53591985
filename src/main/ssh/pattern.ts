import { fitsGlob } from '../../shared/glob';

/**
 * Whether one of OpenSSH's patterns (ssh_config(5), PATTERNS) fits and none that is negated with `!` does: `*` is any text, `?`
 * any one character.
 */
export function fitsPatternList(patterns: readonly string[], text: string): boolean {
  const isExcluded = patterns.some((pattern) => pattern.startsWith('!') && fitsGlob(pattern.slice(1), text));
  return !isExcluded && patterns.some((pattern) => !pattern.startsWith('!') && fitsGlob(pattern, text));
}
