import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBuddyinfo } from '../../../src/main/parse/buddyinfo';
import { parseMeminfo } from '../../../src/main/parse/meminfo';
import { parsePressure } from '../../../src/main/parse/pressure';
import { parseProcesses } from '../../../src/main/parse/processes';
import { parseVmstat } from '../../../src/main/parse/vmstat';
import { parseZoneinfo } from '../../../src/main/parse/zoneinfo';
import type { Result } from '../../../src/shared/result';
import type { KernelFile } from '../../support/kernelFixtures';
import { kernelFixtures } from '../../support/kernelFixtures';

type Leaf = string | number | boolean;

/** Every value in a tree by its path, nulls left out: not reported is not a value. */
function leavesOf(tree: unknown, path = '', leaves = new Map<string, Leaf>()): Map<string, Leaf> {
  if (typeof tree === 'string' || typeof tree === 'number' || typeof tree === 'boolean')
    leaves.set(path, tree);
  else if (typeof tree === 'object' && tree !== null) {
    for (const [key, branch] of Object.entries(tree)) leavesOf(branch, `${path}/${key}`, leaves);
  }
  return leaves;
}

/** What the result says of the host; how many rows were dropped is said of the text. */
function saidBy(result: Result<unknown>): Map<string, Leaf> {
  if (!result.ok) return new Map();
  const { value } = result;
  const isTable = typeof value === 'object' && value !== null && 'processes' in value;
  return leavesOf(isTable ? value.processes : value);
}

const PARSERS: readonly (readonly [KernelFile, (text: string) => Result<unknown>])[] = [
  ['meminfo', parseMeminfo],
  ['buddyinfo', parseBuddyinfo],
  ['zoneinfo', parseZoneinfo],
  ['vmstat', parseVmstat],
  ['pressure_memory', parsePressure],
  ['processes.tsv', parseProcesses],
];

const CASES = kernelFixtures().flatMap((fixture) =>
  PARSERS.filter(([file]) => fixture.has(file)).map(([file, parse]) => ({
    file,
    parse,
    fixture,
    name: fixture.name,
  })),
);

describe.each(CASES)('$file of $name', ({ file, parse, fixture }) => {
  const text = fixture.read(file);
  const whole = saidBy(parse(text));

  it('cut anywhere says nothing that the whole does not say', () => {
    expect(whole.size).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.nat(text.length), fc.constantFrom('', '\r'), (length, end) => {
        for (const [path, leaf] of saidBy(parse(text.slice(0, length) + end)))
          expect([path, leaf]).toEqual([path, whole.get(path)]);
      }),
      { numRuns: 150 },
    );
  });
});

describe.each(kernelFixtures())('the zones of $name', ({ read }) => {
  it('hold no more free blocks than pages', () => {
    const buddy = parseBuddyinfo(read('buddyinfo'));
    const zoneinfo = parseZoneinfo(read('zoneinfo'));
    const zones = zoneinfo.ok ? zoneinfo.value.zones : [];
    const free = buddy.ok ? buddy.value : [];
    expect(free.length).toBeGreaterThan(0);
    for (const { node, zone: name, freeBlocks } of free) {
      const zone = zones.find((candidate) => candidate.node === node && candidate.name === name);
      const freePages = freeBlocks.reduce((sum, blocks, order) => sum + blocks * 2 ** order, 0);
      expect(freePages).toBeLessThanOrEqual(zone?.managedPages ?? zone?.presentPages ?? -1);
    }
  });
});
