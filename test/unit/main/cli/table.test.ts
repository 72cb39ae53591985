import { describe, expect, it } from 'vitest';
import { cellWidth, plainCell, tableOf } from '../../../../src/main/cli/table';

describe('a terminal table', () => {
  it('aligns words to the left and numbers to the right, wide characters counted as two', () => {
    const columns = [
      { heading: '内存区', isNumber: false },
      { heading: 'free', isNumber: true },
      { heading: 'note', isNumber: false },
    ];
    const rows = [
      ['DMA', '12', 'x'],
      ['HighMem', '123456', ''],
    ];
    expect(tableOf(columns, rows)).toBe(
      ['内存区     free  note', 'DMA          12  x', 'HighMem  123456'].join('\n'),
    );
  });

  it.each([
    ['abc', 3],
    ['内存', 4],
    ['e\u0301', 1],
    ['', 0],
  ])('%s is %i columns wide', (text, width) => {
    expect(cellWidth(text)).toBe(width);
  });

  it('lets no foreign text move the cursor', () => {
    expect(plainCell('a\u001b[2Jb\tc\nd\u202ee')).toBe('a?[2Jb?c?d?e');
  });
});
