import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { byteScale, formatRoundBytes, percentScale } from '../../../../src/renderer/src/charts/axisScale';
import { chartColours } from '../../../../src/renderer/src/charts/chartColours';
import { memoryLegend, pressureLegend, swapLegend } from '../../../../src/renderer/src/charts/chartLegend';
import { usualSpan } from '../../../../src/renderer/src/charts/chartSpan';
import { shapeOf, stepIndex } from '../../../../src/renderer/src/charts/chartState';
import { MIB, pointAt, steadyPoints } from './samples';

describe('byteScale', () => {
  it.each([
    [331 * MIB, 4, { step: 128 * MIB, max: 384 * MIB }],
    [64 * MIB, 1, { step: 64 * MIB, max: 64 * MIB }],
    [0, 4, { step: 0.25, max: 0.25 }],
  ])('divides %d into about %d powers of two', (largest, steps, scale) => {
    expect(byteScale(largest, steps)).toEqual(scale);
  });
});

describe('percentScale', () => {
  it.each([
    [0, 5],
    [5.1, 10],
    [50, 50],
    [99, 100],
  ])('shows %d %% on an axis to %d', (percent, max) => {
    expect(percentScale(percent).max).toBe(max);
  });
});

describe('formatRoundBytes', () => {
  it.each([
    [4096, '4 KiB'],
    [16 * 1024, '16 KiB'],
    [1.5 * 1024 * MIB, '1.5 GiB'],
    [128 * MIB, '128 MiB'],
    [0, '0 B'],
    [100, '100 B'],
    [1.05 * MIB, '1.05 MiB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatRoundBytes(bytes)).toBe(text);
  });
});

describe('chartColours', () => {
  const css = readFileSync('src/renderer/src/styles/tokens.css', 'utf8');
  const [dark = '', light = ''] = css.split(":root[data-theme='light']");

  function reader(text: string): (variable: string) => string {
    return (variable) => new RegExp(`${variable}:([^;]+);`).exec(text)?.[1] ?? '';
  }

  it('finds every colour in both themes, and they differ', () => {
    const inDark = chartColours(reader(dark + light));
    const inLight = chartColours(reader(light));
    expect(inDark.anon).toMatch(/^#[0-9a-f]{6}$/);
    expect(inLight.text).not.toBe(inDark.text);
    expect(inLight.free).not.toBe(inDark.free);
  });

  it('names the colour that is missing instead of painting it black', () => {
    expect(() => chartColours((variable) => (variable === '--swap-in' ? ' ' : '#000'))).toThrow('--swap-in');
  });
});

describe('shapeOf', () => {
  it('changes when a series comes or goes, not when data does', () => {
    const one = { series: [{ id: 'a', type: 'line' as const, data: [1] }] };
    const newer = { series: [{ id: 'a', type: 'line' as const, data: [1, 2] }] };
    const other = { series: [...newer.series, { id: 'b', type: 'line' as const, data: [1] }] };
    expect(shapeOf(newer)).toBe(shapeOf(one));
    expect(shapeOf(other)).not.toBe(shapeOf(one));
  });
});

describe('stepIndex', () => {
  it.each([
    ['ArrowLeft', null, 9],
    ['ArrowRight', null, 9],
    ['ArrowLeft', 4, 3],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 9, 9],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['PageUp', 3, 0],
    ['Escape', 5, null],
  ])('%s from %s goes to %s', (key, current, next) => {
    expect(stepIndex(key, current, 10)).toBe(next);
  });

  it('leaves other keys, and Escape without a pointer, to the page', () => {
    expect(stepIndex('j', 5, 10)).toBeUndefined();
    expect(stepIndex('Escape', null, 10)).toBeUndefined();
    expect(stepIndex('ArrowLeft', null, 0)).toBeUndefined();
    expect(stepIndex('toString', 1, 10)).toBeUndefined();
  });
});

describe('legends', () => {
  it('list the parts of the stack and MemAvailable with the amounts of a point', () => {
    const points = steadyPoints(2);
    const legend = memoryLegend(points, points[1]);
    expect(legend.map((item) => item.key)).not.toContain('hugetlb');
    expect(legend.find((item) => item.key === 'anon')).toMatchObject({ text: '50.0 MiB', isLine: false });
    expect(legend.at(-1)).toMatchObject({ key: 'available', text: '30.0 MiB', isLine: true });
  });

  it('do not turn what is not reported into zero', () => {
    const blank = pointAt(0, { availableBytes: null, swapInBytesPerSecond: null, pressureFullPercent: null });
    expect(memoryLegend([blank], blank).at(-1)?.text).toBeNull();
    expect(swapLegend(blank).map((item) => item.text)).toEqual(['16.0 MiB', null, '0 B/s']);
    expect(pressureLegend(blank).map((item) => item.text)).toEqual(['0 %', null]);
    expect(swapLegend(undefined).every((item) => item.text === null)).toBe(true);
  });
});

describe('the span that charts begin with', () => {
  it.each([
    { pastSeconds: 0, minutes: 5 },
    { pastSeconds: 300, minutes: 5 },
    { pastSeconds: 301, minutes: 15 },
    { pastSeconds: 7_200, minutes: 15 },
  ])('is $minutes minutes for a past of $pastSeconds s', ({ pastSeconds, minutes }) => {
    const first = pointAt(1_000);
    expect(usualSpan([first], first.atMs + pastSeconds * 1_000)).toBe(minutes);
  });

  it('is the shortest without any past', () => {
    expect(usualSpan([], 0)).toBe(5);
  });
});
