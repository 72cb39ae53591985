import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBuddyinfo } from '../../../src/main/parse/buddyinfo';
import { parseMeminfo } from '../../../src/main/parse/meminfo';
import { parsePressure } from '../../../src/main/parse/pressure';
import { parseProcesses } from '../../../src/main/parse/processes';
import { parseVmstat } from '../../../src/main/parse/vmstat';
import { parseZoneinfo } from '../../../src/main/parse/zoneinfo';

const ZONE_NAMES = ['DMA', 'DMA32', 'Normal', 'HighMem', 'Movable', 'Device'];

/** A number of pages or events on a host of up to 16 PiB; sums of it with a factor of 1024 stay exact. */
const count = fc.nat(2 ** 42);
const zoneKey = fc.record({ node: fc.nat(255), zone: fc.constantFrom(...ZONE_NAMES) });
const itemName = fc.stringMatching(/^nr_[a-z_]{1,20}$/);

function padded(text: string | number, width: number): string {
  return String(text).padStart(width);
}

describe('what a kernel prints of a model comes back as the model', () => {
  it('buddyinfo', () => {
    const buddy = fc.integer({ min: 1, max: 20 }).chain((orders) =>
      fc.uniqueArray(fc.tuple(zoneKey, fc.array(count, { minLength: orders, maxLength: orders })), {
        minLength: 1,
        maxLength: 12,
        selector: ([{ node, zone }]) => `${String(node)} ${zone}`,
      }),
    );
    fc.assert(
      fc.property(buddy, (entries) => {
        const zones = entries.map(([key, freeBlocks]) => ({ ...key, freeBlocks }));
        const text = zones.map(
          ({ node, zone, freeBlocks }) =>
            `Node ${String(node)}, zone ${padded(zone, 8)} ${freeBlocks.map((blocks) => `${padded(blocks, 6)} `).join('')}\n`,
        );
        expect(parseBuddyinfo(text.join(''))).toEqual({ ok: true, value: zones });
      }),
    );
  });

  it('meminfo', () => {
    const lines = fc.record({
      MemTotal: count,
      MemFree: count,
      'Active(anon)': count,
      Committed_AS: count,
      NewThing: count,
    });
    fc.assert(
      fc.property(lines, count, (amounts, hugePagesTotal) => {
        const printed = Object.entries(amounts).map(
          ([name, kib]) => `${`${name}:`.padEnd(16)}${padded(kib, 8)} kB\n`,
        );
        const result = parseMeminfo([...printed, `HugePages_Total: ${padded(hugePagesTotal, 7)}\n`].join(''));
        expect(result).toMatchObject({
          ok: true,
          value: {
            memTotalBytes: amounts.MemTotal * 1024,
            memFreeBytes: amounts.MemFree * 1024,
            activeAnonBytes: amounts['Active(anon)'] * 1024,
            committedAsBytes: amounts.Committed_AS * 1024,
            hugePagesTotal,
            memAvailableBytes: null,
            otherBytes: { NewThing: amounts.NewThing * 1024 },
          },
        });
      }),
    );
  });

  it('vmstat', () => {
    fc.assert(
      fc.property(fc.dictionary(itemName, count, { minKeys: 1, noNullPrototype: true }), (vmstat) => {
        const text = Object.entries(vmstat).map(([name, amount]) => `${name} ${String(amount)}\n`);
        expect(parseVmstat(text.join(''))).toEqual({ ok: true, value: vmstat });
      }),
    );
  });

  it('pressure', () => {
    const hundredths = fc.nat(10_000);
    const line = fc.record({ avg10: hundredths, avg60: hundredths, avg300: hundredths, totalUs: count });
    fc.assert(
      fc.property(line, line, (some, full) => {
        const printed = ([name, { avg10, avg60, avg300, totalUs }]: readonly [string, typeof some]): string =>
          `${name} avg10=${(avg10 / 100).toFixed(2)} avg60=${(avg60 / 100).toFixed(2)} avg300=${(avg300 / 100).toFixed(2)} total=${String(totalUs)}\n`;
        const model = ({ avg10, avg60, avg300, totalUs }: typeof some): object => ({
          avg10Percent: avg10 / 100,
          avg60Percent: avg60 / 100,
          avg300Percent: avg300 / 100,
          totalUs,
        });
        const text = printed(['some', some]) + printed(['full', full]);
        expect(parsePressure(text)).toEqual({ ok: true, value: { some: model(some), full: model(full) } });
      }),
    );
  });

  it('zoneinfo', () => {
    const marks = fc.record({
      free: count,
      min: count,
      low: count,
      high: count,
      spanned: count,
      present: count,
      managed: count,
    });
    const zone = fc.record({
      key: zoneKey,
      marks,
      protection: fc.array(count, { minLength: 1, maxLength: 6 }),
      items: fc.dictionary(itemName, count, { noNullPrototype: true }),
    });
    const zones = fc.uniqueArray(zone, {
      minLength: 1,
      maxLength: 6,
      selector: ({ key }) => `${String(key.node)} ${key.zone}`,
    });
    fc.assert(
      fc.property(zones, fc.dictionary(itemName, count, { noNullPrototype: true }), (entries, nodeItems) => {
        const seenNodes = new Set<number>();
        const item = ([name, amount]: [string, number]): string =>
          `      ${name.padEnd(12)} ${String(amount)}\n`;
        const text = entries.map(({ key, marks: { free, ...others }, protection, items }) => {
          const isFirst = !seenNodes.has(key.node);
          seenNodes.add(key.node);
          return [
            `Node ${String(key.node)}, zone ${padded(key.zone, 8)}\n`,
            ...(isFirst ? ['  per-node stats\n', ...Object.entries(nodeItems).map(item)] : []),
            `  pages free     ${String(free)}\n`,
            ...Object.entries(others).map(
              ([name, amount]) => `        ${name.padEnd(8)} ${String(amount)}\n`,
            ),
            `        protection: (${protection.join(', ')})\n`,
            ...Object.entries(items).map(item),
            '  pagesets\n    cpu: 0\n              count: 3\n              high:  9\n  start_pfn:           1\n',
          ].join('');
        });
        expect(parseZoneinfo(text.join(''))).toEqual({
          ok: true,
          value: {
            nodes: [...seenNodes].map((node) => ({ node, stats: nodeItems })),
            zones: entries.map(({ key, marks: pages, protection, items }) => ({
              node: key.node,
              name: key.zone,
              freePages: pages.free,
              minPages: pages.min,
              lowPages: pages.low,
              highPages: pages.high,
              boostPages: null,
              spannedPages: pages.spanned,
              presentPages: pages.present,
              managedPages: pages.managed,
              cmaPages: null,
              lowmemReservePages: protection,
              stats: items,
            })),
          },
        });
      }),
    );
  });

  it('the table of processes', () => {
    const name = fc.string({ unit: 'binary', maxLength: 15 }).map((text) => text.replace(/[\t\n]/g, '?'));
    const row = fc.record({
      pid: fc.integer({ min: 1, max: 4_194_304 }),
      ppid: fc.nat(4_194_304),
      comm: name,
      rssPages: count,
      swapPages: fc.option(count),
      oomScoreAdj: fc.option(fc.integer({ min: -1000, max: 1000 })),
      startTicks: fc.option(count),
    });
    const rows = fc.uniqueArray(row, { minLength: 1, selector: ({ pid }) => pid });
    fc.assert(
      fc.property(rows, (processes) => {
        const lines = processes.map(({ pid, ppid, comm, rssPages, swapPages, oomScoreAdj, startTicks }) =>
          [pid, comm, ppid, rssPages, swapPages ?? '', oomScoreAdj ?? '', 'x', startTicks ?? ''].join('\t'),
        );
        const header = 'pid\tcomm\tppid\trss_pages\tswap_pages\toom_score_adj\tunknown\tstart_ticks';
        const result = parseProcesses(`${[header, ...lines].join('\n')}\n`);
        expect(result).toMatchObject({ ok: true, value: { processes, droppedRows: 0 } });
      }),
    );
  });
});
