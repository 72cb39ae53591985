import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliEnvironment } from '../../../../src/main/cli/cliHost';
import { NO_PROGRESS } from '../../../../src/main/cli/output';
import type { PolicyCheckWords } from '../../../../src/main/cli/policyArguments';
import { policyCheckCommand } from '../../../../src/main/cli/policyCommand';
import { silentLog } from '../../../../src/main/log';
import { ManualClock } from '../../../support/manualClock';

const HEADER = '{"lowmark":1,"host":"db-\\u001b[2J01","kernel":"6.1.0","arch":"x86_64","pageBytes":4096}';
const PROCESSES = [
  'pid\tppid\tuid\tcomm\trss_pages\tswap_pages\toom_score\toom_score_adj',
  '1\t0\t0\tinit\t100\t0\t0\t0',
  '42\t1\t33\tnginx\t900\t0\t667\t0',
  '812\t1\t0\tmysqld\t90000\t0\t700\t0',
  '',
].join('\n');
const FRAME = JSON.stringify({
  at: 5,
  sections: { meminfo: 'MemTotal: 1000000 kB\nMemFree: 400000 kB\n', processes: PROCESSES },
});

const DATABASES = 'lowmark-policy: 1\nrules: [{ name: db, tier: strongly, match: { comm: mysqld } }]\n';
const NOBODY = 'lowmark-policy: 1\nrules: [{ name: db, tier: strongly, match: { comm: postgres } }]\n';

let folder: string;
let environment: CliEnvironment;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lowmark-policy-'));
  environment = {
    dataFolder: join(folder, 'data'),
    clock: new ManualClock(),
    log: silentLog,
    askSecret: () => Promise.resolve(null),
  };
  await writeFile(join(folder, 'r.jsonl'), `${HEADER}\n${FRAME}\n`);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function check(policy: string | null, more: Partial<PolicyCheckWords> = {}) {
  const policyFile = policy === null ? null : join(folder, 'p.yaml');
  if (policyFile !== null) await writeFile(policyFile, policy ?? '');
  const written: string[] = [];
  const said: string[] = [];
  const words: PolicyCheckWords = {
    kind: 'policy-check',
    hosts: [],
    isForAll: false,
    recording: join(folder, 'r.jsonl'),
    policyFile,
    keyFile: null,
    acceptHostKey: null,
    isJson: false,
    language: 'en',
    ...more,
  };
  const exit = await policyCheckCommand(words, environment, {
    write: (text) => Promise.resolve(void written.push(text)),
    complain: (sentence) => void said.push(sentence.replaceAll(`${folder}/`, '')),
    progress: NO_PROGRESS,
  });
  return { exit, written: written.join(''), said };
}

describe('lowmark policy check', () => {
  it('fails where there is drift, and shows it as a table that foreign names cannot break', async () => {
    const { exit, written, said } = await check(DATABASES);

    expect(exit).toBe('failed');
    expect(said).toEqual([]);
    expect(written.split('\n')).toEqual([
      'Host       Process       Unit  Rule     Wanted  Live  At start  Drift',
      'db-?[2J01  mysqld (812)  –     db    -500…-300     0         –  live, next victim',
      '',
      'db-?[2J01: From a sample alone: program files and unit files are not known, so rules that ask for exe fit nothing, and only live values are compared.',
      'Drift: 1, on hosts: 1 of 1; processes that a rule fits: 1.',
      '',
    ]);
  });

  it('succeeds where there is none', async () => {
    const { exit, written } = await check(NOBODY);

    expect(exit).toBe('ok');
    expect(written).toContain('No drift. Hosts: 1, processes that a rule fits: 0.');
  });

  it('speaks Chinese', async () => {
    const { written } = await check(DATABASES, { language: 'zh-CN' });

    expect(written).toContain('偏差 1 处，涉及 1 台主机（共 1 台）；匹配规则的进程 1 个。');
  });

  it('says all of it as JSON, with sentences as text', async () => {
    const { exit, written } = await check(DATABASES, { isJson: true });

    expect(exit).toBe('failed');
    expect(JSON.parse(written)).toMatchObject({
      drift: 1,
      failed: 0,
      hosts: [
        {
          state: 'checked',
          coveredByRule: { db: 1 },
          findings: [
            {
              process: { pid: 812 },
              isNextVictim: true,
              sentence: {
                text: 'mysqld (812) is next to be killed: it has 0, where rule “db” asks for -500…-300.',
              },
            },
          ],
        },
      ],
    });
  });

  it('points at what is wrong with the file, looks at nothing, and calls it bad usage', async () => {
    const { exit, written, said } = await check('lowmark-policy: 1\nrules:\n  - { name: a, tier: stronk }\n');

    expect(exit).toBe('badUsage');
    expect(written).toBe('');
    expect(said).toEqual([
      'p.yaml:3:22: There is no tier “stronk”. There are: protected, strongly, somewhat, default, sacrificed.',
      'p.yaml:3:5: Rule “a” has no match: it does not say which processes it means.',
      'p.yaml: problems: 2. Nothing was looked at.',
    ]);
  });

  it.each([
    ['no file yet', null],
    ['no rules', 'lowmark-policy: 1\n'],
    ['only comments', '# later\n'],
  ])('fails, and says what to do, with %s', async (_what, policy) => {
    const { exit, said } = await check(policy);

    expect(exit).toBe('failed');
    expect(said.join()).toContain('lowmark policy suggest');
  });

  it('refuses a file that was named and is not there', async () => {
    await expect(check(null, { policyFile: join(folder, 'none.yaml') })).rejects.toMatchObject({
      sentence: { code: 'policy.file-unreadable', params: { problem: 'ENOENT' } },
    });
  });

  it('refuses --all where nothing is on the list', async () => {
    await expect(check(DATABASES, { recording: null, isForAll: true })).rejects.toMatchObject({
      sentence: { code: 'terminal.no-listed-hosts' },
    });
  });

  it('writes nothing', async () => {
    await check(DATABASES);

    expect((await readdir(folder)).sort()).toEqual(['p.yaml', 'r.jsonl']);
  });
});
