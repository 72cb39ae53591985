import { describe, expect, it } from 'vitest';
import { indented, outdented, type TextEdit } from '../../../../src/renderer/src/pages/policies/lineIndent';

/** A text with its selection between two bars, or its caret at one. */
function read(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('|');
  const last = marked.lastIndexOf('|');
  return { text: marked.replaceAll('|', ''), start, end: last === start ? start : last - 1 };
}
function write(text: string, { from, to, replacement, start, end }: TextEdit): string {
  const next = text.slice(0, from) + replacement + text.slice(to);
  return start === end
    ? `${next.slice(0, start)}|${next.slice(start)}`
    : `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`;
}

describe('the tabulator key', () => {
  it.each([
    ['at the beginning of a line', 'a\n|b', 'a\n  |b'],
    ['in an odd column', 'abc|d', 'abc |d'],
    ['over a piece of a line', 'ab|cd|e', 'ab  |e'],
    ['over lines', 'a\n|b\nc|\nd', 'a\n|  b\n  c|\nd'],
    ['over lines up to the beginning of one', '|a\nb\n|c', '|  a\n  b\n|c'],
    ['over lines from the middle of one', 'a|b\nc|d', '|  ab\n  c|d'],
  ])('indents %s', (_name, before, after) => {
    const selection = read(before);
    expect(write(selection.text, indented(selection))).toBe(after);
  });

  it.each([
    ['in a word', '    ab|c', '  ab|c'],
    ['one blank', ' a|', 'a|'],
    ['nothing', 'a\nb|', 'a\nb|'],
    ['among the blanks', ' |   a', '|  a'],
    ['over lines', '|    a\n  b\nc|', '|  a\nb\nc|'],
    ['over lines from the middle of one', '  a|b\n  c|', 'a|b\nc|'],
  ])('with Shift takes back %s', (_name, before, after) => {
    const selection = read(before);
    expect(write(selection.text, outdented(selection))).toBe(after);
  });
});
