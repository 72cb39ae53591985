/** A text field's text and selection, by character. */
export interface TextSelection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a text to be replaced, and the selection afterwards. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
  readonly start: number;
  readonly end: number;
}

const INDENT = '  ';

function lineStartOf(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The tabulator key: blanks up to the next column of two, or, with several lines selected, two in front of each. YAML has no tabs. */
export function indented({ text, start, end }: TextSelection): TextEdit {
  const selected = text.slice(start, end);
  if (!selected.includes('\n')) {
    const column = start - lineStartOf(text, start);
    const replacement = INDENT.slice(column % INDENT.length);
    const caret = start + replacement.length;
    return { from: start, to: end, replacement, start: caret, end: caret };
  }
  const from = lineStartOf(text, start);
  const lines = text.slice(from, end).split('\n');
  // A selection that ends at the very beginning of a line does not mean that line.
  const replacement = lines
    .map((line, index) => (line === '' && index === lines.length - 1 ? line : INDENT + line))
    .join('\n');
  return { from, to: end, replacement, start: from, end: from + replacement.length };
}

/** Shift and tabulator: up to two blanks less in front of each line that is selected. */
export function outdented({ text, start, end }: TextSelection): TextEdit {
  const from = lineStartOf(text, start);
  const lines = text.slice(from, end).split('\n');
  // The caret may stand among the blanks, which then go to its right too.
  const rest = /^ */.exec(text.slice(end))?.[0].length ?? 0;
  const isWithinBlanks = lines.length === 1 && /^ *$/.test(lines[0] ?? '');
  const to = isWithinBlanks ? end + rest : end;
  const whole = isWithinBlanks ? [text.slice(from, to)] : lines;
  const replacement = whole.map((line) => line.replace(/^ {1,2}/, '')).join('\n');
  const firstCut = (whole[0]?.length ?? 0) - (replacement.split('\n')[0]?.length ?? 0);
  const cut = to - from - replacement.length;
  const kept = Math.max(from, start - firstCut);
  return { from, to, replacement, start: kept, end: Math.max(kept, end - cut) };
}
