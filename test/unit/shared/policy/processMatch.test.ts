import { describe, expect, it } from 'vitest';
import type { ProcessMatch, SurveyedProcess } from '../../../../src/shared/model';
import { fitsGlob } from '../../../../src/shared/glob';
import { fitsHost } from '../../../../src/shared/policy/hostMatch';
import { fitsProcess, isTooLongForComm } from '../../../../src/shared/policy/processMatch';

const NOTHING: ProcessMatch = { comm: [], exe: [], cgroup: [], unit: [], user: [] };

const MYSQLD: SurveyedProcess = {
  pid: 812,
  ppid: 1,
  startTicks: 4_000,
  uid: 27,
  user: 'mysql',
  comm: 'mysqld',
  exe: '/usr/sbin/mysqld',
  cgroup: '/system.slice/mysqld.service',
  unit: 'mysqld.service',
  oomScoreAdj: 0,
  oomAdj: null,
};

describe('a pattern', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['a', '', false],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a', 'ab', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['*c', 'abcd', false],
    ['a*c*e', 'abcde', true],
    ['a*c*e', 'abde', false],
    ['*ab', 'aab', true],
    ['*aab', 'aaab', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '', false],
    ['??*', 'a', false],
    ['??*', 'ab', true],
    ['[a-z]', 'b', false],
    ['[a-z]', '[a-z]', true],
    ['a.c', 'abc', false],
    ['(a+)+$', '(a+)+$', true],
    ['a\nb', 'a\nb', true],
    ['*', 'a\nb', true],
  ])('%j against %j: %s', (pattern, text, expected) => {
    expect(fitsGlob(pattern, text)).toBe(expected);
  });
});

describe('a match of a rule', () => {
  const rows: [string, Partial<ProcessMatch>, Partial<SurveyedProcess>, boolean][] = [
    ['that asks for nothing fits nothing', {}, {}, false],
    ['by name', { comm: ['mysqld'] }, {}, true],
    ['by one of several names', { comm: ['mariadbd', 'mysqld'] }, {}, true],
    ['by another name', { comm: ['mariadbd'] }, {}, false],
    ['by name and user, both right', { comm: ['mysqld'], user: ['mysql'] }, {}, true],
    ['by name and user, one wrong', { comm: ['mysqld'], user: ['root'] }, {}, false],

    ['by a name that the kernel has cut', { comm: ['systemd-journald'] }, { comm: 'systemd-journal' }, true],
    ['by a longer name, where nothing was cut', { comm: ['systemd-journald'] }, { comm: 'systemd' }, false],
    ['by a name that ends elsewhere', { comm: ['clickhouse-server'] }, { comm: 'clickhouse-serv' }, true],
    ['by 15 characters exactly', { comm: ['containerd-shim'] }, { comm: 'containerd-shim' }, true],
    ['by a star behind what is kept', { comm: ['systemd-journald*'] }, { comm: 'systemd-journal' }, true],
    ['by a star in what is kept', { comm: ['systemd-*'] }, { comm: 'systemd-journal' }, true],
    ['by a question mark in a cut name', { comm: ['systemd?journald'] }, { comm: 'systemd-journal' }, true],
    [
      'by a star, with more behind it than is kept',
      { comm: ['*-journald-of-this'] },
      { comm: 'systemd-journal' },
      false,
    ],

    ['by its whole path', { exe: ['/usr/sbin/mysqld'] }, {}, true],
    ['by a part of the path', { exe: ['/usr/*'] }, {}, true],
    ['by its last part', { exe: ['mysqld'] }, {}, true],
    ['by a path that is only its end', { exe: ['sbin/mysqld'] }, {}, false],
    [
      'by a path that was replaced meanwhile',
      { exe: ['/usr/sbin/mysqld'] },
      { exe: '/usr/sbin/mysqld (deleted)' },
      true,
    ],
    [
      'by the last part of one that was replaced',
      { exe: ['mysqld'] },
      { exe: '/usr/sbin/mysqld (deleted)' },
      true,
    ],
    ['by a path that cannot be seen', { exe: ['*'] }, { exe: null }, false],

    ['by unit', { unit: ['mysqld.service'] }, {}, true],
    ['by unit, in short', { unit: ['mysqld'] }, {}, true],
    ['by all instances of a unit', { unit: ['postgresql@*'] }, { unit: 'postgresql@14-main.service' }, true],
    [
      'by one instance, in short',
      { unit: ['postgresql@14-main'] },
      { unit: 'postgresql@14-main.service' },
      true,
    ],
    ['by a unit of another kind', { unit: ['mysqld'] }, { unit: 'mysqld.scope' }, false],
    ['by unit, of a process in none', { unit: ['*'] }, { unit: null }, false],

    ['by cgroup', { cgroup: ['/system.slice/mysqld.service'] }, {}, true],
    ['by cgroup without its first slash', { cgroup: ['system.slice/*'] }, {}, true],
    ['by a cgroup above it', { cgroup: ['/system.slice'] }, {}, false],
    ['by the end of a cgroup', { cgroup: ['*/mysqld.service'] }, {}, true],

    ['by number of the user', { user: ['27'] }, {}, true],
    ['by number, where there is no name', { user: ['27'] }, { user: null }, true],
    ['by name, where only the number is known', { user: ['mysql'] }, { user: null }, false],
    ['by root, where only the number is known', { user: ['root'] }, { user: null, uid: 0 }, true],
    ['by user, where nothing is known', { user: ['*'] }, { user: null, uid: null }, false],
  ];

  it.each(rows)('%s', (_what, match, process, expected) => {
    expect(fitsProcess({ ...NOTHING, ...match }, { ...MYSQLD, ...process })).toBe(expected);
  });
});

describe('a pattern for names', () => {
  it.each([
    ['systemd-journald', false],
    ['systemd-journald*', false],
    ['*', false],
    ['***************', false],
    ['*123456789012345', false],
    ['*1234567890123456', true],
    ['a*-collector-agent', true],
  ])('%s can never fit: %s', (pattern, expected) => {
    expect(isTooLongForComm(pattern)).toBe(expected);
  });
});

describe('the hosts of a rule', () => {
  const host = { id: 'h', name: 'db-01', group: 'payments', tags: ['prod', 'eu'] };
  const none = { names: [], groups: [], tags: [] };

  it.each([
    ['are all, where none is named', {}, true],
    ['are those of a name', { names: ['db-*'] }, true],
    ['are not those of another name', { names: ['web-*'] }, false],
    ['are those of a group', { groups: ['payments'] }, true],
    ['are those of a tag', { tags: ['e?'] }, true],
    ['are those of any list', { names: ['web-*'], tags: ['prod'] }, true],
    ['are none of a tag that this has not', { tags: ['test'] }, false],
  ])('%s', (_what, match, expected) => {
    expect(fitsHost({ ...none, ...match }, host)).toBe(expected);
  });

  it('do not ask for the group of a host that has none', () => {
    expect(fitsHost({ ...none, groups: ['*'] }, { ...host, group: null })).toBe(false);
  });
});
