import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBuddyinfo } from '../../../src/main/parse/buddyinfo';
import { MASK, maskCommandLine } from '../../../src/main/parse/commandLine';
import { parseMeminfo } from '../../../src/main/parse/meminfo';
import { parsePagetypeinfo } from '../../../src/main/parse/pagetypeinfo';
import { parsePressure } from '../../../src/main/parse/pressure';
import { parseProcesses } from '../../../src/main/parse/processes';
import { parseVmSettings } from '../../../src/main/parse/vmSettings';
import { parseVmstat } from '../../../src/main/parse/vmstat';
import { parseZoneinfo } from '../../../src/main/parse/zoneinfo';
import { CgroupState } from '../../../src/main/sampling/cgroupState';
import { FrameDecoder } from '../../../src/main/sampling/decode';
import type { HostSample } from '../../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../../src/shared/model';
import type { ParseProblem, Result } from '../../../src/shared/result';
import { hostSampleSchema } from '../../../src/shared/schema/sample';
import { assess } from '../../../src/shared/risk/assess';
import { vitalsOf } from '../../../src/shared/risk/vitals';
import { seriesPointOf } from '../../../src/shared/series/seriesPoint';
import { hostileNames, hostileText, kernelFixture } from '../../support/kernelFixtures';

const PARSERS: readonly (readonly [string, (text: string) => Result<unknown>])[] = [
  ['meminfo', parseMeminfo],
  ['buddyinfo', parseBuddyinfo],
  ['zoneinfo', parseZoneinfo],
  ['vmstat', parseVmstat],
  ['pressure_memory', parsePressure],
  ['processes', parseProcesses],
  ['pagetypeinfo', parsePagetypeinfo],
  ['cgroup', (text) => new CgroupState().merge(text)],
  ['vm_settings', parseVmSettings],
];

const FIXTURE = kernelFixture('debian-6.12.107-amd64');
const REAL_TEXTS = [
  FIXTURE.read('meminfo'),
  FIXTURE.read('buddyinfo'),
  FIXTURE.read('zoneinfo'),
  FIXTURE.read('vmstat'),
  FIXTURE.read('pressure_memory'),
  FIXTURE.read('processes.tsv'),
  ...hostileNames().map(hostileText),
];

/** Pieces of kernel files, so that random texts get past the first check of every parser. */
const fragment = fc.oneof(
  fc.constantFrom(
    ...[
      'MemTotal:',
      'kB',
      'Node 0, zone',
      'Node 1, zone',
      'DMA',
      'Normal',
      'pages free',
      'min',
      'low',
      'high',
    ],
    ...[
      'protection: (0, 1)',
      'protection: (',
      'per-node stats',
      'pagesets',
      'nr_dirty',
      'some',
      'full',
      'avg10=0.00',
    ],
    ...[
      'avg60=1.00',
      'avg300=100.00',
      'total=',
      'pid\tppid\tcomm\trss_pages',
      '1\t0\tsh\t5',
      '__proto__',
      'constructor',
    ],
    ...[
      '==> /app/memory.current <==\n',
      '==> /app/memory.max <==\n',
      '==> /cgroup.paths <==\n/app\n',
      '==> vm/swappiness <==\n',
      'Node    0, zone      DMA, type    Movable ',
      'max\n',
    ],
    ...[' ', '  ', '\t', '\n', '\r\n', ':', '\u0000', '0', '18446744073709551616', '-1'],
  ),
  fc.nat().map(String),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** A real text with pieces cut out, repeated or replaced. */
const mangled = fc
  .tuple(
    fc.constantFrom(...REAL_TEXTS),
    fc.nat(6000),
    fc.nat(6000),
    fc.oneof(fragment, fc.constantFrom(...REAL_TEXTS)),
  )
  .map(([text, start, end, inserted]) => text.slice(0, start) + inserted + text.slice(end));

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fragment, { maxLength: 60 }).map((fragments) => fragments.join('')),
  fc.array(fragment, { maxLength: 60 }).map((fragments) => fragments.join(' ')),
  mangled,
);

/** Numbers that no kernel prints: NaN and infinities. */
function badNumbersIn(tree: unknown): number[] {
  if (typeof tree === 'number') return Number.isFinite(tree) ? [] : [tree];
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(badNumbersIn) : [];
}

function expectProblem(problem: ParseProblem, file: string): void {
  expect(problem.file).toBe(file);
  expect(problem.excerpt.length).toBeLessThanOrEqual(80);
  // eslint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(problem.excerpt).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  expect(problem.line === null).toBe(problem.kind === 'empty');
}

describe.each(PARSERS)('%s', (file, parse) => {
  it('makes a value or a problem of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parse(text);
        if (!result.ok) expectProblem(result.problem, file);
        else expect(badNumbersIn(result.value)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a decoder', () => {
  it('makes samples that keep the contract and can be assessed, and rates that are never negative, of any frames', () => {
    const section = fc.option(anyText, { nil: undefined });
    const frames = fc.array(
      fc.record({
        uptimeSeconds: fc.double({ min: 0, max: 1e7, noNaN: true }),
        texts: fc.array(section, { minLength: PARSERS.length, maxLength: PARSERS.length }),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(frames, (pushed) => {
        const decoder = new FrameDecoder({ ...UNKNOWN_IDENTITY, pageBytes: 4096 });
        let previous: HostSample | null = null;
        for (const { uptimeSeconds, texts } of pushed) {
          const sections = Object.fromEntries(
            PARSERS.flatMap(([name], index) => {
              const text = texts[index];
              return text === undefined ? [] : [[name, text]];
            }),
          );
          const sample = decoder.push({
            uptimeSeconds,
            receivedAtMs: 0,
            sections,
            refusals: {},
            kernelLog: null,
          });
          expect(hostSampleSchema.safeParse(sample).error).toBeUndefined();
          for (const age of Object.values(sample.ages)) expect(age).toBeGreaterThanOrEqual(0);
          const assessment = assess(sample, previous === null ? [] : [vitalsOf(previous)]);
          expect(badNumbersIn(assessment)).toEqual([]);
          const point = seriesPointOf(previous, sample);
          expect(point.swapInBytesPerSecond ?? 0).toBeGreaterThanOrEqual(0);
          expect(point.swapOutBytesPerSecond ?? 0).toBeGreaterThanOrEqual(0);
          expect(point.oomKills ?? 0).toBeGreaterThanOrEqual(0);
          previous = sample;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('masking', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9/._-]{0,12}$/);
  const secret = fc.stringMatching(/^[A-Za-z0-9!#%+]{9,20}$/).map((text) => `S3cr3t${text}`);
  const shape = fc.constantFrom<(value: string) => string>(
    (value) => `--password=${value}`,
    (value) => `--db-password ${value}`,
    (value) => `-Dapp.secret=${value}`,
    (value) => `API_TOKEN=${value}`,
    (value) => `https://me:${value}@host/x`,
    (value) => `Authorization: Bearer ${value}`,
    (value) => `"password":"${value}"`,
    (value) => `mysql -p${value}`,
    (value) => `curl -u me:${value}`,
  );

  it('never lets a secret of a known shape through, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.array(word), shape, secret, fc.array(word), (before, shaped, value, after) => {
        const masked = maskCommandLine([...before, shaped(value), ...after].join(' '));
        expect(masked).not.toContain(value);
        expect(masked).toContain(MASK);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes any text, and finds nothing more to mask in what it shows', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            word,
            fragment,
            fc.tuple(shape, secret).map(([shaped, value]) => shaped(value)),
          ),
        ),
        (words) => {
          const masked = maskCommandLine(words.join(' '));
          expect(maskCommandLine(masked)).toBe(masked);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
