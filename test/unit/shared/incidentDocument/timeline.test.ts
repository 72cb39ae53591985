import { describe, expect, it } from 'vitest';
import { bootSecondsOf, rawLinesOf } from '../../../../src/shared/incidentDocument/rawLines';
import { timelineOf } from '../../../../src/shared/incidentDocument/timeline';
import { killOf } from '../replay/replayIncidents';
import { SHOWN_TEXT, shownIncident } from './shownIncident';

describe('the timeline of an incident', () => {
  it('is in the order of the log, in seconds since the OOM killer was invoked', () => {
    const events = timelineOf(shownIncident(), SHOWN_TEXT);
    expect(
      events.map(({ message, line, afterSeconds }) => [message.code, line, afterSeconds?.toFixed(3)]),
    ).toEqual([
      ['document.happened-asked', 101, '0.000'],
      ['document.happened-killed', 111, '0.250'],
      ['document.happened-reaped', 112, '1.000'],
    ]);
  });

  it('has no times where the text was not kept', () => {
    expect(timelineOf(shownIncident(), null).map(({ afterSeconds }) => afterSeconds)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('has no times before the beginning: the stamps are of another boot', () => {
    const incident = shownIncident({ at: { bootSeconds: 1_000, wallClock: null } });
    expect(timelineOf(incident, SHOWN_TEXT).every(({ afterSeconds }) => afterSeconds === null)).toBe(true);
  });

  it('says for whom a child died, and that the kernel panicked', () => {
    const incident = shownIncident({
      kills: [
        killOf(158, {
          comm: 'child',
          lines: { first: 111, last: 111 },
          chosen: { pid: 1, comm: 'parent', score: 5 },
        }),
      ],
      reaped: [],
      panic: true,
      parts: [{ kind: 'panic', lines: { first: 112, last: 112 } }],
    });
    expect(
      timelineOf(incident, null).map(({ message, line }) => [message.code, message.params, line]),
    ).toEqual([
      ['document.happened-asked', { task: 'leaker (158)' }, 101],
      ['document.happened-killed-for', { task: 'child (158)', chosen: 'parent (1)' }, 111],
      ['document.happened-panic', {}, 112],
    ]);
  });
});

describe('a stamp of the kernel', () => {
  it.each([
    ['[   45.514357] leaker invoked oom-killer', 45.514_357],
    ['<4>[12345.678901][ T123] x', 12_345.678_901],
    ['Oct 12 19:00:20 host kernel: [ 4563.079551] x', 4_563.079_551],
    ['4,812,45514357,-;leaker invoked oom-killer', 45.514_357],
    ['Oct 12 19:00:20 host kernel: Out of memory', null],
    ['[ pid ]   uid  tgid total_vm', null],
    ['[Sat Aug  1 04:49:44 2026] x', null],
    ['', null],
  ])('of %j is %j', (line, seconds) => {
    expect(bootSecondsOf(line)).toBe(seconds);
  });
});

describe('the lines of a report', () => {
  it('carry their number in the log and what they were read as', () => {
    const lines = rawLinesOf(shownIncident(), SHOWN_TEXT);
    expect(lines.map(({ number, kind }) => [number, kind])).toEqual([
      [101, 'invoker'],
      [102, 'stack'],
      [103, 'totals'],
      [104, 'zone'],
      [105, 'zone'],
      [106, 'swap'],
      [107, 'tasks'],
      [108, 'tasks'],
      [109, 'tasks'],
      [110, null],
      [111, 'kill'],
      [112, 'reaper'],
    ]);
  });

  it('end where the text that was kept ends, whatever the parts claim', () => {
    const incident = shownIncident({ parts: [{ kind: 'tasks', lines: { first: 1, last: 4_000_000_000 } }] });
    expect(rawLinesOf(incident, 'one\r\ntwo\r\n')).toEqual([
      { number: 101, text: 'one', kind: 'tasks' },
      { number: 102, text: 'two', kind: 'tasks' },
    ]);
  });
});
