/**
 * `/proc/vmstat`, printed by vmstat_show in mm/vmstat.c.
 *
 *     nr_free_pages 58563
 *     pswpin 0
 *
 * Gauges in pages (`nr_...`) and counters since boot, by name; which ones depends on the release and configuration:
 * `allocstall` up to 4.4 became one counter a zone (`allocstall_normal`, ...), `pgscan_*` and `pgsteal_*` lost their
 * zones at the same time, `workingset_refault` (3.15) was split into anon and file with 5.9, `oom_kill` came with
 * 4.13. Recordings may carry a selection of the lines.
 */
import type { Vmstat } from '../../shared/model';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import type { KernelLine } from './kernelText';
import { kernelLines, malformedLine, nothingKnown, parseCount } from './kernelText';

const FILE = 'vmstat';
const EXPECTED = 'a name and a whole number';
const NAME = /^[A-Za-z]\w*$/;

/** Name and number of a line; null where the line is of another shape. */
function itemOf(line: KernelLine): readonly [string, number] | null {
  const blank = line.text.indexOf(' ');
  if (blank === -1) return null;
  const name = line.text.slice(0, blank);
  const count = parseCount(line.text.slice(blank + 1).trim());
  return count === null || !NAME.test(name) ? null : [name, count];
}

/**
 * Reads `/proc/vmstat`.
 *
 * @param text the file's content; any text is accepted
 * @returns every item by the kernel's own name. Counters above 2^53 lose their lowest bits. A line cut off at the end
 *   of the text is left out; any other line that is not a name and a whole number, and a name that stands there
 *   twice, is a problem.
 */
export function parseVmstat(text: string): Result<Vmstat> {
  const lines = kernelLines(text);
  const items: Record<string, number> = {};
  let isAnyKnown = false;
  for (const line of lines) {
    // An item without a name: kernels around 4.19 hid one by emptying its name (their zoneinfo shows the number).
    if (!line.isWhole || line.text.startsWith(' ')) continue;
    const item = itemOf(line);
    if (item === null) return failed(malformedLine(FILE, line, EXPECTED));
    const [name, count] = item;
    if (Object.hasOwn(items, name)) return failed(malformedLine(FILE, line, `${name} once only`));
    items[name] = count;
    isAnyKnown = true;
  }
  return isAnyKnown ? ok(items) : failed(nothingKnown(FILE, lines, EXPECTED));
}
