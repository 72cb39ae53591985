import { describe, expect, it } from 'vitest';
import {
  filesOf,
  judgeDmesg,
  judgeFile,
  judgeJournal,
  parseLogFacts,
} from '../../../../../src/main/sampling/kernelLog/logFacts';

describe('what a host says of its logs', () => {
  it('is read', () => {
    const text = [
      'user ops',
      'epoch 1795629688',
      'offset -0330',
      'dmesg-restrict 1',
      'has sudo',
      'readable messages',
      'stat -rw------- root adm 123 1795629000 messages',
      'ls -rw-r-----  1 root adm   9021 Nov  1 10:00 kern.log',
      '',
    ].join('\n');
    expect(parseLogFacts(text)).toEqual({
      user: 'ops',
      epochSeconds: 1_795_629_688,
      offsetMinutes: -210,
      dmesgRestrict: 1,
      hasSudo: true,
      files: [
        {
          name: 'messages',
          isReadable: true,
          mode: '-rw-------',
          owner: 'root',
          group: 'adm',
          fileBytes: 123,
          changedAtSeconds: 1_795_629_000,
        },
        {
          name: 'kern.log',
          isReadable: false,
          mode: '-rw-r-----',
          owner: 'root',
          group: 'adm',
          fileBytes: null,
          changedAtSeconds: null,
        },
      ],
    });
  });

  it.each([
    ['nothing', ''],
    ['nonsense', 'epoch soon\noffset east\ndmesg-restrict \nuser \nstat a b c\nls\n'],
    [
      'names that lead elsewhere',
      'stat -rw-r--r-- a b 1 1 ../etc/shadow\nstat -rw-r--r-- a b 1 1 kern.log/x\n',
    ],
  ])('is nothing where it is %s', (_, text) => {
    expect(parseLogFacts(text)).toEqual({
      user: null,
      epochSeconds: null,
      offsetMinutes: null,
      dmesgRestrict: null,
      hasSudo: false,
      files: [],
    });
  });

  it('has names without what a terminal would obey', () => {
    expect(parseLogFacts('user a\u001b[31mb\n').user).toBe('a?[31mb');
  });
});

describe('the files of a family', () => {
  const listed = (lines: readonly string[]): string[] =>
    filesOf('messages', parseLogFacts(lines.join('\n')).files).map(({ name }) => name);

  it('are in order of their last change', () => {
    const lines = [
      '10 messages-20260908.gz',
      '30 messages',
      '20 messages-20260915',
      '40 syslog',
      '5 messages-old',
    ];
    expect(listed(lines.map((line) => `stat -rw-r--r-- root root 1 ${line}`))).toEqual([
      'messages',
      'messages-20260915',
      'messages-20260908.gz',
    ]);
  });

  it.each([
    [
      ['messages.10.gz', 'messages', 'messages.2.gz', 'messages.1'],
      ['messages', 'messages.1', 'messages.2.gz', 'messages.10.gz'],
    ],
    [
      ['messages-20260901', 'messages-20260908', 'messages'],
      ['messages', 'messages-20260908', 'messages-20260901'],
    ],
  ])('are in order of their names where there is no time: %s', (names, expected) => {
    expect(listed(names.map((name) => `ls -rw-r--r-- 1 root root 1 Nov 1 2026 ${name}`))).toEqual(expected);
  });
});

const LINE = '2026-11-01T00:00:07+0000 web-01 kernel: e1000: eth0 NIC Link is Up';

/** Texts of systemd 219, 232 and 252. */
const JOURNALS = [
  {
    name: 'a line',
    text: `format short-iso-precise\n${LINE}\n`,
    state: 'readable',
    format: 'short-iso-precise',
  },
  { name: 'an old journalctl', text: `format short-iso\n${LINE}\n`, state: 'readable', format: 'short-iso' },
  {
    name: 'the hint alone',
    text: [
      'format short-iso-precise',
      'Hint: You are currently not seeing messages from other users and the system.',
      "      Users in groups 'adm', 'systemd-journal' can see all messages.",
      '-- No entries --',
    ].join('\n'),
    state: 'permission-denied',
    format: 'short-iso-precise',
  },
  {
    name: 'the hint of systemd 219',
    text: [
      'format short-iso',
      'Hint: You are currently not seeing messages from other users and the system.',
      "      Users in the 'systemd-journal' group can see all messages. Pass -q to",
      '      turn off this notice.',
      'No journal files were opened due to insufficient permissions.',
    ].join('\n'),
    state: 'permission-denied',
    format: 'short-iso',
  },
  {
    name: 'the hint of who sees the system’s messages',
    text: `format short-iso\nHint: You are currently not seeing messages from other users.\n${LINE}\n`,
    state: 'readable',
    format: 'short-iso',
  },
  {
    name: 'a sudo that wants a password',
    text: 'format short-iso-precise\nsudo: a password is required\n',
    state: 'permission-denied',
    format: 'short-iso-precise',
  },
  { name: 'no entries', text: 'format short-iso\n-- No entries --\n', state: 'empty', format: 'short-iso' },
  {
    name: 'no files',
    text: 'format short-iso\nNo journal files were found.\n',
    state: 'empty',
    format: 'short-iso',
  },
  {
    name: 'a complaint',
    text: 'format short-iso\nUnknown output format.\n',
    state: 'failed',
    format: 'short-iso',
  },
  { name: 'no journalctl', text: null, state: 'absent', format: 'short-iso' },
] as const;

describe('the journal', () => {
  it.each(JOURNALS)('is judged by $name', ({ text, state, format }) => {
    expect(judgeJournal(text)).toEqual({ state, format });
  });
});

describe('dmesg', () => {
  it.each([
    ['[    0.000000] Linux version 6.1.0\n', 'readable'],
    ['Linux version 2.6.18 (no stamps)\n', 'readable'],
    ['dmesg: read kernel buffer failed: Operation not permitted\n', 'permission-denied'],
    ['dmesg: klogctl: Operation not permitted\n', 'permission-denied'],
    ['dmesg: klogctl failed: Permission denied\n', 'permission-denied'],
    ['sudo: a password is required\n', 'permission-denied'],
    ['Sorry, user ops is not allowed to execute /usr/bin/dmesg as root on web-01.\n', 'permission-denied'],
    ['', 'empty'],
    [null, 'absent'],
    // Only its beginning is dmesg’s own word.
    ['[    1.000000] x\n[    2.0] dmesg: Operation not permitted\n', 'readable'],
  ] as const)('that says %j is %s', (text, state) => {
    expect(judgeDmesg(text)).toBe(state);
  });
});

describe('a file by sudo', () => {
  it.each([
    ['Nov  1 00:00:07 web-01 kernel: x\n', 'readable'],
    ['sudo: a password is required\n', 'permission-denied'],
    ['cat: /var/log/messages: Permission denied\n', 'permission-denied'],
    [null, 'empty'],
  ] as const)('that says %j is %s', (text, state) => {
    expect(judgeFile(text)).toBe(state);
  });
});
