import { describe, expect, it } from 'vitest';
import { adjOfDropIn, beforeOf, diffOf, dropInTextOf } from '../../../../src/shared/change/dropIn';

const TEXT =
  '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.\n[Service]\nOOMScoreAdjust=-300\n';

describe('the text of a drop-in', () => {
  it('is what the program on the host writes', () => {
    expect(dropInTextOf(-300)).toBe(TEXT);
  });

  it.each([
    [TEXT, -300],
    // A shell that reads the file drops the last line ends.
    [TEXT.trimEnd(), -300],
    [TEXT.replace('-300', '1000'), 1000],
    [TEXT.replace('-300', '0300'), null],
    [TEXT.replace('-300', '-30000'), null],
    [TEXT.replace('-300', ''), null],
    [`${TEXT}MemoryMax=1G\n`, null],
    [TEXT.replace('# Set through Lowmark.', '# Mine.'), null],
    ['', null],
  ])('%j says %j', (text, adj) => {
    expect(adjOfDropIn(text)).toBe(adj);
  });
});

describe('the diff of a drop-in', () => {
  const shown = (before: string | null, after: string | null): string[] =>
    diffOf(before, after).map(
      ({ kind, text }) => `${kind === 'same' ? ' ' : kind === 'added' ? '+' : '-'}${text}`,
    );

  it.each([
    [null, null, []],
    [null, 'a\nb\n', ['+a', '+b']],
    ['a\nb\n', null, ['-a', '-b']],
    ['a\nb\nc\n', 'a\nx\nc\n', [' a', '-b', '+x', ' c']],
    ['a\nb\n', 'b\n', ['-a', ' b']],
    ['b\n', 'a\nb\n', ['+a', ' b']],
    ['a\n', 'a\n', [' a']],
    ['a\nb\nc\nd\n', 'b\nd\ne\n', ['-a', ' b', '-c', ' d', '+e']],
    ['', 'a\n', ['-', '+a']],
  ])('of %j and %j', (before, after, lines) => {
    expect(shown(before, after)).toEqual(lines);
  });

  it('knows what was there before', () => {
    expect(beforeOf(diffOf('a\nb\n', 'a\nx\n'))).toBe('a\nb\n');
    expect(beforeOf(diffOf(null, 'a\n'))).toBeNull();
  });
});
