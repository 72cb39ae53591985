import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readKernelLog } from '../../../../src/main/parse/oomReport/kernelLogReader';
import type { Replay } from '../../../../src/shared/model';
import { replayOf } from '../../../../src/shared/replay/replay';
import { factsOf, incidentNames, recordingPath } from '../../../support/incidents';

/** Every kill that was caused on a real kernel and reported with a table: computed again from its own report. */

const frameSchema = z.object({ kernelLog: z.string() });

/** What the kernel logged while it was recorded. */
function kernelLogOf(name: string): string {
  const lines = gunzipSync(readFileSync(recordingPath(name)))
    .toString('utf8')
    .split('\n');
  return lines
    .filter((line) => line.includes('"kernelLog"'))
    .map((line) => frameSchema.parse(JSON.parse(line)).kernelLog)
    .join('\n');
}

function replaysOf(name: string): Replay[] {
  return readKernelLog(kernelLogOf(name)).incidents.map((incident) => replayOf(incident));
}

/** Told to kill whoever asks. */
const ALLOCATING = 'global-kill-allocating';
/** Children died there in place of the chosen one. */
const SACRIFICED = 'k419-old-sacrifice';

const names = incidentNames().filter((name) => existsSync(recordingPath(name)));
const killing = names.filter((name) => factsOf(name).incidents.some((one) => one.selected_pid != null));

describe('the reports of kills that were caused on real kernels', () => {
  it('are there', () => {
    expect(killing.length).toBeGreaterThan(15);
  });

  it.each(killing)('%s: the same total, and the same one chosen', (name) => {
    const replays = replaysOf(name).filter(({ ranking, actual }) => ranking.length > 0 && actual !== null);
    const facts = factsOf(name).incidents.filter((one) => one.selected_pid != null);
    expect(replays.map(({ actual, totalPages }) => ({ actual, totalPages }))).toEqual(
      facts.map((one) => ({ actual: one.selected_pid, totalPages: one.totalpages_at_kill })),
    );
    expect(replays.map(({ agrees }) => agrees)).toEqual(facts.map(() => name !== ALLOCATING));
    // A score that was printed is the computed one.
    const scores = replays.flatMap(({ notes }) =>
      notes.filter(({ code }) => code.startsWith('replay.score-')),
    );
    expect(new Set(scores.map(({ code }) => code))).toEqual(
      new Set(name.startsWith('k419') ? ['replay.score-agrees'] : []),
    );
  });

  it('differ where the kernel was told to kill whoever asks', () => {
    expect(replaysOf(ALLOCATING)).toMatchObject([
      { predicted: 141, actual: 148, agrees: false, reason: 'allocating-task' },
    ]);
  });

  it('name the children that died', () => {
    expect(replaysOf(SACRIFICED)).toMatchObject([
      { actual: 66, died: [66], reason: null },
      { actual: 75, died: [77], reason: 'sacrificed-child' },
      { actual: 75, died: [78], reason: 'sacrificed-child' },
    ]);
  });

  it('agree where nothing could be killed, and have a panic’s order where nothing was to be', () => {
    expect(replaysOf('no-killable')).toMatchObject([{ predicted: null, actual: null, agrees: true }]);
    expect(replaysOf('panic-on-oom')).toMatchObject([{ predicted: 140, actual: null, agrees: null }]);
  });
});
