import { expect, it } from 'vitest';
import { auditCsv } from '../../../../src/shared/audit/auditCsv';
import { message, type AuditRow } from '../../../../src/shared/model';

const ROW: AuditRow = {
  changeId: 'run/web/1.1',
  runId: 'run',
  number: 3,
  atMs: Date.UTC(2026, 0, 1),
  by: { user: 'alice', machine: 'bastion', shell: 'desktop' },
  hostId: 'web',
  hostName: 'web-01',
  account: 'ops',
  kind: 'set-adj',
  subject: 'nginx (7)',
  before: 0,
  after: -500,
  reason: 'says "no", twice',
  origin: { kind: 'process' },
  result: {
    stepId: '1.1',
    outcome: 'done',
    sentence: message('change.outcome.done.adj', {
      comm: 'nginx',
      pid: 7,
      host: 'web-01',
      file: 'oom_score_adj',
      value: -500,
      before: 0,
    }),
    value: -500,
    score: 166,
    wasReadAgain: false,
    atMs: 0,
  },
  undo: 'possible',
};

it('has a line for each row, in the form that spreadsheets read', () => {
  expect(auditCsv([ROW], 'en')).toBe(
    '\ufeffnumber,at,host,account,kind,subject,before,after,outcome,value,oom_score,sentence,undo,reason,user,machine,shell,origin,change_id\r\n' +
      '3,2026-01-01T00:00:00.000Z,web-01,ops,set-adj,nginx (7),0,-500,done,-500,166,' +
      'nginx (7) on web-01 has oom_score_adj -500 now; it was 0.,possible,"says ""no"", twice",alice,bastion,desktop,process,run/web/1.1\r\n',
  );
});

it('has a row of which nothing is known as unknown', () => {
  const [, line] = auditCsv([{ ...ROW, result: null, account: null, before: null, reason: 'r' }], 'en').split(
    '\r\n',
  );
  expect(line).toBe(
    '3,2026-01-01T00:00:00.000Z,web-01,,set-adj,nginx (7),,-500,unknown,,,,possible,r,alice,bastion,desktop,process,run/web/1.1',
  );
});

it.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', `"'+1"`],
  ['-2+3', `"'-2+3"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'    =1"`],
  ['\r=1', '\u240d=1'],
  ['  =1', `"'  =1"`],
  ['\uff1d1', `"'\uff1d1"`],
  ['a=b', 'a=b'],
  ['two\nlines', 'two\u240alines'],
  ['\u001b[2J', '\u241b[2J'],
])('makes text of %j, which a spreadsheet might take for a formula', (subject, cell) => {
  expect(auditCsv([{ ...ROW, subject }], 'en')).toContain(`,set-adj,${cell},0,-500,`);
});
