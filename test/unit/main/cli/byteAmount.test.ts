import { describe, expect, it } from 'vitest';
import { byteAmountOf } from '../../../../src/main/cli/byteAmount';

describe('an amount of bytes', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['1073741824', 1_073_741_824],
    ['+4096', 4096],
    ['512K', 524_288],
    ['512k', 524_288],
    ['3KiB', 3072],
    ['2M', 2_097_152],
    ['2 MiB', 2_097_152],
    ['1.5G', 1_610_612_736],
    ['-2GiB', -2_147_483_648],
    ['1T', 1_099_511_627_776],
    ['10B', 10],
  ])('%s is %i', (text, bytes) => {
    expect(byteAmountOf(text)).toBe(bytes);
  });

  it.each(['', 'G', '1GB', '1MB', '1e9', '0x10', '1,5G', '--1', '1..5', 'NaN', 'Infinity', '99999999999T'])(
    '"%s" is none',
    (text) => {
      expect(byteAmountOf(text)).toBeNull();
    },
  );
});
