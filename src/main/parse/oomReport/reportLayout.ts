/**
 * What a report's layout says of the kernel that printed it, where no line names its release. Each entry: what only kernels
 * of that range print, with the change that began or ended it (mm/oom_kill.c unless said otherwise).
 */
import type { ReleaseRange } from '../../../shared/oom/gfp/gfpTable';
import type { ReportDraft } from './reportDraft';

interface Layout {
  readonly says: string;
  readonly since: string | null;
  readonly before: string | null;
  readonly isIn: (draft: ReportDraft) => boolean;
}

const LAYOUTS: readonly Layout[] = [
  {
    says: '"oom-killer: gfp_mask=" without a name ("invoked" came with 2.6.19)',
    since: null,
    before: '2.6.19',
    isIn: ({ invoker }) => invoker !== null && invoker.comm === null,
  },
  {
    says: 'oomkilladj=, later oom_adj=, alone (2.6.24; oom_score_adj came with 2.6.36)',
    since: '2.6.24',
    before: '2.6.36',
    isIn: ({ invoker }) => invoker?.oomAdj != null && invoker.oomScoreAdj === null,
  },
  {
    says: 'oom_adj= and oom_score_adj= (2.6.36 to 3.6)',
    since: '2.6.36',
    before: '3.7',
    isIn: ({ invoker }) => invoker?.oomAdj != null && invoker.oomScoreAdj !== null,
  },
  {
    says: 'oom_score_adj= alone and no names of flags (3.7; names came with 4.6)',
    since: '3.7',
    before: '4.6',
    isIn: ({ invoker }) =>
      invoker?.oomAdj === null &&
      invoker.oomScoreAdj !== null &&
      invoker.gfpMask !== null &&
      invoker.gfpNames === null,
  },
  {
    says: 'UID and oom_score_adj in the kill line (5.4)',
    since: '5.4',
    before: null,
    isIn: ({ kills }) => kills.some(({ oomScoreAdj }) => oomScoreAdj !== null),
  },
  {
    says: 'the line oom-kill: (5.0)',
    since: '5.0',
    before: null,
    isIn: ({ constraint }) => constraint !== null,
  },
  {
    says: 'columns of RSS by kind (6.8)',
    since: '6.8',
    before: null,
    isIn: ({ columns }) => columns?.includes('rss_anon') === true,
  },
];

/** The releases that a report may be from, by its layout; null: any. */
export function releasesOf(draft: ReportDraft): ReleaseRange | null {
  const found = LAYOUTS.filter(({ isIn }) => isIn(draft));
  if (found.length === 0) return null;
  // Ordered from the oldest, so the last that names a bound names the tightest.
  const since = found.findLast((layout) => layout.since !== null)?.since ?? null;
  const before = found.find((layout) => layout.before !== null)?.before ?? null;
  return { since, before };
}
