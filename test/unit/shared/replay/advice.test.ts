import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/shared/model';
import { adviceAfter } from '../../../../src/shared/replay/advice';
import { replayOf } from '../../../../src/shared/replay/replay';
import { ownerOf, statusCommandOf, systemServiceOf } from '../../../../src/shared/replay/explanation/owner';
import { BY_HAND, CGROUP_GROUP, CPUSET, IN_PIECES, LOW_MEMORY, NO_SWAP, SLAB_LEAK } from './causeIncidents';
import { faultsOf } from './explanationTexts';
import { ADJ_VICTIM, cgroupWith, HEADERS, incidentWith, killOf, tasksOf } from './replayIncidents';

const PANIC: Incident = { ...NO_SWAP, kills: [], outcome: 'panic', panic: true };
const MYSQL: Incident = {
  ...CGROUP_GROUP,
  oomGroup: null,
  cgroup: cgroupWith({
    path: '/system.slice',
    taskPath: '/system.slice/mysqld.service',
    usageBytes: 94_371_840,
    limitBytes: 94_371_840,
  }),
};

/** Nothing can be tried out on it: its kernel ranks by what the table does not show. */
const OLD_KERNEL = incidentWith({
  kernel: '2.6.32-5-amd64',
  tasks: tasksOf(HEADERS['2.6.30'], ['400 0 400 9000 4000 0 0 mysqld']),
  kills: [killOf(400)],
});

const STEPS: readonly (readonly [name: string, incident: Incident, steps: readonly string[]])[] = [
  [
    'a host that ran out',
    ADJ_VICTIM,
    [
      'advice.service.unknown open-host',
      'advice.protect-adj try-adj',
      'advice.next-victims show-victims',
      'advice.grower open-host',
      'advice.similar show-similar',
      'advice.last.memory -',
    ],
  ],
  [
    'a service at the limit of its slice',
    MYSQL,
    [
      'advice.service.unit restart-unit',
      'advice.protect-adj try-adj',
      'advice.protect-unit protect-unit',
      'advice.next-victims show-victims',
      'advice.cgroup show-cgroup',
      'advice.grower-died open-host',
      'advice.similar show-similar',
      'advice.last.cgroup-named show-cgroup',
    ],
  ],
  [
    'a panic',
    PANIC,
    [
      'advice.host-up open-host',
      'advice.grower open-host',
      'advice.similar show-similar',
      'advice.last.memory -',
    ],
  ],
  [
    'a kernel before 2.6.36',
    OLD_KERNEL,
    [
      'advice.service.unknown open-host',
      'advice.next-victims show-victims',
      'advice.grower-died open-host',
      'advice.similar show-similar',
      'advice.last.memory -',
    ],
  ],
  ['by hand', BY_HAND, ['advice.service.unknown open-host', 'advice.by-hand -']],
];

describe('what to do after', () => {
  it.each(STEPS)('%s', (_, incident, steps) => {
    const given = adviceAfter(incident, replayOf(incident));
    expect(given.map(({ message, action }) => `${message.code} ${action?.kind ?? '-'}`)).toEqual(steps);
  });

  it('gives the command that shows the service', () => {
    const [first] = adviceAfter(MYSQL, null);
    expect(first?.message.params).toEqual({
      unit: 'mysqld.service',
      command: 'systemctl status mysqld.service',
    });
  });

  it('restarts and protects the service that died, with the value that would have spared it', () => {
    const actions = adviceAfter(MYSQL, replayOf(MYSQL)).map(({ action }) => action);
    expect(actions[0]).toEqual({ kind: 'restart-unit', unit: 'mysqld.service' });
    // worker: 18048 pages and 44 of page tables, api: 3199 and 15, of 92160 KiB or 23040 pages: a thousandth is 23.
    // ceil((3214 - 18092) / 23) - 1 is the highest whole number with fewer points than those of api.
    expect(actions[2]).toEqual({ kind: 'protect-unit', unit: 'mysqld.service', adj: -647 });
  });

  it.each([
    [
      'a service at its own limit: all in it would get the same',
      { ...MYSQL, cgroup: cgroupWith({ ...MYSQL.cgroup, path: '/system.slice/mysqld.service' }) },
      ['restart-unit'],
    ],
    [
      'a unit of a user’s own systemd',
      {
        ...MYSQL,
        cgroup: cgroupWith({
          ...MYSQL.cgroup,
          taskPath: '/user.slice/user-7.slice/user@7.service/app.slice/a.service',
        }),
      },
      [],
    ],
    [
      'a name that no service has',
      { ...MYSQL, cgroup: cgroupWith({ ...MYSQL.cgroup, taskPath: '/system.slice/$(reboot).service' }) },
      [],
    ],
    [
      'a child that died in the place of the chosen one',
      { ...MYSQL, kills: [killOf(138, { comm: 'api', chosen: { pid: 144, comm: 'worker', score: null } })] },
      ['restart-unit'],
    ],
  ])('offers less for %s', (_, incident, kinds) => {
    const unitActions = adviceAfter(incident, replayOf(incident))
      .map(({ action }) => action?.kind)
      .filter((kind) => kind === 'restart-unit' || kind === 'protect-unit');
    expect(unitActions).toEqual(kinds);
  });

  it('has words for every step', () => {
    for (const incident of [
      ...STEPS.map(([, one]) => one),
      CGROUP_GROUP,
      CPUSET,
      IN_PIECES,
      LOW_MEMORY,
      SLAB_LEAK,
    ]) {
      for (const replay of [replayOf(incident), null]) {
        expect(adviceAfter(incident, replay).flatMap(({ message }) => faultsOf(message))).toEqual([]);
      }
    }
  });
});

describe('who owns a cgroup', () => {
  it.each([
    ['/system.slice/mysqld.service', 'systemctl status mysqld.service'],
    [
      '/user.slice/user-1000.slice/user@1000.service/app.slice/foo.service',
      'systemctl --user status foo.service',
    ],
    [`/docker/${'d9e6ba6b7a1e'.padEnd(64, '0')}`, 'docker ps --all --filter id=d9e6ba6b7a1e'],
    [
      `/machine.slice/libpod-${'0123456789ab'.padEnd(64, 'f')}.scope`,
      'podman ps --all --filter id=0123456789ab',
    ],
    // Names come from the log: what a shell would take for its own is quoted.
    ['/system.slice/$(reboot).service', "systemctl status '$(reboot).service'"],
    ['/system.slice/dev-disk\\x2d1.service', "systemctl status 'dev-disk\\x2d1.service'"],
  ])('%s', (path, command) => {
    const owner = ownerOf(path);
    expect(owner === null ? null : statusCommandOf(owner)).toBe(command);
  });

  it.each([
    ['/system.slice/mysqld.service', 'mysqld.service'],
    ['/system.slice/system-getty.slice/getty@tty1.service', 'getty@tty1.service'],
    ['/system.slice/dev-disk\\x2d1.service', 'dev-disk\\x2d1.service'],
    ['/user.slice/user-7.slice/user@7.service/app.slice/a.service', null],
    ['/system.slice/run-1.scope', null],
    ['/system.slice/$(reboot).service', null],
    ['/system.slice/-x.service', null],
    [null, null],
  ])('%s is run by the service %s', (path, unit) => {
    expect(systemServiceOf(path)).toBe(unit);
  });

  it.each([
    ['/kubepods/burstable/pod0f5eb28f', { kind: 'pod' }],
    ['/user.slice/user-0.slice/session-3.scope', { kind: 'session' }],
    ['/', null],
    [null, null],
  ])('%s', (path, owner) => {
    expect(ownerOf(path)).toEqual(owner);
  });
});
