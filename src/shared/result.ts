/** Why a text could not be read: which file, where in it, and a short excerpt of what stands there. */
export interface ParseProblem {
  readonly kind: 'malformed' | 'empty';
  /** The kernel file or section, for example `zoneinfo`. */
  readonly file: string;
  /** 1-based line, null when the problem is not one line's. */
  readonly line: number | null;
  /** What was expected, in English, for the log. */
  readonly expected: string;
  /** At most 80 characters of the offending text, control characters replaced. */
  readonly excerpt: string;
}

/** A value or a typed problem: what every parser returns instead of throwing. */
export type Result<Value, Problem = ParseProblem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function failed<Problem>(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
