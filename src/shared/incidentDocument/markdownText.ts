import type { Message } from '../model';
import type { Language } from '../messages/format';
import { renderMarked } from './foreignParams';
import { visibleText } from './visibleText';

/** The longest run of backticks in a text. */
function longestFence(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/**
 * Foreign text as a code span: neither markup, links, HTML nor mentions are read in one, and its fences are longer than any
 * run of backticks in the text.
 */
function codeSpan(text: string): string {
  const shown = visibleText(text);
  if (shown.trim() === '') return `"${shown}"`;
  const fence = '`'.repeat(longestFence(shown) + 1);
  const needsRoom = /^[` ]|[` ]$/.test(shown);
  const inner = needsRoom ? ` ${shown} ` : shown;
  return `${fence}${inner}${fence}`;
}

/**
 * Foreign text in a table. A pipe ends a cell even inside of a code span, and readers of Markdown differ in what a backslash
 * before it does; such text is written in entities, which nobody takes for markup.
 */
function cellCode(text: string): string {
  if (!text.includes('|')) return codeSpan(text);
  const inert = visibleText(text).replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${String(sign.codePointAt(0))};`);
  return `<code>${inert}</code>`;
}

/** Words of the catalogue: what Markdown would take for markup is escaped; `oom_score_adj` stays readable. */
export function escapedMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<>|~&#]/g, String.raw`\$&`)
    .replace(/(?<!\w)_|_(?!\w)/g, String.raw`\_`)
    .replace(/^(\s*)([-+]|\d+[.)])(?=\s)/, String.raw`$1\$2`);
}

/** A message as one piece of Markdown, for a paragraph or a list. */
export function markdownOf(message: Message, language: Language): string {
  return renderMarked(message, language, { ours: escapedMarkdown, foreign: codeSpan });
}

/** A message as a cell of a table. */
export function markdownCellOf(message: Message, language: Language): string {
  return renderMarked(message, language, { ours: escapedMarkdown, foreign: cellCode });
}

/** A block of code with a fence longer than any run of backticks in it. */
export function codeBlock(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestFence(lines.join('\n')) + 1));
  return [`${fence}text`, ...lines, fence].join('\n');
}

/** A table; cells are Markdown already. Number columns are aligned to the right. */
export function markdownTable(
  columns: readonly { readonly heading: string; readonly isNumber: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map(({ heading }) => escapedMarkdown(heading))),
    row(columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
    ...rows.map(row),
  ].join('\n');
}
