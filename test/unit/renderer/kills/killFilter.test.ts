import { describe, expect, it } from 'vitest';
import {
  choicesOf,
  filterKills,
  filterOfQuery,
  NO_FILTER,
  queryOfFilter,
  searchTextOf,
  type KillFilter,
} from '../../../../src/renderer/src/pages/kills/killFilter';
import { killOf } from './samples';

const ROWS = [
  killOf('java', { happenedAtMs: 500 }),
  killOf('group', {
    hostId: 'h2',
    hostName: 'web-11',
    happenedAtMs: 400,
    cgroup: '/system.slice/api.service',
    constraint: 'memcg',
    causeKind: 'cgroup',
    victims: [
      { pid: 7, comm: 'api', freedBytes: null },
      { pid: 8, comm: 'api', freedBytes: 10 },
      { pid: 9, comm: 'java', freedBytes: 10 },
    ],
  }),
  killOf('file', {
    hostId: null,
    hostName: 'old.log',
    happenedAtMs: null,
    kernel: '2.6.32-754.el6',
    causeKind: 'lowmem',
    victims: [{ pid: 1234, comm: null, freedBytes: null }],
  }),
];

const searched = (row: (typeof ROWS)[number]): string => searchTextOf(row, 'Zone Normal ran OUT');

describe('the filter in the address', () => {
  const full: KillFilter = {
    host: 'h2',
    cgroup: '/a b/ü',
    victim: 'Web Content',
    cause: 'cgroup',
    range: { fromMs: 0, toMs: 5 },
    text: 'two words',
  };

  it('is read back as it was written', () => {
    expect(filterOfQuery(queryOfFilter(full))).toEqual(full);
    expect(queryOfFilter(NO_FILTER)).toEqual({});
    expect(filterOfQuery({})).toEqual(NO_FILTER);
  });

  it.each([
    ['an unknown cause', { cause: 'moonlight' }],
    ['a time that is no number', { from: '1e3', to: '5000' }],
    ['a time that ends before it begins', { from: '10', to: '10' }],
    ['half a time', { from: '10' }],
    ['a repeated name', { host: ['a', 'b'] }],
    ['an empty word', { q: '' }],
  ])('is not narrowed by %s', (_name, query) => {
    expect(filterOfQuery(query)).toEqual(NO_FILTER);
  });
});

describe('filterKills', () => {
  it.each<[string, Partial<KillFilter>, readonly string[]]>([
    ['nothing', {}, ['java', 'group', 'file']],
    ['a host by its id', { host: 'h1' }, ['java']],
    ['a file by its name', { host: 'old.log' }, ['file']],
    ['a cgroup', { cgroup: '/system.slice/api.service' }, ['group']],
    ['anyone who died', { victim: 'java' }, ['java', 'group']],
    ['a cause', { cause: 'lowmem' }, ['file']],
    [
      'a time, its end left out, without those that have none',
      { range: { fromMs: 400, toMs: 500 } },
      ['group'],
    ],
    ['words in any order and case', { text: 'JAVA 6.1' }, ['java', 'group']],
    ['a pid', { text: '1234' }, ['file']],
    ['words of the cause', { text: 'normal out' }, ['java', 'group', 'file']],
    ['words that no one has together', { text: 'api el6' }, []],
    ['several at once', { victim: 'java', cause: 'cgroup' }, ['group']],
  ])('narrows by %s', (_name, changes, keys) => {
    const shown = filterKills(ROWS, { ...NO_FILTER, ...changes }, searched);
    expect(shown.map(({ key }) => key)).toEqual(keys);
  });
});

describe('choicesOf', () => {
  it('counts incidents, not processes, and has the most frequent first', () => {
    const choices = choicesOf(ROWS);
    expect(choices.victim).toEqual([
      { id: 'java', name: 'java', count: 2 },
      { id: 'api', name: 'api', count: 1 },
    ]);
    expect(choices.host.map(({ id, name }) => `${id} ${name}`)).toEqual([
      'h1 db-02',
      'old.log old.log',
      'h2 web-11',
    ]);
    expect(choices.cgroup.map(({ id }) => id)).toEqual(['/system.slice/api.service']);
    expect(choices.cause.map(({ id }) => id)).toEqual(['cgroup', 'lowmem', 'memory']);
  });
});
