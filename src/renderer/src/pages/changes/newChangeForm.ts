import type { ChangeSelection, HostRow, ProcessMatch } from '../../../../shared/model';
import { fitsHost } from '../../../../shared/policy/hostMatch';
import { isEmptyMatch } from '../../../../shared/policy/processMatch';
import type { Text } from '../../i18n/catalogue';

/** How hosts are named in the form. */
export const HOST_SCOPES = ['all', 'group', 'tag', 'name'] as const;
export type HostScope = (typeof HOST_SCOPES)[number];

/** What processes are told by. */
export const MATCH_FIELDS = ['comm', 'unit', 'user', 'exe'] as const;
export type MatchField = (typeof MATCH_FIELDS)[number];

/** What stands in the fields, as it was typed. */
export interface NewChangeForm {
  scope: HostScope;
  group: string;
  tag: string;
  /** Patterns of names, with commas between them. */
  names: string;
  match: Record<MatchField, string>;
  /** `oom_score_adj`. */
  adj: number;
  isLasting: boolean;
}

/** The form as it is opened. */
export function emptyNewChange(): NewChangeForm {
  return {
    scope: 'all',
    group: '',
    tag: '',
    names: '',
    match: { comm: '', unit: '', user: '', exe: '' },
    adj: 0,
    isLasting: false,
  };
}

/** The patterns in a field: with commas or line ends between them, each once. */
export function patternsOf(text: string): string[] {
  const patterns = text.split(/[,，、\n]/).map((pattern) => pattern.trim());
  return [...new Set(patterns.filter((pattern) => pattern !== ''))];
}

/** The processes that the form means. */
function matchOf({ match }: NewChangeForm): ProcessMatch {
  return {
    comm: patternsOf(match.comm),
    exe: patternsOf(match.exe),
    cgroup: [],
    unit: patternsOf(match.unit),
    user: patternsOf(match.user),
  };
}

/** Recordings are of the past: nothing on them can be changed. */
function isWritable({ connection }: HostRow): boolean {
  return connection.kind !== 'recording';
}

/** The hosts that the form means, in the order of the list. */
export function hostsOf(form: NewChangeForm, rows: readonly HostRow[]): readonly HostRow[] {
  const writable = rows.filter(isWritable);
  if (form.scope === 'all') return writable;
  const wanted = {
    names: form.scope === 'name' ? patternsOf(form.names) : [],
    groups: form.scope === 'group' && form.group !== '' ? [form.group] : [],
    tags: form.scope === 'tag' && form.tag !== '' ? [form.tag] : [],
  };
  // With nothing named a match means every host, and here it means that nobody has chosen yet.
  if (wanted.names.length + wanted.groups.length + wanted.tags.length === 0) return [];
  return writable.filter((row) => fitsHost(wanted, row));
}

export interface HostChoice {
  readonly word: string;
  readonly count: number;
}

/** The groups or tags in use, and how many hosts have each. */
export function hostChoices(rows: readonly HostRow[], of: 'group' | 'tag'): readonly HostChoice[] {
  const counts = new Map<string, number>();
  for (const row of rows.filter(isWritable)) {
    const words = of === 'tag' ? row.tags : row.group === null ? [] : [row.group];
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .toSorted((one, other) => one.word.localeCompare(other.word, 'en', { numeric: true }));
}

export type NewChangeProblems = Readonly<Partial<Record<'hosts' | 'match', Text>>>;

/** What is missing, by part of the form. */
export function newChangeProblems(form: NewChangeForm, hosts: readonly HostRow[]): NewChangeProblems {
  return {
    ...(hosts.length === 0 ? { hosts: { key: 'changes.new.noHosts' } as const } : {}),
    ...(isEmptyMatch(matchOf(form)) ? { match: { key: 'changes.new.noMatch' } as const } : {}),
  };
}

/** The form as a selection. To be called only while it has no problems. */
export function selectionOf(form: NewChangeForm, hosts: readonly HostRow[]): ChangeSelection {
  return {
    hostIds: hosts.map(({ id }) => id),
    match: matchOf(form),
    adj: form.adj,
    isLasting: form.isLasting,
  };
}

/** What a value of `oom_score_adj` does, in words (fs/proc/base.c and oom_badness() in mm/oom_kill.c). */
export function adjWordsOf(adj: number): Text {
  const params = { share: Math.abs(adj) / 10 };
  if (adj === -1000) return { key: 'changes.new.adjWords.never' };
  if (adj < 0) return { key: 'changes.new.adjWords.later', params };
  if (adj === 0) return { key: 'changes.new.adjWords.usual' };
  if (adj < 1000) return { key: 'changes.new.adjWords.sooner', params };
  return { key: 'changes.new.adjWords.first' };
}
