import { describe, expect, it } from 'vitest';
import {
  gapsOf,
  marksOf,
  pointsWithin,
  timelineOf,
  usualSpacingsMs,
} from '../../../../src/renderer/src/charts/timeline';
import type { SeriesPoint } from '../../../../src/shared/model';
import { START_MS, pointAt, steadyPoints } from './samples';

const always = (): boolean => true;
const at = (seconds: number): number => START_MS + seconds * 1000;
const hour = { fromMs: START_MS, toMs: at(3600) };

describe('usualSpacingsMs', () => {
  it('is not moved by one outage', () => {
    expect(usualSpacingsMs([0, 5, 10, 15, 80, 85, 90].map((s) => s * 1000))).toEqual(Array(6).fill(5000));
  });

  it('follows a cadence that was changed', () => {
    const moments = [0, 5, 10, 15, 20, 80, 140, 200, 260, 320];
    expect(usualSpacingsMs(moments)[4]).toBe(60);
  });

  it('has nothing to say of fewer than two moments', () => {
    expect(usualSpacingsMs([1])).toEqual([]);
  });
});

describe('gapsOf', () => {
  it('finds none while samples come in time', () => {
    expect(gapsOf(steadyPoints(20), always, at(100))).toEqual([]);
  });

  it('tolerates a late sample up to 2.5 times the usual spacing', () => {
    const points = [0, 5, 10, 15, 27.5, 32.5, 37.5].map((seconds) => pointAt(seconds));
    expect(gapsOf(points, always, at(40))).toEqual([]);
  });

  it('spans from the last sample before an outage to the first after it', () => {
    const points = [0, 5, 10, 15, 60, 65, 70].map((seconds) => pointAt(seconds));
    expect(gapsOf(points, always, at(72))).toEqual([{ fromMs: at(15), toMs: at(60) }]);
  });

  it('goes on to now when samples stopped coming', () => {
    expect(gapsOf(steadyPoints(4), always, at(60))).toEqual([{ fromMs: at(15), toMs: at(60) }]);
  });

  it('bridges points that lack the amount', () => {
    const points = steadyPoints(6).map((point, index) =>
      index === 2 || index === 3 ? { ...point, memory: null } : point,
    );
    const gaps = gapsOf(points, (point: SeriesPoint) => point.memory !== null, at(26));
    expect(gaps).toEqual([{ fromMs: at(5), toMs: at(20) }]);
  });

  it('does not call the time before the first sample a gap', () => {
    expect(gapsOf([pointAt(500), pointAt(505)], always, at(506))).toEqual([]);
    expect(gapsOf([], always, at(100))).toEqual([]);
  });
});

describe('timelineOf', () => {
  it('breaks with a null inside a gap', () => {
    const points = [0, 5, 10, 60, 65].map((seconds) => pointAt(seconds));
    expect(timelineOf(points, () => 1)).toEqual([
      [at(0), 1],
      [at(5), 1],
      [at(10), 1],
      [at(35), null],
      [at(60), 1],
      [at(65), 1],
    ]);
  });

  it('breaks at a reboot even if no sample was late', () => {
    const points = [
      pointAt(0),
      pointAt(5),
      pointAt(10, { uptimeSeconds: 2 }),
      pointAt(15, { uptimeSeconds: 7 }),
    ];
    expect(timelineOf(points, () => 1)[2]).toEqual([at(7.5), null]);
  });

  it('keeps an amount that is not reported as null', () => {
    const points = [pointAt(0), pointAt(5, { availableBytes: null })];
    expect(timelineOf(points, (point) => point.availableBytes)[1]).toEqual([at(5), null]);
  });
});

describe('pointsWithin', () => {
  it('keeps one point before the left edge, so that lines enter from it', () => {
    const shown = pointsWithin(steadyPoints(10), { fromMs: at(12), toMs: at(30) });
    expect(shown.map((point) => point.atMs)).toEqual([at(10), at(15), at(20), at(25), at(30)]);
  });

  it('keeps the last point when all are before the range', () => {
    expect(pointsWithin(steadyPoints(3), { fromMs: at(100), toMs: at(200) })).toHaveLength(1);
    expect(pointsWithin([], hour)).toEqual([]);
  });
});

describe('marksOf', () => {
  it('sets a reboot at the boot itself when that lies between the samples', () => {
    const points = [pointAt(0), pointAt(60, { uptimeSeconds: 20 })];
    expect(marksOf(points, hour)).toEqual([{ kind: 'reboot', atMs: at(40) }]);
  });

  it('sets it at the sample before when the host claims to have booted even earlier', () => {
    const points = [pointAt(0), pointAt(5, { uptimeSeconds: 900 })];
    expect(marksOf(points, hour)).toEqual([{ kind: 'reboot', atMs: at(0) }]);
  });

  it('marks counted kills, and neither zero nor unknown ones', () => {
    const points = [pointAt(0), pointAt(5, { oomKills: 2 }), pointAt(10, { oomKills: null }), pointAt(15)];
    expect(marksOf(points, hour)).toEqual([{ kind: 'oom-kill', atMs: at(5), kills: 2, labelledKills: 2 }]);
  });

  it('draws a storm of kills as one line with their sum', () => {
    const points = steadyPoints(4, { oomKills: 3 });
    expect(marksOf(points, hour)).toEqual([{ kind: 'oom-kill', atMs: at(15), kills: 12, labelledKills: 12 }]);
  });

  it('puts the words of near lines on the last of them, with their sum', () => {
    const points = [0, 100, 200, 3000].map((seconds) => pointAt(seconds, { oomKills: 1 }));
    const labels = marksOf(points, hour).map((mark) =>
      mark.kind === 'oom-kill' ? mark.labelledKills : mark.kind,
    );
    expect(labels).toEqual([null, null, 3, 1]);
  });

  it('leaves out what is outside the range', () => {
    const points = [pointAt(-100, { oomKills: 1 }), pointAt(0)];
    expect(marksOf(points, hour)).toEqual([]);
  });
});
