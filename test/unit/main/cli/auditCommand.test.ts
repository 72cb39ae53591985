import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditCommand, auditVerifyCommand } from '../../../../src/main/cli/auditCommand';
import { silentLog } from '../../../../src/main/log';
import { OpenedDesk, setAdj } from '../../../support/openedDesk';

let opened: OpenedDesk;
let written: string;
let complaints: string[];

beforeEach(async () => {
  opened = await OpenedDesk.open();
  written = '';
  complaints = [];
});

afterEach(async () => {
  await opened.close();
});

const environment = (): Parameters<typeof auditCommand>[1] => ({
  dataFolder: opened.folder,
  clock: opened.clock,
  log: silentLog,
  askSecret: () => Promise.reject(new Error('nothing is asked here')),
});

const output: Parameters<typeof auditCommand>[2] = {
  write: (text) => {
    written += text;
    return Promise.resolve();
  },
  complain: (sentence) => void complaints.push(sentence),
  progress: { show: () => undefined, clear: () => undefined },
};

/** Two changes of two hosts, one of them with a name that wants to be a formula and an escape. */
async function changed(): Promise<void> {
  opened.hands.add('web').add(7, { comm: 'nginx' });
  opened.hands.add('db').add(9, { comm: '=1+\u001b[2J' });
  await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
  await opened.clock.advance(60_000);
  await opened.carryOut(await opened.propose(setAdj('db', 9, 500)));
}

const ALL = { kind: 'audit', search: '', host: null, format: 'table', language: 'en' } as const;
const VERIFY = { kind: 'audit-verify', head: null, isJson: false, language: 'en' } as const;

describe('lowmark audit', () => {
  it('says so where nothing is on record', async () => {
    await auditCommand(ALL, environment(), output);
    expect(written).toBe('Nothing on record fits.\n');
  });

  it('shows the newest first, and lets no name move the cursor', async () => {
    await changed();
    await auditCommand({ ...ALL, language: 'zh-CN' }, environment(), output);
    const [heading, ...lines] = written.split('\n');
    expect(heading?.split(/ +/)).toEqual(['时间', '主机', '对象', '变更', '结果', '操作人', '原因']);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['2026-01-01 00:01:00Z', 'db', '=1+?[2J (9)', '0 → 500', '已完成', 'alice (bastion)', 'a test'],
      ['2026-01-01 00:00:00Z', 'web', 'nginx (7)', '0 → 300', '已完成', 'alice (bastion)', 'a test'],
      [''],
    ]);
  });

  it('narrows down by words and by host', async () => {
    await changed();
    await auditCommand({ ...ALL, search: 'alice done', host: 'WEB', format: 'json' }, environment(), output);
    expect(JSON.parse(written)).toMatchObject({
      rows: [
        {
          hostName: 'web',
          result: {
            sentence: {
              code: 'change.outcome.done.adj',
              text: 'nginx (7) on web has oom_score_adj 300 now; it was 0.',
            },
          },
        },
      ],
    });
  });

  it('gives the lines of the file as they are, of the changes that fit', async () => {
    await changed();
    const lines = (await readFile(join(opened.folder, 'audit.jsonl'), 'utf8')).split('\n');
    await auditCommand({ ...ALL, format: 'jsonl' }, environment(), output);
    expect(written).toBe(lines.join('\n'));
    written = '';
    await auditCommand({ ...ALL, format: 'jsonl', host: 'db' }, environment(), output);
    expect(written).toBe(`${lines.slice(2, 4).join('\n')}\n`);
  });

  it('gives no formula to a spreadsheet', async () => {
    await changed();
    await auditCommand({ ...ALL, format: 'csv', host: 'db' }, environment(), output);
    expect(written).toContain(`,set-adj,"'=1+\u241b[2J (9)",0,500,done,`);
  });
});

describe('lowmark audit verify', () => {
  it('gives the newest hash, which is asked for later', async () => {
    await changed();
    expect(await auditVerifyCommand(VERIFY, environment(), output)).toBe(true);
    const [, head = ''] =
      /^The audit is whole: 4 entries. The newest hash is ([0-9a-f]{64}).\n$/.exec(written) ?? [];
    expect(await auditVerifyCommand({ ...VERIFY, head }, environment(), output)).toBe(true);
    const path = join(opened.folder, 'audit.jsonl');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
    expect(await auditVerifyCommand(VERIFY, environment(), output)).toBe(true);
    expect(await auditVerifyCommand({ ...VERIFY, head }, environment(), output)).toBe(false);
    expect(complaints).toEqual([
      `No entry has the hash ${head}: what is missing was cut off the end, or written anew.`,
    ]);
  });

  it('fails where something was changed, and says where', async () => {
    await changed();
    const path = join(opened.folder, 'audit.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('a test', 'a jest'));
    expect(await auditVerifyCommand(VERIFY, environment(), output)).toBe(false);
    expect(complaints).toEqual([
      'Line 1 is not what was written: its hash does not fit it.',
      'The audit is not whole.',
    ]);
  });

  it('gives its verdict as JSON to a script', async () => {
    await changed();
    const asJson = { ...VERIFY, isJson: true };
    expect(await auditVerifyCommand(asJson, environment(), output)).toBe(true);
    expect(JSON.parse(written)).toMatchObject({
      verdict: { isWhole: true, entries: 4, problem: null },
      hasHead: null,
    });
    written = '';
    expect(await auditVerifyCommand({ ...asJson, head: 'f'.repeat(64) }, environment(), output)).toBe(false);
    expect(JSON.parse(written)).toMatchObject({ verdict: { isWhole: true }, hasHead: false });
    written = '';
    const path = join(opened.folder, 'audit.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('a test', 'a jest'));
    expect(await auditVerifyCommand(asJson, environment(), output)).toBe(false);
    expect(JSON.parse(written)).toMatchObject({
      verdict: {
        isWhole: false,
        problem: { text: 'Line 1 is not what was written: its hash does not fit it.' },
      },
    });
    expect(complaints).toEqual([]);
  });

  it('reports a line that was cut off, and goes on', async () => {
    await changed();
    await appendFile(join(opened.folder, 'audit.jsonl'), '{"at":');
    expect(await auditVerifyCommand(VERIFY, environment(), output)).toBe(true);
    expect(complaints).toEqual([
      'Line 5 was cut off while it was written, as by a crash. It is no entry, and nothing behind it is missing.',
    ]);
  });
});
