/**
 * What a release changed about the flags of a page request (gfp_t). A table of a release is all changes up to it, one
 * over the other. `null`: gone.
 */
export interface GfpChange {
  /** The first release with it, `4.18`. */
  readonly since: string;
  /** The file it was read from, or the kernel's commit. */
  readonly source: string;
  readonly basis: GfpBasis;
  /** Single flags and their bit. */
  readonly bits?: Readonly<Record<string, number | null>>;
  /**
   * Names for several flags at once, as names joined by `|`. `!NAME`: only where that flag is not set, for kernels that
   * printed no names themselves and whose combinations say so only in a comment.
   */
  readonly combinations?: Readonly<Record<string, string | null>>;
}

/**
 * What a change rests on. `header`: read in the header of that release. `extract`: from tables that OOMAnalyser's
 * script takes from the headers of each release (its own gaps, such as `__GFP_THISNODE`, filled from headers). `patch`:
 * the change was read, in the kernel's history or on its mailing lists, and the release is where it was merged.
 * `assumed`: the release that brought it is not confirmed.
 */
export type GfpBasis = 'header' | 'extract' | 'patch' | 'assumed';
