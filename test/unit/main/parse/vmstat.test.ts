import { describe, expect, it } from 'vitest';
import { parseVmstat } from '../../../../src/main/parse/vmstat';
import { hostileText, kernelFixtures } from '../../../support/kernelFixtures';

describe.each(kernelFixtures())('vmstat of $name', ({ expected, read }) => {
  it('has every item by its name', () => {
    const result = parseVmstat(read('vmstat'));
    const vmstat = result.ok ? result.value : {};
    const stalls = Object.entries(vmstat).filter(([name]) => name.startsWith('allocstall'));
    expect({
      items: Object.keys(vmstat).length,
      pswpin: vmstat['pswpin'] ?? null,
      pswpout: vmstat['pswpout'] ?? null,
      oom_kill: vmstat['oom_kill'] ?? null,
      pgfault: vmstat['pgfault'] ?? null,
      allocstall: stalls.reduce((sum, [, count]) => sum + count, 0),
    }).toEqual(expected.vmstat);
  });
});

describe('vmstat', () => {
  it.each([
    ['vmstat-glued', { expected: 'nr_free_pages once only' }],
    ['vmstat-not-a-number', { line: 3, excerpt: 'pswpout lots' }],
    ['vmstat-prototype', { line: 2 }],
    ['meminfo-error-text', { line: 1 }],
    ['meminfo-empty', { kind: 'empty' }],
  ])('%s is a problem', (name, problem) => {
    expect(parseVmstat(hostileText(name))).toMatchObject({
      ok: false,
      problem: { file: 'vmstat', ...problem },
    });
  });

  it('leaves out the counter in which the text was cut', () => {
    const result = parseVmstat(hostileText('vmstat-cut'));
    const names = result.ok ? Object.keys(result.value) : [];
    expect(names.at(-1)).toBe('pswpin');
    expect(names).not.toContain('pswpout');
  });

  it('passes over an item without a name', () => {
    expect(parseVmstat('nr_dirtied 1\n 0\npgpgin 2\n')).toEqual({
      ok: true,
      value: { nr_dirtied: 1, pgpgin: 2 },
    });
  });

  it('reads the largest number that the kernel can print', () => {
    expect(parseVmstat('pgfault 18446744073709551615\n')).toEqual({ ok: true, value: { pgfault: 2 ** 64 } });
  });

  it('reads a selection of the lines', () => {
    expect(parseVmstat('oom_kill 2\n')).toEqual({ ok: true, value: { oom_kill: 2 } });
  });

  it.each(['\u0663', '0x10', '1e3', '1.5', '+1', '-1', '1_000', '', 'NaN'])(
    'does not take %j for a count',
    (text) => {
      expect(parseVmstat(`pgpgin ${text}\n`)).toMatchObject({ ok: false });
    },
  );
});
