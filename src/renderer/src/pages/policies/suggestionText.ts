import type { PolicyRule, PolicyTier } from '../../../../shared/model';

/** A rule of a policy file as it is written there, with the comment above it. */
interface RuleBlock {
  readonly name: string;
  readonly lines: readonly string[];
}

interface Section {
  /** The line of its key, from 0. */
  readonly at: number;
  /** Behind its last line that says something. */
  readonly end: number;
}

/** Where a key of the outermost level begins and ends; null: it is not there. */
function sectionOf(lines: readonly string[], key: string): Section | null {
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (at === -1) return null;
  const next = lines.findIndex((line, index) => index > at && /^[^\s#]/.test(line) && !line.startsWith('- '));
  let end = next === -1 ? lines.length : next;
  // Blank lines, and comments that belong to what follows.
  while (end > at + 1 && /^(#.*)?\s*$/.test(lines[end - 1] ?? '')) end -= 1;
  return { at, end };
}

function nameOf(line: string): string | null {
  const [, name] = /^\s*-\s+name:\s*(.+?)\s*$/.exec(line) ?? [];
  return name?.replace(/^(['"])(.*)\1$/, '$2') ?? null;
}

/** The rules of a text whose rules are lists of lines, each beginning with its name. */
function ruleBlocksOf(lines: readonly string[]): readonly RuleBlock[] {
  const section = sectionOf(lines, 'rules');
  if (section === null) return [];
  const blocks: { name: string; lines: string[] }[] = [];
  let comment: string[] = [];
  for (const line of lines.slice(section.at + 1, section.end)) {
    const name = nameOf(line);
    if (name !== null) {
      blocks.push({ name, lines: [...comment, line] });
      comment = [];
    } else if (/^\s*#/.test(line)) comment.push(line);
    else if (line.trim() !== '') blocks.at(-1)?.lines.push(...comment.splice(0), line);
  }
  return blocks;
}

/** Lines moved to another depth. */
function shifted(lines: readonly string[], from: number, to: number): readonly string[] {
  return lines.map((line) =>
    line.trim() === '' ? line : ' '.repeat(to) + line.slice(Math.min(from, line.search(/\S/))),
  );
}

function depthOfRules(lines: readonly string[], section: Section): number | null {
  const first = lines.slice(section.at + 1, section.end).find((line) => /^\s*- /.test(line));
  return first === undefined ? null : first.search(/\S/);
}

/**
 * The tiers that a draft has to get, so that its new rules name none that it does not have: all of the suggestions where it
 * has no list of its own, else those that are missing, in the way they are written there.
 */
function withTiers(
  lines: readonly string[],
  suggested: readonly string[],
  missing: readonly string[],
): readonly string[] {
  const source = sectionOf(suggested, 'tiers');
  if (missing.length === 0 || source === null) return lines;
  const own = sectionOf(lines, 'tiers');
  const body = suggested.slice(source.at, source.end);
  if (own === null) {
    const rules = sectionOf(lines, 'rules')?.at ?? lines.length;
    return [...lines.slice(0, rules), ...body, '', ...lines.slice(rules)];
  }
  const wanted = body.filter((line) => missing.some((name) => line.trimStart().startsWith(`${name}:`)));
  return [...lines.slice(0, own.end), ...wanted, ...lines.slice(own.end)];
}

export interface Insertion {
  /** The text that stands in the editor. */
  readonly draft: string;
  /** What that means; null: nothing, or it cannot be understood. */
  readonly draftTiers: readonly PolicyTier[] | null;
  readonly suggestions: string;
  /** The rules that are to be taken over. */
  readonly rules: readonly PolicyRule[];
}

/**
 * The draft with rules of the suggestions behind its own, comments and all. Where it says nothing yet, it begins as the
 * suggestions do.
 */
export function withSuggestions({ draft, draftTiers, suggestions, rules }: Insertion): string {
  const suggested = suggestions.split('\n');
  const names = new Set(rules.map(({ name }) => name));
  const blocks = ruleBlocksOf(suggested).filter(({ name }) => names.has(name));
  const lines = draft.trimEnd().split('\n');
  const rulesAt = sectionOf(suggested, 'rules')?.at ?? suggested.length;
  const isEmpty = lines.every((line) => /^\s*(#.*|---)?$/.test(line));
  if (isEmpty) return inserted(suggested.slice(0, rulesAt + 1), suggested, blocks);
  const known = new Set((draftTiers ?? []).map(({ name }) => name));
  const missing = [...new Set(rules.map(({ tier }) => tier))].filter((tier) => !known.has(tier));
  return inserted(withTiers(lines, suggested, missing), suggested, blocks);
}

function inserted(
  lines: readonly string[],
  suggested: readonly string[],
  blocks: readonly RuleBlock[],
): string {
  // A list that is written as empty becomes one that has something.
  const opened = lines.map((line) => (/^rules:\s*\[\s*\]\s*$/.test(line) ? 'rules:' : line));
  const complete = sectionOf(opened, 'rules') === null ? [...opened, 'rules:'] : opened;
  const section = sectionOf(complete, 'rules') ?? { at: complete.length - 1, end: complete.length };
  const source = sectionOf(suggested, 'rules');
  const from = (source === null ? null : depthOfRules(suggested, source)) ?? 0;
  const to = depthOfRules(complete, section);
  const isFirst = to === null;
  const added = blocks.flatMap(({ lines: block }, index) => [
    ...(isFirst && index === 0 ? [] : ['']),
    ...shifted(block, from, to ?? from),
  ]);
  const text = [...complete.slice(0, section.end), ...added, ...complete.slice(section.end)].join('\n');
  return `${text.trimEnd()}\n`;
}
