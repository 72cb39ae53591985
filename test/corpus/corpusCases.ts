import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Incident } from '../../src/shared/model';
import { readText } from '../support/oomReports/readLog';
import type { ComparedFact } from './compareFacts';
import { compareFacts } from './compareFacts';
import { compareRecorded } from './compareRecorded';
import { logFactsSchema, recordedFactsSchema } from './logFacts';

/** A log and what was found in it. */
export interface ReadCase {
  readonly name: string;
  readonly incidents: readonly Incident[];
  readonly facts: readonly ComparedFact[];
  /** Its incidents can be computed again. */
  readonly isReplayable: boolean;
}

/**
 * Reads every `NAME.log` of a folder that has a `NAME.json` (or `NAME.expected.json`) beside it, and every folder with a
 * `kernel.log` and a `facts.json`.
 */
export function* readCases(folder: string): Generator<ReadCase> {
  for (const entry of readdirSync(folder).sort()) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) {
      if (existsSync(join(path, 'kernel.log')) && existsSync(join(path, 'facts.json')))
        yield readRecorded(path);
    } else if (entry.endsWith('.log')) {
      const facts = factsBeside(path);
      if (facts !== null) yield readLog(path, facts);
    }
  }
}

function factsBeside(path: string): string | null {
  const stem = path.slice(0, -'.log'.length);
  return [`${stem}.json`, `${stem}.expected.json`].find((candidate) => existsSync(candidate)) ?? null;
}

function readLog(path: string, factsPath: string): ReadCase {
  const facts = logFactsSchema.parse(JSON.parse(readFileSync(factsPath, 'utf8')));
  const read = readText(readFileSync(path, 'utf8'));
  return {
    name: basename(path, '.log'),
    incidents: read.incidents,
    facts: compareFacts(facts, read),
    isReplayable: facts.replayable === true,
  };
}

function readRecorded(path: string): ReadCase {
  const facts = recordedFactsSchema.parse(JSON.parse(readFileSync(join(path, 'facts.json'), 'utf8')));
  const { incidents } = readText(readFileSync(join(path, 'kernel.log'), 'utf8'));
  return { name: basename(path), incidents, facts: compareRecorded(facts, incidents), isReplayable: true };
}
