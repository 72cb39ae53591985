import { describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../../src/main/sampling/decode';
import type { Frame } from '../../../../src/main/sampling/frame';
import type { HostIdentity } from '../../../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../../../src/shared/model';
import { en } from '../../../../src/shared/messages/en';
import { hostSampleSchema } from '../../../../src/shared/schema/sample';
import { kernelFixture, kernelFixtures } from '../../../support/kernelFixtures';
import type { KernelFixture } from '../../../support/kernelFixtures';

const IDENTITY: HostIdentity = {
  ...UNKNOWN_IDENTITY,
  kernel: '6.12.107+deb13-amd64',
  pageBytes: 4096,
  bootId: 'a',
};

const CGROUP = '==> /app/memory.current <==\n100\n==> /app/memory.max <==\n200\n';

function sectionsOf({ has, read }: KernelFixture): Record<string, string> {
  return {
    meminfo: read('meminfo'),
    buddyinfo: read('buddyinfo'),
    zoneinfo: read('zoneinfo'),
    vmstat: read('vmstat'),
    processes: read('processes.tsv'),
    cgroup: CGROUP,
    vm_settings: '==> vm/panic_on_oom <==\n0\n',
    ...(has('pressure_memory') ? { pressure_memory: read('pressure_memory') } : {}),
  };
}

const ALL = sectionsOf(kernelFixture('debian-6.12.107-amd64'));

function frameOf(uptimeSeconds: number, rest: Partial<Frame> = {}): Frame {
  return {
    uptimeSeconds,
    receivedAtMs: 1_700_000_000_000,
    sections: {},
    refusals: {},
    kernelLog: null,
    ...rest,
  };
}

describe.each(kernelFixtures())('a frame of $name', (fixture) => {
  it('becomes a sample that the contract accepts as it is', () => {
    const sample = new FrameDecoder(IDENTITY).push(frameOf(10, { sections: sectionsOf(fixture) }));
    expect(hostSampleSchema.parse(sample)).toEqual(sample);
    expect(sample.memory?.memTotalBytes).toBe(fixture.expected.meminfo.reported['memTotalBytes']);
    expect(sample.zones).toHaveLength(fixture.expected.zones.length);
    expect(sample.nodes).toHaveLength(fixture.expected.nodes.length);
    expect(sample.buddy).toHaveLength(fixture.expected.buddyinfo.length);
    expect(sample.processes).toHaveLength(fixture.expected.processes.rows);
    expect(sample.pressure).toEqual(fixture.expected.pressure);
  });
});

describe('the decoder', () => {
  it('says when and where a sample is from', () => {
    const sample = new FrameDecoder(IDENTITY).push(frameOf(12.5, { sections: ALL }));
    expect(sample.at).toEqual({ uptimeSeconds: 12.5, wallClock: '2023-11-14T22:13:20.000Z' });
    expect(sample.host).toBe(IDENTITY);
    expect(sample.missing).toEqual([]);
    expect(sample.ages).toEqual({
      meminfo: 0,
      buddyinfo: 0,
      zoneinfo: 0,
      vmstat: 0,
      pressure_memory: 0,
      processes: 0,
      cgroup: 0,
      vm_settings: 0,
    });
    expect(sample.cgroups).toMatchObject([{ path: '/app', usageBytes: 100, limitBytes: 200 }]);
    expect(sample.settings).toMatchObject({ panicOnOom: 0, swappiness: null });
  });

  it.each([null, Number.NaN, 1e300])('has no wall clock for a frame received at %s', (receivedAtMs) => {
    expect(new FrameDecoder(IDENTITY).push(frameOf(1, { receivedAtMs })).at.wallClock).toBeNull();
  });

  it('lets a section that was not read stand, with its age', () => {
    const decoder = new FrameDecoder(IDENTITY);
    const first = decoder.push(frameOf(12.5, { sections: ALL }));
    const second = decoder.push(frameOf(14.6, { sections: { meminfo: ALL['meminfo'] ?? '' } }));
    expect(second.ages).toMatchObject({ meminfo: 0, zoneinfo: 2.1, processes: 2.1 });
    expect(second.processes).toBe(first.processes);
    expect(second.zones).toBe(first.zones);
    expect(second.memory).not.toBe(first.memory);
    expect(second.memory).toEqual(first.memory);
  });

  it('keeps the value of a section that became malformed, never as fresh, and says so until it is read again', () => {
    const decoder = new FrameDecoder(IDENTITY);
    const first = decoder.push(frameOf(10, { sections: ALL }));
    const broken = decoder.push(
      frameOf(12, { sections: { ...ALL, meminfo: 'MemTotal: 12 kB\nMemFree: x kB\n' } }),
    );
    expect(broken.memory).toBe(first.memory);
    expect(broken.ages.meminfo).toBe(2);
    const reason = { code: 'missing.malformed', params: { section: 'meminfo', line: 2 } };
    expect(broken.missing).toEqual([{ section: 'meminfo', reason }]);
    const silent = decoder.push(frameOf(14));
    expect(silent.ages.meminfo).toBe(4);
    expect(silent.missing).toEqual([{ section: 'meminfo', reason }]);
    const mended = decoder.push(frameOf(16, { sections: ALL }));
    expect(mended.ages.meminfo).toBe(0);
    expect(mended.missing).toEqual([]);
  });

  it('has nothing where the first reading is malformed', () => {
    const sample = new FrameDecoder(IDENTITY).push(frameOf(1, { sections: { ...ALL, zoneinfo: 'what?\n' } }));
    expect(sample.zones).toEqual([]);
    expect(sample.ages).not.toHaveProperty('zoneinfo');
    expect(sample.missing).toEqual([
      {
        section: 'zoneinfo',
        reason: { code: 'missing.malformed', params: { section: 'zoneinfo', line: 1 } },
      },
    ]);
  });

  it.each(['not-in-kernel', 'permission-denied', 'too-large'] as const)(
    'passes on the refusal %s',
    (refusal) => {
      const { pressure_memory: _pressure, ...sections } = ALL;
      const decoder = new FrameDecoder(IDENTITY);
      const expected = [
        {
          section: 'pressure_memory',
          reason: { code: `missing.${refusal}`, params: { section: 'pressure_memory' } },
        },
      ];
      const frame = frameOf(1, { sections, refusals: { pressure_memory: refusal } });
      expect(decoder.push(frame)).toMatchObject({ pressure: null, missing: expected });
      expect(decoder.push(frameOf(2))).toMatchObject({ missing: expected });
      expect(decoder.push(frameOf(3, { sections: ALL })).missing).toEqual([]);
    },
  );

  it('keeps the processes that hidepid lets through, and says that it hides others', () => {
    const decoder = new FrameDecoder(IDENTITY);
    const expected = [
      {
        section: 'processes',
        reason: { code: 'missing.hidden-processes', params: { section: 'processes' } },
      },
    ];
    const sample = decoder.push(frameOf(1, { sections: ALL, refusals: { processes: 'hidden-processes' } }));
    expect(sample.processes).toHaveLength(66);
    expect(sample.missing).toEqual(expected);
    expect(decoder.push(frameOf(2)).missing).toEqual(expected);
  });

  it('counts the rows that were dropped, and keeps the others fresh', () => {
    const processes = `${ALL['processes'] ?? ''}junk\nmore\n`;
    const sample = new FrameDecoder(IDENTITY).push(frameOf(1, { sections: { ...ALL, processes } }));
    expect(sample.processes).toHaveLength(66);
    expect(sample.ages.processes).toBe(0);
    expect(sample.missing).toEqual([
      {
        section: 'processes',
        reason: { code: 'missing.rows-dropped', params: { section: 'processes', dropped: 2, line: 68 } },
      },
    ]);
  });

  it('says of an empty section that the host gave nothing', () => {
    const sample = new FrameDecoder(IDENTITY).push(frameOf(1, { sections: { ...ALL, pressure_memory: '' } }));
    expect(sample.missing).toEqual([
      {
        section: 'pressure_memory',
        reason: { code: 'missing.empty', params: { section: 'pressure_memory' } },
      },
    ]);
  });

  it.each([
    [1_700_000_000_000, 'missing.not-read-yet'],
    [null, 'missing.not-recorded'],
  ])('tells what was never seen, received at %s, by %s', (receivedAtMs, code) => {
    const sample = new FrameDecoder(IDENTITY).push(frameOf(1, { receivedAtMs }));
    expect(sample.missing.map(({ section, reason }) => [section, reason.code])).toEqual([
      ['meminfo', code],
      ['buddyinfo', code],
      ['zoneinfo', code],
      ['vmstat', code],
      ['pressure_memory', code],
      ['processes', code],
      ['cgroup', code],
      ['vm_settings', code],
    ]);
    expect(Object.keys(en)).toContain(code);
    expect(sample).toMatchObject({ memory: null, vmstat: null, pressure: null, processes: [], ages: {} });
  });

  it('forgets everything when uptime goes backwards', () => {
    const decoder = new FrameDecoder(IDENTITY);
    decoder.push(frameOf(500, { sections: ALL }));
    const sample = decoder.push(frameOf(3, { sections: { meminfo: ALL['meminfo'] ?? '' } }));
    expect(sample).toMatchObject({ zones: [], vmstat: null, processes: [], ages: { meminfo: 0 } });
    expect(sample.ages).not.toHaveProperty('vmstat');
    expect(sample.missing).toHaveLength(7);
  });

  it('ignores sections it does not know, and names of object members', () => {
    const sections = { ...ALL, swaps: 'Filename\n', constructor: 'x' };
    expect(new FrameDecoder(IDENTITY).push(frameOf(1, { sections })).missing).toEqual([]);
  });

  it('has a sentence for every reason', () => {
    const codes = ['malformed', 'empty', 'rows-dropped', 'not-in-kernel', 'permission-denied', 'too-large'];
    for (const code of [...codes, 'hidden-processes', 'more-cgroups'])
      expect(Object.keys(en)).toContain(`missing.${code}`);
  });
});
