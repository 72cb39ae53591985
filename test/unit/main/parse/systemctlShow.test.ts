import { describe, expect, it } from 'vitest';
import {
  parseInspectedUnits,
  parseSurveyedUnits,
  parseTimeSpanSeconds,
} from '../../../../src/main/parse/systemctlShow';
import type { InspectedUnit } from '../../../../src/shared/change/inspection';

const NOTHING: InspectedUnit = {
  unit: 'web.service',
  loadState: 'not-found',
  activeState: 'unknown',
  subState: 'unknown',
  description: null,
  result: null,
  restart: null,
  restartSeconds: null,
  oomScoreAdjust: null,
  fragmentPath: null,
  dropInPaths: [],
  invocationId: null,
  controlGroup: null,
  pids: [],
  dropInText: null,
  dropInChecksum: null,
};

const INVOCATION = '0123456789abcdef0123456789abcdef';

describe('a unit as systemctl shows it', () => {
  it('is read with its processes and Lowmark’s drop-in', () => {
    const text = [
      '=unit web.service',
      'Restart=on-failure',
      'RestartUSec=1min 30s',
      'Result=oom-kill',
      'OOMScoreAdjust=-500',
      'ControlGroup=/system.slice/web.service',
      'Description=The web = everything',
      'LoadState=loaded',
      'ActiveState=failed',
      'SubState=failed',
      'FragmentPath=/lib/systemd/system/web.service',
      'DropInPaths=/etc/systemd/system/web.service.d/90-lowmark-oom.conf /run/x.conf',
      `InvocationID=${INVOCATION}`,
      '=pids 12 7 12 ',
      '=cksum 4038471504 12',
      '>[Service]',
      '>',
      '>',
      '',
    ].join('\n');
    expect(parseInspectedUnits(text)).toEqual([
      {
        unit: 'web.service',
        loadState: 'loaded',
        activeState: 'failed',
        subState: 'failed',
        description: 'The web = everything',
        result: 'oom-kill',
        restart: 'on-failure',
        restartSeconds: 90,
        oomScoreAdjust: -500,
        fragmentPath: '/lib/systemd/system/web.service',
        dropInPaths: ['/etc/systemd/system/web.service.d/90-lowmark-oom.conf', '/run/x.conf'],
        invocationId: INVOCATION,
        controlGroup: '/system.slice/web.service',
        pids: [12, 7],
        dropInText: '[Service]\n\n\n',
        dropInChecksum: '4038471504 12',
      },
    ]);
  });

  const rows: readonly (readonly [string, string, Partial<InspectedUnit>])[] = [
    ['nothing but a name', '=unit web.service\n', {}],
    ['an older systemd', '=unit web.service\nLoadState=loaded\n', { loadState: 'loaded' }],
    ['empty answers', '=unit web.service\nInvocationID=\nOOMScoreAdjust=\nDropInPaths=\n', {}],
    ['a value that no kernel takes', '=unit web.service\nOOMScoreAdjust=1001\n', {}],
    ['no number', '=unit web.service\nOOMScoreAdjust=12x\n', {}],
    ['an identity that is none', '=unit web.service\nInvocationID=$(reboot)\n', {}],
    ['a line cut off', '=unit web.service\nOOMScoreAdjust=-50', {}],
    ['pids that are none', '=unit web.service\n=pids 0 -1 99999999999 x 3\n', { pids: [3] }],
    [
      'a drop-in without a newline at its end',
      '=unit web.service\n=cksum 1 3\n>abc\n',
      { dropInText: 'abc', dropInChecksum: '1 3' },
    ],
    ['an empty drop-in', '=unit web.service\n=cksum 1 0\n\n', { dropInText: '', dropInChecksum: '1 0' }],
    ['lines of a drop-in without a checksum', '=unit web.service\n>abc\n', {}],
    [
      'a drop-in that looks like an answer',
      '=unit web.service\n=cksum 1 17\n>LoadState=masked\n',
      { dropInText: 'LoadState=masked\n', dropInChecksum: '1 17' },
    ],
  ];
  it.each(rows)('is read from %s', (_name, text, wanted) => {
    expect(parseInspectedUnits(text)).toEqual([{ ...NOTHING, ...wanted }]);
  });

  it('is one of several, in their order', () => {
    const text = '=unit b.service\nLoadState=loaded\n=unit a.service\nLoadState=masked\n';
    expect(parseInspectedUnits(text).map(({ unit, loadState }) => [unit, loadState])).toEqual([
      ['b.service', 'loaded'],
      ['a.service', 'masked'],
    ]);
  });

  it('is not there before its name', () => {
    expect(parseInspectedUnits('LoadState=loaded\n')).toEqual([]);
  });
});

describe('all services of a host', () => {
  it('are read with their files', () => {
    const text = [
      'OOMScoreAdjust=-900',
      'Id=ssh.service',
      'FragmentPath=/lib/systemd/system/ssh.service',
      'DropInPaths=/etc/systemd/system/ssh.service.d/90-lowmark-oom.conf',
      '',
      'Id=web.service',
      'FragmentPath=',
      'DropInPaths=',
      '',
      'Id=web.socket',
      'OOMScoreAdjust=1',
      '',
      'OOMScoreAdjust=5',
      '',
    ].join('\n');
    expect(parseSurveyedUnits(text)).toEqual([
      {
        unit: 'ssh.service',
        adj: -900,
        files: ['/lib/systemd/system/ssh.service', '/etc/systemd/system/ssh.service.d/90-lowmark-oom.conf'],
        hasDropIn: true,
      },
      { unit: 'web.service', adj: null, files: [], hasDropIn: false },
    ]);
  });

  it('leave out one that is cut off, and a second of the same name', () => {
    const text =
      'Id=a.service\nOOMScoreAdjust=1\n\nId=a.service\nOOMScoreAdjust=2\n\nId=b.service\nOOMScoreAdjust=3';
    expect(parseSurveyedUnits(text)).toEqual([{ unit: 'a.service', adj: 1, files: [], hasDropIn: false }]);
  });
});

describe('a span of time of systemd', () => {
  it.each([
    ['0', 0],
    ['100ms', 0.1],
    ['1.5s', 1.5],
    ['1min 30s', 90],
    ['1h 2min 3s 4ms', 3_723.004],
    ['1d', 86_400],
    ['1w 1us', 604_800.000_001],
    ['infinity', null],
    ['', null],
    ['5', null],
    ['5 s', null],
    ['-5s', null],
    ['5parsecs', null],
  ])('%j', (text, seconds) => {
    expect(parseTimeSpanSeconds(text)).toBe(seconds);
  });
});
