import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpenedDesk, setAdj } from '../../../support/openedDesk';
import { processWith, sampleWith } from '../../shared/oom/processes';

let opened: OpenedDesk;

beforeEach(async () => {
  opened = await OpenedDesk.open();
});

afterEach(async () => {
  await opened.close();
});

describe('a command line with a secret that cannot be told from any other word', () => {
  it('is in the plan that a person looks at, and not in what is kept of it', async () => {
    opened.hands.add('web').add(7);
    const host = opened.hands.find('web');
    if (host === null) throw new Error('There is no such host.');
    const commandLine = 'mytool hunter2';
    const sample = sampleWith({ processes: [processWith({ pid: 7, startTicks: 700, commandLine })] });
    vi.spyOn(host, 'watch', 'get').mockReturnValue({ ...host.watch, sample, sampledAtMs: 0 });

    const plan = await opened.propose(setAdj('web', 7, 300));
    expect(plan.hosts[0]?.steps[0]).toMatchObject({ process: { commandLine } });
    await opened.carryOut(plan);

    expect(await readFile(join(opened.folder, 'audit.jsonl'), 'utf8')).toContain('"commandLine":null');
    expect(await opened.everythingKept()).not.toContain('hunter2');
  });
});
