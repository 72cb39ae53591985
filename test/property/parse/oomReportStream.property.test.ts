import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/shared/model';
import { carrier, CARRIERS } from '../../support/oomReports/carriers';
import { comparable } from '../../support/oomReports/comparableIncident';
import { expectedIncident } from '../../support/oomReports/expectedIncident';
import { inventedIn } from '../../support/oomReports/inventedFacts';
import type { Generation } from '../../support/oomReports/generations';
import { generation, GENERATIONS } from '../../support/oomReports/generations';
import { ORDINARY_LINES } from '../../support/oomReports/ordinaryLines';
import type { PrintedRecord } from '../../support/oomReports/printedRecord';
import { printReport } from '../../support/oomReports/printReport';
import { readPieces, readText } from '../../support/oomReports/readLog';
import { reportArbitrary } from '../../support/oomReports/reportArbitrary';
import type { DescribedTask, ReportDescription } from '../../support/oomReports/reportDescription';
import { stampOf } from '../../support/oomReports/wallClock';

interface Printed {
  readonly description: ReportDescription;
  readonly row: Generation;
}

const anyReport: fc.Arbitrary<Printed> = fc
  .constantFrom(...GENERATIONS)
  .chain((row) => reportArbitrary(row).map((description) => ({ description, row })));

const console = carrier('console');

function recordsOf({ description, row }: Printed): PrintedRecord[] {
  return printReport(description, row);
}

function expectFacts(incident: Incident | undefined, printed: Printed): void {
  if (incident === undefined) throw new Error('no incident');
  const expected = expectedIncident(printed.description, printed.row);
  expect(comparable(incident, expected, printed)).toEqual(expected);
}

describe('a log that ends in the middle', () => {
  it('says nothing that the whole does not say', () => {
    fc.assert(
      fc.property(anyReport, fc.double({ min: 0, max: 1, noNaN: true }), (printed, share) => {
        const text = console.print(recordsOf(printed));
        const cut = text.slice(0, Math.floor(text.length * share));
        const [whole] = readText(text).incidents;
        const { incidents } = readText(cut);
        expect(incidents.length).toBeLessThanOrEqual(1);
        for (const incident of incidents) expect(inventedIn(incident, whole, cut)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('is said to be incomplete where it ends before the last word', () => {
    fc.assert(
      fc.property(anyReport, fc.double({ min: 0, max: 1, noNaN: true }), (printed, share) => {
        const records = recordsOf(printed);
        const { ending } = printed.description;
        const lastWord = records.findLastIndex(({ text }) => !text.startsWith('oom_reaper'));
        const kept = Math.floor(lastWord * share);
        fc.pre(ending.kind !== 'kill' || ending.group.length === 0);
        for (const incident of readText(console.print(records.slice(0, kept))).incidents) {
          expect(incident.complete).toBe(false);
          expect(incident.missing).not.toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives what is left where its beginning is lost', () => {
    fc.assert(
      fc.property(anyReport, fc.double({ min: 0, max: 1, noNaN: true }), (printed, share) => {
        const text = console.print(recordsOf(printed));
        const [whole] = readText(text).incidents;
        const left = text.slice(Math.floor(text.length * share));
        const wholeLines = left.slice(left.indexOf('\n') + 1);
        for (const incident of readText(wholeLines).incidents) {
          expect(inventedIn(incident, whole, '')).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a log that comes in pieces', () => {
  it('reads the same however it is cut', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(anyReport, { maxLength: 2 }),
        fc.constantFrom(...CARRIERS),
        cuts,
        (reports, by, shares) => {
          const bytes = Buffer.from(reports.map((report) => by.print(recordsOf(report))).join('内\n'));
          const at = [0, ...shares.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b)];
          const pieces = at.map((from, index) => bytes.subarray(from, at[index + 1] ?? bytes.length));
          expect(readPieces(pieces)).toEqual(readPieces([bytes]));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reads the same byte by byte', () => {
    fc.assert(
      fc.property(anyReport, (printed) => {
        const bytes = Buffer.from(console.print(recordsOf(printed)));
        const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
        expect(readPieces(single)).toEqual(readPieces([bytes]));
      }),
      { numRuns: 15 },
    );
  });
});

describe('other lines', () => {
  it('between those of a report change nothing', () => {
    const others = fc.array(fc.tuple(fc.nat(200), fc.constantFrom(...ORDINARY_LINES)), { maxLength: 12 });
    fc.assert(
      fc.property(anyReport, others, (printed, inserted) => {
        const records = recordsOf(printed);
        const all = inserted.reduce<PrintedRecord[]>((list, [at, text]) => {
          const place = at % (list.length + 1);
          const seconds = list[Math.max(0, place - 1)]?.seconds ?? printed.description.bootSeconds;
          return list.toSpliced(place, 0, { level: 6, seconds, text });
        }, records);
        const { incidents } = readText(console.print(all));
        expect(incidents).toHaveLength(1);
        expectFacts(incidents[0], printed);
      }),
      { numRuns: 200 },
    );
  });

  it('alone are no incident and no sign', () => {
    const lines = fc.array(fc.constantFrom(...ORDINARY_LINES), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(lines, (texts) => {
        const records = texts.map((text, at) => ({ level: 6, seconds: 100 + at, text }));
        expect(readText(console.print(records))).toEqual({ incidents: [], signs: [] });
      }),
    );
  });
});

describe('several reports', () => {
  const recent = fc.constantFrom(...['4.9', '4.19', '5.4', '6.1', '6.11'].map(generation)).chain((row) =>
    reportArbitrary(row, { names: 'plain', architectures: ['x86_64'] })
      // After a panic no other CPU prints its report to the end.
      .filter(({ ending }) => ending.kind === 'kill')
      .map((description) => ({ description, row })),
  );

  /** One victim, in a line that names it. */
  const simple = recent.filter(
    ({ description: { ending } }) =>
      ending.kind === 'kill' && ending.sacrificedFor === null && ending.group.length === 0,
  );

  it('one after another come out as many', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 2, maxLength: 4 }), (reports) => {
        const apart = reports.map(({ description, row }, at) => ({
          description: { ...description, seed: description.seed + at, bootSeconds: 1000 * (at + 1) },
          row,
        }));
        const { incidents } = readText(apart.map((report) => console.print(recordsOf(report))).join(''));
        expect(incidents).toHaveLength(apart.length);
        apart.forEach((report, at) => {
          expectFacts(incidents[at], report);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('that are the same are one', () => {
    const again = fc.constantFrom(...['console', 'syslog-stamped', 'dmesg-r', 'kubectl-prefix'].map(carrier));
    fc.assert(
      fc.property(anyReport, again, (printed, by) => {
        const records = recordsOf(printed);
        const { incidents } = readText(console.print(records) + by.print(records));
        expect(incidents.map(({ copies }) => copies)).toEqual([2]);
        const [incident] = incidents;
        expectFacts(incident === undefined ? incident : { ...incident, copies: 1 }, printed);
      }),
      { numRuns: 100 },
    );
  });

  it('of two CPUs whose lines come between each other are told apart by the caller', () => {
    fc.assert(
      fc.property(recent, recent, fc.infiniteStream(fc.boolean()), (first, like, turns) => {
        const second = another(like, first);
        const [one, other] = twoCallers(first, second);
        const { incidents } = readText(interleaved(one, other, turns).join(''));
        expect(incidents).toHaveLength(2);
        for (const report of [first, second]) {
          const { comm } = report.description.invoker;
          expectFacts(
            incidents.find(({ trigger }) => trigger?.comm === comm),
            report,
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of two CPUs name both who asked without callers, and nobody dies who did not', () => {
    fc.assert(
      fc.property(simple, simple, fc.infiniteStream(fc.boolean()), (first, like, turns) => {
        const second = another(like, first);
        const lines = [first, second].map((report) =>
          recordsOf(report).map((record) => console.print([record])),
        );
        const { incidents } = readText(interleaved(lines[0] ?? [], lines[1] ?? [], turns).join(''));
        const invokers = incidents.map(({ trigger }) => trigger?.comm ?? null);
        // Which of the lines that name nobody belong to whom is not always told; who asked and who died is.
        expect(invokers.filter((comm) => comm !== null).toSorted()).toEqual(
          [first, second].map(({ description }) => description.invoker.comm).sort(),
        );
        const killed = incidents.flatMap(({ kills }) =>
          kills.map(({ pid, comm }) => `${String(pid)} ${String(comm)}`),
        );
        const died = [first, second].flatMap(({ description, row }) =>
          expectedIncident(description, row).kills.map(({ pid, comm }) => `${String(pid)} ${String(comm)}`),
        );
        expect(killed.toSorted()).toEqual(died.toSorted());
      }),
      { numRuns: 100 },
    );
  });
});

/** The same with names and pids of its own, right after another one: two processes that ask at one time are two. */
function another({ description, row }: Printed, before: Printed): Printed {
  const own = (task: DescribedTask): DescribedTask => ({
    ...task,
    comm: `q-${task.comm}`.slice(0, 15),
    pid: task.pid + 50_000,
  });
  const { ending } = description;
  return {
    row,
    description: {
      ...description,
      bootSeconds: before.description.bootSeconds + 1e-5,
      invoker: own(description.invoker),
      tasks: description.tasks.map(own),
      ending:
        ending.kind === 'kill'
          ? {
              ...ending,
              victim: own(ending.victim),
              sacrificedFor: ending.sacrificedFor === null ? null : own(ending.sacrificedFor),
              group: ending.group.map(own),
            }
          : ending,
    },
  };
}

/** The lines of two reports, each with the thread that printed it. */
function twoCallers(first: Printed, second: Printed): [string[], string[]] {
  const lines = (printed: Printed, caller: string): string[] =>
    recordsOf(printed).flatMap(({ seconds, text }) =>
      text.split('\n').map((line) => `${stampOf(seconds)}[${caller.padStart(6)}] ${line}\n`),
    );
  return [lines(first, 'T17'), lines(second, 'T4242')];
}

/** Both in their own order. */
function interleaved(
  first: readonly string[],
  second: readonly string[],
  turns: Iterator<boolean>,
): string[] {
  const left = [...first];
  const right = [...second];
  const all: string[] = [];
  while (left.length > 0 || right.length > 0) {
    const takesLeft = right.length === 0 || (left.length > 0 && turns.next().value === true);
    all.push((takesLeft ? left : right).shift() ?? '');
  }
  return all;
}
