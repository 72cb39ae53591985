import { describe, expect, it } from 'vitest';
import { hostFormOf, hostFormProblems, hostRequestOf } from '../../../../src/renderer/src/dialogs/hostForm';
import { SUDO_USES, type HostRow } from '../../../../src/shared/model';
import { hostRow } from '../fleet/hostRows';

function rowWith(changes: Partial<HostRow>): HostRow {
  return hostRow('db-02', { address: 'db-02', connection: { kind: 'local' }, ...changes });
}

describe('sudo in the form of a host', () => {
  it('is not allowed unless someone says so', () => {
    expect(hostRequestOf({ ...hostFormOf(null), address: 'db-02' }, '').sudo).toBe('never');
  });

  it.each(SUDO_USES)('comes back as it was: %s', (sudo) => {
    expect(hostRequestOf(hostFormOf(rowWith({ sudo })), 'db-02').sudo).toBe(sudo);
  });
});

describe('group and tags in the form of a host', () => {
  it('come back as they were', () => {
    const form = hostFormOf(rowWith({ group: 'web', tags: ['eu', 'canary'] }));
    expect(form).toMatchObject({ group: 'web', tags: 'eu, canary' });
    expect(hostRequestOf(form, 'db-02')).toMatchObject({ group: 'web', tags: ['eu', 'canary'] });
  });

  it.each([
    ['', []],
    [' , ,', []],
    ['eu', ['eu']],
    [' eu,canary ,eu', ['eu', 'canary']],
    ['支付，华东、eu', ['支付', '华东', 'eu']],
  ])('takes "%s" apart', (tags, expected) => {
    const request = hostRequestOf({ ...hostFormOf(null), address: 'a', group: '  ', tags }, '');
    expect(request).toMatchObject({ group: null, tags: expected });
  });

  it.each([
    ['group', { group: 'g'.repeat(61) }, { key: 'addHost.groupTooLong', params: { most: 60 } }],
    ['tags', { tags: `eu, ${'t'.repeat(61)}` }, { key: 'addHost.tagTooLong', params: { most: 60 } }],
    [
      'tags',
      { tags: Array.from({ length: 21 }, (_, index) => `t${String(index)}`).join() },
      { key: 'addHost.tagsTooMany', params: { most: 20 } },
    ],
    ['tags', { tags: Array.from({ length: 20 }, (_, index) => `t${String(index)}`).join() }, undefined],
    ['group', { group: 'g'.repeat(60) }, undefined],
  ] as const)('says what is wrong with the %s', (field, changes, expected) => {
    const form = { ...hostFormOf(null), address: 'a', ...changes };
    expect(hostFormProblems(form, true)[field]).toEqual(expected);
  });
});
