import { describe, expect, it } from 'vitest';
import { parseShownProcesses } from '../../../../src/main/parse/handsProcesses';
import { parsePrograms, surveyedProcesses } from '../../../../src/main/parse/survey';

const HEADER =
  'pid\tppid\tstart_ticks\tuid\tuser\tthreads\tcomm\tascii_comm\toom_score\toom_score_adj\toom_adj\tcgroup\n';
const SSHD = '733\t1\t512\t0\troot\t1\tsshd\tsshd\t0\t-1000\t\t/system.slice/ssh.service\n';

describe('processes looked at closely', () => {
  it('are read', () => {
    const legacy = '12\t1\t90\t\t\t\ta?b\tab\t3\t\t-17\t\n';
    expect(parseShownProcesses(HEADER + SSHD + legacy)).toEqual([
      {
        pid: 733,
        ppid: 1,
        startTicks: 512,
        asciiComm: 'sshd',
        comm: 'sshd',
        uid: 0,
        user: 'root',
        threads: 1,
        cgroup: '/system.slice/ssh.service',
        oomScore: 0,
        oomScoreAdj: -1000,
        oomAdj: null,
      },
      {
        pid: 12,
        ppid: 1,
        startTicks: 90,
        asciiComm: 'ab',
        comm: 'a?b',
        uid: null,
        user: null,
        threads: null,
        cgroup: null,
        oomScore: 3,
        oomScoreAdj: null,
        oomAdj: -17,
      },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no header', SSHD],
    ['another header', `pid\tppid\n${SSHD}`],
    ['a row cut off', HEADER + SSHD.slice(0, -1)],
    ['a row that is too short', `${HEADER}733\t1\t512\n`],
    ['no pid', HEADER + SSHD.replace('733', '7x3')],
    ['pid 0', HEADER + SSHD.replace('733', '0')],
    ['no start time', HEADER + SSHD.replace('512', '')],
    ['a start time that is no exact number', HEADER + SSHD.replace('512', '99999999999999999999')],
    ['a name that no kernel gives', HEADER + SSHD.replaceAll('sshd', 's'.repeat(300))],
    ['a name that is not printable', HEADER + SSHD.replace('sshd\t0', 'sshd\u0007\t0')],
  ])('are none from %s', (_name, text) => {
    expect(parseShownProcesses(text)).toEqual([]);
  });

  it.each<[string, [string, string], object]>([
    ['a knob out of its scale', ['-1000', '99999999999999999999'], { oomScoreAdj: null }],
    ['an old knob out of its scale', ['-1000\t', '\t-99'], { oomScoreAdj: null, oomAdj: null }],
    ['a cgroup that is no path of a kernel', ['/system.slice', '/a'.repeat(3000)], { cgroup: null }],
    ['an account with an endless name', ['root', 'r'.repeat(300)], { user: null }],
  ])('say nothing by %s', (_name, [from, to], expected) => {
    expect(parseShownProcesses(HEADER + SSHD.replace(from, to))).toMatchObject([expected]);
  });

  it('are taken once each', () => {
    expect(parseShownProcesses(HEADER + SSHD + SSHD.replace('sshd', 'other'))).toHaveLength(1);
  });
});

describe('programs of processes', () => {
  const line = (name: string): string => `lrwxrwxrwx 1 0 0 0 Nov 25 21:05 ${name}\n`;
  it.each([
    ['a path', line('733/exe -> /usr/sbin/sshd'), [[733, '/usr/sbin/sshd']]],
    ['a file that was replaced', line('733/exe -> /usr/bin/x (deleted)'), [[733, '/usr/bin/x']]],
    ['one with blanks', line('733/exe -> /opt/my\\ own/x'), [[733, '/opt/my own/x']]],
    ['one with bytes', line('733/exe -> /opt/\\345\\272\\224/x'), [[733, '/opt/应/x']]],
    [
      'one with a newline',
      line('733/exe -> /tmp/a\\n1/exe -> /sbin/init'),
      [[733, '/tmp/a\n1/exe -> /sbin/init']],
    ],
    [
      'one that names another',
      line('733/exe -> /tmp/x 1/exe -> /sbin/init'),
      [[733, '/tmp/x 1/exe -> /sbin/init']],
    ],
    ['one with a backslash', line('733/exe -> /a\\\\b'), [[733, '/a\\b']]],
    ['one that may not be seen', line('733/exe'), []],
    ['a line cut off', line('733/exe -> /usr/sbin/sshd').slice(0, -1), []],
    ['something else', 'ls: 733/exe: No such process\n', []],
  ])('%s', (_name, text, wanted) => {
    expect([...parsePrograms(text)]).toEqual(wanted);
  });
});

describe('a survey', () => {
  it.each([
    ['/system.slice/ssh.service', 'ssh.service'],
    ['/system.slice/system-getty.slice/getty@tty1.service', 'getty@tty1.service'],
    // Who runs a unit of an own manager gives it any name.
    ['/user.slice/user-1000.slice/user@1000.service/app.slice/postgresql.service', null],
    ['/user.slice/user-1000.slice/session-3.scope', null],
    ['/', null],
  ])('knows the unit of %s', (cgroup, unit) => {
    const [shown] = parseShownProcesses(HEADER + SSHD.replace('/system.slice/ssh.service', cgroup));
    if (shown === undefined) throw new Error('no process');
    expect(surveyedProcesses([shown], new Map([[733, '/usr/sbin/sshd']]))).toEqual([
      {
        pid: 733,
        ppid: 1,
        startTicks: 512,
        uid: 0,
        user: 'root',
        comm: 'sshd',
        exe: '/usr/sbin/sshd',
        cgroup,
        unit,
        oomScoreAdj: -1000,
        oomAdj: null,
      },
    ]);
  });
});
