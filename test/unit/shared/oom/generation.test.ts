import { describe, expect, it } from 'vitest';
import type { BadnessGeneration } from '../../../../src/shared/oom/generation';
import { generationOf } from '../../../../src/shared/oom/generation';
import { isAtLeast, parseKernelRelease } from '../../../../src/shared/oom/kernelRelease';
import { processWith } from './processes';

const half: BadnessGeneration = {
  kind: 'heuristic',
  children: 'half',
  sacrifices: 'first',
  countsForeignNodes: false,
  quarters: 'admin-or-root',
  shiftsAtLeastOne: false,
};

describe('a kernel by its version alone', () => {
  it.each<[string, BadnessGeneration]>([
    ['2.6.9-89.EL', { ...half, children: 'none', sacrifices: 'none' }],
    ['2.6.11.4', { ...half, children: 'whole' }],
    ['2.6.18-398.el5', half],
    ['2.6.24', { ...half, countsForeignNodes: true, shiftsAtLeastOne: true }],
    [
      '2.6.32.71',
      { ...half, countsForeignNodes: true, shiftsAtLeastOne: true, quarters: 'admin-or-resource' },
    ],
    ['2.6.32-754.el6.x86_64', { kind: 'permille', countsPageTables: true, sacrifices: 'worst' }],
    ['2.6.36', { kind: 'permille', countsPageTables: false, sacrifices: 'worst' }],
    ['2.6.39', { kind: 'permille', countsPageTables: true, sacrifices: 'worst' }],
    ['3.4.113', { kind: 'permille', countsPageTables: true, sacrifices: 'worst' }],
    ['3.5.0', { kind: 'pages', rootBonus: 'of-total', sacrifices: 'worst', isLastOfEqualsChosen: false }],
    ['3.10.17', { kind: 'pages', rootBonus: 'of-total', sacrifices: 'worst', isLastOfEqualsChosen: false }],
    ['3.10.65', { kind: 'pages', rootBonus: 'of-own', sacrifices: 'worst', isLastOfEqualsChosen: false }],
    [
      '3.10.0-1160.el7.x86_64',
      { kind: 'pages', rootBonus: 'of-own', sacrifices: 'worst', isLastOfEqualsChosen: false },
    ],
    [
      '3.16.0-4-amd64',
      { kind: 'pages', rootBonus: 'of-own', sacrifices: 'worst', isLastOfEqualsChosen: false },
    ],
    [
      '4.15.0-20-generic',
      { kind: 'pages', rootBonus: 'of-own', sacrifices: 'worst', isLastOfEqualsChosen: false },
    ],
    [
      '4.18.0-147.el8.x86_64',
      { kind: 'pages', rootBonus: 'none', sacrifices: 'none', isLastOfEqualsChosen: false },
    ],
    ['4.19.0', { kind: 'pages', rootBonus: 'none', sacrifices: 'worst', isLastOfEqualsChosen: false }],
    [
      '5.4.0-42-generic',
      { kind: 'pages', rootBonus: 'none', sacrifices: 'none', isLastOfEqualsChosen: true },
    ],
    ['5.10.0-32-amd64', { kind: 'signed', hasApproximateRss: false }],
    ['6.1.0-50-amd64', { kind: 'signed', hasApproximateRss: false }],
    ['6.12.107+deb13-amd64', { kind: 'signed', hasApproximateRss: true }],
    ['12.3.4', { kind: 'signed', hasApproximateRss: true }],
  ])('%s', (release, generation) => {
    expect(generationOf(release, [])).toEqual({ generation, by: 'version' });
  });

  it.each([null, '', 'unknown', 'v6'])('is taken for the newest where it has none: %s', (release) => {
    expect(generationOf(release, [])).toMatchObject({ generation: { kind: 'signed' }, by: 'default' });
  });
});

describe('what a host shows', () => {
  const signedScores = [666, 670, 700].map((oomScore, index) => processWith({ pid: 10 + index, oomScore }));
  const shareScores = [0, 3, 40].map((oomScore, index) => processWith({ pid: 10 + index, oomScore }));
  const onlyOomAdj = [processWith({ oomScoreAdj: null, oomAdj: 0, oomScore: 12_345 })];

  it.each([
    ['a new kernel whose vendor kept the old scale', '5.14.0', shareScores, 'pages'],
    ['an old kernel whose vendor took the new scale', '4.18.0', signedScores, 'signed'],
    ['no version at all, new scores', null, signedScores, 'signed'],
    ['no version at all, old scores', null, shareScores, 'pages'],
    ['oom_adj alone, whatever the version', '5.10.0', onlyOomAdj, 'heuristic'],
  ])('wins over its version: %s', (_what, release, processes, kind) => {
    expect(generationOf(release, processes)).toMatchObject({ generation: { kind }, by: 'evidence' });
  });

  it('rules out the oldest where oom_score_adj is there', () => {
    const processes = [processWith({ oomScore: null })];
    expect(generationOf('2.6.32', processes).generation.kind).toBe('permille');
  });
});

describe('a release', () => {
  it.each([
    ['6.1.0-50-amd64', { major: 6, minor: 1, patch: 0, enterpriseLinux: null }],
    ['5.14.0-503.el9_5.x86_64', { major: 5, minor: 14, patch: 0, enterpriseLinux: 9 }],
    ['6.6', { major: 6, minor: 6, patch: 0, enterpriseLinux: null }],
    ['4.4.0-elementary', { major: 4, minor: 4, patch: 0, enterpriseLinux: null }],
  ])('%s is read', (text, release) => {
    expect(parseKernelRelease(text)).toEqual(release);
  });

  it('is compared part by part', () => {
    const release = { major: 5, minor: 10, patch: 3, enterpriseLinux: null };
    expect(isAtLeast(release, 5, 9)).toBe(true);
    expect(isAtLeast(release, 5, 10, 3)).toBe(true);
    expect(isAtLeast(release, 5, 10, 4)).toBe(false);
    expect(isAtLeast(release, 6, 0)).toBe(false);
  });
});
