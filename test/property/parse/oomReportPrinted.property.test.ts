import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/shared/model';
import type { Carrier } from '../../support/oomReports/carriers';
import { carrier, CARRIERS } from '../../support/oomReports/carriers';
import { comparable } from '../../support/oomReports/comparableIncident';
import { expectedIncident } from '../../support/oomReports/expectedIncident';
import type { Generation } from '../../support/oomReports/generations';
import { generation, GENERATIONS } from '../../support/oomReports/generations';
import {
  COLOURED,
  ESCAPED_COLOURS,
  MANGLINGS,
  QUOTED_WRAPPED,
  WRAPPED,
} from '../../support/oomReports/mangling';
import { printReport } from '../../support/oomReports/printReport';
import type { NameKind } from '../../support/oomReports/reportArbitrary';
import { reportArbitrary } from '../../support/oomReports/reportArbitrary';
import { readText } from '../../support/oomReports/readLog';
import type { ReportDescription } from '../../support/oomReports/reportDescription';
import { HOSTNAME } from '../../support/oomReports/wallClock';

interface Printed {
  readonly description: ReportDescription;
  readonly row: Generation;
}

/** A report of any generation. */
function anyReport(names: NameKind): fc.Arbitrary<Printed> {
  return fc
    .constantFrom(...GENERATIONS)
    .chain((row) => reportArbitrary(row, { names }).map((description) => ({ description, row })));
}

function expectRead(text: string, printed: Printed): Incident {
  const { incidents } = readText(text);
  expect(incidents).toHaveLength(1);
  const [incident] = incidents;
  if (incident === undefined) throw new Error('no incident');
  const expected = expectedIncident(printed.description, printed.row);
  expect(comparable(incident, expected, printed)).toEqual(expected);
  return incident;
}

/** The same moment, said with an offset or without. */
function momentOf(
  wallClock: string | null,
): { readonly ms: number; readonly hasOffset: boolean } | string | null {
  if (wallClock === null || !/^\d{4}-\d\d-\d\dT/.test(wallClock)) return wallClock;
  const hasOffset = /(Z|[+-]\d\d:?\d\d)$/.test(wallClock);
  return { ms: Date.parse(hasOffset ? wallClock : `${wallClock}Z`), hasOffset };
}

function expectPlace(incident: Incident, { description }: Printed, by: Carrier): void {
  const seconds = Number(description.bootSeconds.toFixed(6));
  expect(incident.hostname).toBe(by.hasHostname ? HOSTNAME : null);
  const wallClock = by.wallClock === null ? null : by.wallClock(description.bootSeconds);
  expect(momentOf(incident.at.wallClock)).toEqual(momentOf(wallClock));
  if (by.bootSeconds === 'as-field') expect([null, seconds]).toContain(incident.at.bootSeconds);
  else expect(incident.at.bootSeconds).toBe(by.bootSeconds === 'printed' ? seconds : null);
}

/** A name that nobody can tell from what this carrier writes of its own. */
function isLostIn(by: Carrier, { description }: Printed): boolean {
  if (by.name.startsWith('rsyslog')) return /#\d{3}/.test(JSON.stringify(description));
  const isUnstamped = by.name === 'bare' || by.name === 'proc-kmsg-unstamped';
  return isUnstamped && !/^[A-Za-z(]/.test(description.invoker.comm);
}

describe('what a kernel prints is read as it was meant', () => {
  it.each(GENERATIONS.map((row) => [row.name, row] as const))('by %s', (_, row) => {
    fc.assert(
      fc.property(reportArbitrary(row), (description) => {
        const printed = { description, row };
        const text = carrier('console').print(printReport(description, row));
        const incident = expectRead(text, printed);
        expectPlace(incident, printed, carrier('console'));
        expect(incident.lines.first).toBe(1);
        expect(incident.lines.last).toBe(text.split('\n').length - 1);
      }),
      { numRuns: 40 },
    );
  });

  it.each(CARRIERS.map((by) => [by.name, by] as const))('in the carrier %s', (_, by) => {
    fc.assert(
      fc.property(anyReport('hostile'), (printed) => {
        const text = by.print(printReport(printed.description, printed.row));
        fc.pre(!isLostIn(by, printed));
        expectPlace(expectRead(text, printed), printed, by);
      }),
      { numRuns: 30 },
    );
  });

  it.each([...MANGLINGS, COLOURED].map((mangling) => [mangling.name, mangling] as const))(
    'through %s',
    (_, { apply }) => {
      const carriers = ['dmesg', 'console', 'syslog-stamped', 'bare', 'journal-short', 'dmesg-T'].map(
        carrier,
      );
      fc.assert(
        fc.property(anyReport('plain'), fc.constantFrom(...carriers), (printed, by) => {
          expectRead(apply(by.print(printReport(printed.description, printed.row))), printed);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('through colours that rsyslog wrote as #033', () => {
    fc.assert(
      fc.property(anyReport('plain'), (printed) => {
        const text = carrier('console').print(printReport(printed.description, printed.row));
        expectRead(ESCAPED_COLOURS.apply(text), printed);
      }),
      { numRuns: 40 },
    );
  });

  it.each([WRAPPED, QUOTED_WRAPPED].map((mangling) => [mangling.name, mangling] as const))(
    'through %s',
    (_, { apply }) => {
      const rows = ['2.6.24', '2.6.36', '3.10', '3.19', '4.4', '4.19', '5.4', '6.1', '6.11'].map(generation);
      const printed = fc.constantFrom(...rows).chain((row) =>
        reportArbitrary(row, { names: 'plain', architectures: ['x86_64'] }).map((description) => ({
          // A wrapped path with a blank in it does not say where the blank was.
          description: { ...description, cpuset: '/', cgroup: withoutBlanks(description) },
          row,
        })),
      );
      fc.assert(
        fc.property(printed, (report) => {
          const text = carrier('console').print(printReport(report.description, report.row));
          expectRead(apply(text), report);
        }),
        { numRuns: 60 },
      );
    },
  );
});

function withoutBlanks({ cgroup }: ReportDescription): ReportDescription['cgroup'] {
  if (cgroup === null) return null;
  return { ...cgroup, path: cgroup.path.replaceAll(' ', ''), taskPath: cgroup.taskPath.replaceAll(' ', '') };
}
