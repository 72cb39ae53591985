import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareRecorded } from '../../../../corpus/compareRecorded';
import { readCases } from '../../../../corpus/corpusCases';
import { countReplays } from '../../../../corpus/corpusReplays';
import { recordedFactsSchema } from '../../../../corpus/logFacts';
import { readText } from '../../../../support/oomReports/readLog';

const LOGS = fileURLToPath(new URL('../../../../fixtures/oom/', import.meta.url));
const FACTS = fileURLToPath(new URL('../../../../fixtures/incidents/', import.meta.url));

const CASES = [...readCases(LOGS)];
const RECORDED = readdirSync(`${LOGS}recorded`).map((file) => file.replace(/\.log$/, ''));

describe.each(CASES.map((one) => [one.name, one] as const))('%s', (_, { facts }) => {
  it('says what its facts say', () => {
    expect(facts.length).toBeGreaterThan(20);
    expect(facts.filter(({ isRight }) => !isRight)).toEqual([]);
  });
});

const REPLAYABLE = CASES.filter(({ isReplayable }) => isReplayable);

describe.each(REPLAYABLE.map((one) => [one.name, one] as const))('%s', (_, { incidents }) => {
  it('can be computed again', () => {
    const { all, misses } = countReplays(incidents);
    expect(all).toBe(1);
    expect(misses).toEqual([]);
  });
});

describe.each(RECORDED)('what a kernel said in the run %s', (name) => {
  const facts = recordedFactsSchema.parse(JSON.parse(readFileSync(`${FACTS}${name}.json`, 'utf8')));
  const { incidents } = readText(readFileSync(`${LOGS}recorded/${name}.log`, 'utf8'));

  it('says what happened', () => {
    expect(compareRecorded(facts, incidents).filter(({ isRight }) => !isRight)).toEqual([]);
  });

  it('can be computed again', () => {
    expect(countReplays(incidents).misses).toEqual([]);
  });
});
