import { describe, expect, it } from 'vitest';
import { parseProcesses } from '../../../../src/main/parse/processes';
import type { ProcessTable } from '../../../../src/main/parse/processes';
import type { ProcessSample } from '../../../../src/shared/model';
import { hostileText, kernelFixture, kernelFixtures } from '../../../support/kernelFixtures';

function tableOf(text: string): ProcessTable {
  const result = parseProcesses(text);
  expect(result).toMatchObject({ ok: true });
  return result.ok ? result.value : { processes: [], droppedRows: 0, firstDropped: null };
}

/** Null where no row says anything, as in expected.json. */
function totalOf(processes: readonly ProcessSample[], field: keyof ProcessSample): number | null {
  const amounts = processes.map((process) => process[field]).filter((amount) => typeof amount === 'number');
  return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0);
}

describe.each(kernelFixtures())('processes of $name', ({ expected, read }) => {
  it('has every row', () => {
    const { processes, droppedRows, firstDropped } = tableOf(read('processes.tsv'));
    expect({ droppedRows, firstDropped }).toEqual({ droppedRows: 0, firstDropped: null });
    expect({
      rows: processes.length,
      pids: totalOf(processes, 'pid'),
      rssPages: totalOf(processes, 'rssPages'),
      swapPages: totalOf(processes, 'swapPages'),
      pageTableBytes: totalOf(processes, 'pageTableBytes'),
      oomScore: totalOf(processes, 'oomScore'),
      oomScoreAdj: totalOf(processes, 'oomScoreAdj'),
      oomAdj: totalOf(processes, 'oomAdj'),
      comms: processes
        .map((process) => process.comm)
        .filter((comm) => !comm.startsWith('kworker'))
        .slice(-5),
    }).toEqual(expected.processes);
  });
});

const EVERY_COLUMN =
  'mems_allowed\tcommand_line\tuser\tcap_eff\trss_shmem_pages\trss_file_pages\trss_anon_pages\tvsize_bytes\tcpu_ticks\tnice\tstate\t' +
  'start_ticks\tcgroup\toom_adj\toom_score_adj\toom_score\tpgtables_bytes\tswap_pages\trss_pages\tcomm\tuid\tppid\tpid\n';

const NOT_REPORTED = {
  uid: null,
  user: null,
  commandLine: null,
  state: null,
  startTicks: null,
  nice: null,
  cpuTicks: null,
  vsizeBytes: null,
  rssAnonPages: null,
  rssFilePages: null,
  rssShmemPages: null,
  swapPages: null,
  pageTableBytes: null,
  effectiveCapabilities: null,
  oomScore: null,
  oomScoreAdj: null,
  oomAdj: null,
  cgroup: null,
  memsAllowed: null,
};

describe('the table of processes', () => {
  it('finds every column by its name, in any order', () => {
    const row =
      '0-1,3\tmysqld --password=hunter2\tmysql\t00000000a80425fb\t3\t20\t100\t4096000\t77\t-5\tS\t' +
      '4021\t/system.slice/mysql.service\t-8\t-500\t812\t98304\t7\t123\tmysqld\t112\t1\t940\n';
    expect(tableOf(EVERY_COLUMN + row).processes).toEqual([
      {
        pid: 940,
        ppid: 1,
        uid: 112,
        user: 'mysql',
        comm: 'mysqld',
        commandLine: 'mysqld --password=***',
        state: 'S',
        startTicks: 4021,
        nice: -5,
        cpuTicks: 77,
        vsizeBytes: 4096000,
        rssPages: 123,
        rssAnonPages: 100,
        rssFilePages: 20,
        rssShmemPages: 3,
        swapPages: 7,
        pageTableBytes: 98304,
        effectiveCapabilities: '00000000a80425fb',
        oomScore: 812,
        oomScoreAdj: -500,
        oomAdj: -8,
        cgroup: '/system.slice/mysql.service',
        memsAllowed: '0-1,3',
      },
    ]);
  });

  it('needs four columns only, and says null for the rest', () => {
    expect(tableOf('pid\tppid\tcomm\trss_pages\n7\t1\tsh\t12\n').processes).toEqual([
      { ...NOT_REPORTED, pid: 7, ppid: 1, comm: 'sh', rssPages: 12 },
    ]);
  });

  it('says null for an empty cell', () => {
    const { processes } = tableOf(`${EVERY_COLUMN}${'\t'.repeat(18)}12\tsh\t\t1\t7\n`);
    expect(processes).toEqual([{ ...NOT_REPORTED, pid: 7, ppid: 1, comm: 'sh', rssPages: 12 }]);
  });

  it('is empty without rows', () => {
    expect(tableOf('pid\tppid\tcomm\trss_pages\n')).toEqual({
      processes: [],
      droppedRows: 0,
      firstDropped: null,
    });
  });

  it('keeps names as they are, whatever they are', () => {
    const { processes, droppedRows } = tableOf(hostileText('processes-odd-comm'));
    expect(droppedRows).toBe(0);
    expect(processes.map((process) => process.comm)).toEqual([
      'a) R (b',
      '',
      '<img src=x>',
      '\u202egnp.exe',
      "=cmd|' /C",
      '\u001b[31mred',
      '__proto__',
      '  blanks  ',
      '工作进程',
      'a b c',
    ]);
  });

  it.each([
    ['a start time that is no exact number', '99999999999999999999\t0\tsh'],
    ['a knob out of its scale', '5\t99999999999999999999\tsh'],
    ['a name that no kernel gives', `5\t0\t${'s'.repeat(300)}`],
  ])('drops a row with %s', (_name, cells) => {
    const text = `start_ticks\toom_score_adj\tcomm\tpid\tppid\trss_pages\n5\t0\tok\t1\t0\t1\n${cells}\t7\t1\t12\n`;
    expect(tableOf(text)).toMatchObject({ processes: [{ pid: 1 }], droppedRows: 1 });
  });

  it('drops and counts bad rows, and quotes nothing of them', () => {
    const { processes, droppedRows, firstDropped } = tableOf(hostileText('processes-bad-rows'));
    expect(processes.map(({ pid, comm, commandLine }) => [pid, comm, commandLine])).toEqual([
      [1, 'init', '/sbin/init'],
      [8, 'last', 'cut --token=***'],
    ]);
    expect(droppedRows).toBe(11);
    expect(firstDropped).toEqual({
      kind: 'malformed',
      file: 'processes',
      line: 3,
      expected: '7 proper cells and a pid of its own',
      excerpt: '8 cells',
    });
  });

  it('drops the row in which the text was cut', () => {
    const { processes, droppedRows } = tableOf(hostileText('processes-cut'));
    expect(processes.map((process) => process.pid)).toEqual([1]);
    expect(droppedRows).toBe(1);
  });

  it('drops the second of two tables glued together', () => {
    const { processes, droppedRows } = tableOf(hostileText('processes-glued'));
    const whole = tableOf(kernelFixture('debian-6.12.107-amd64').read('processes.tsv'));
    expect(processes).toEqual(whole.processes);
    expect(droppedRows).toBe(whole.processes.length + 1);
  });

  it('reads lines that end with a carriage return', () => {
    const whole = tableOf(kernelFixture('debian-6.12.107-amd64').read('processes.tsv'));
    expect(tableOf(hostileText('processes-crlf'))).toEqual(whole);
  });

  it.each([
    ['processes-no-comm-column', { line: 1 }],
    ['processes-column-twice', { line: 1 }],
    ['processes-header-cut', { line: 1 }],
    ['processes-only-bad-rows', { line: 2 }],
    ['meminfo-error-text', { line: 1 }],
    ['meminfo-empty', { kind: 'empty' }],
  ])('%s is a problem', (name, problem) => {
    expect(parseProcesses(hostileText(name))).toMatchObject({
      ok: false,
      problem: { file: 'processes', ...problem },
    });
  });
});
