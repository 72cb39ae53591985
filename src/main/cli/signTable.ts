import type { Sign } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { quoted, said } from '../../shared/incidentDocument/documentInput';
import type { DocumentTable } from '../../shared/incidentDocument/tables';
import { taskName } from '../../shared/incidentDocument/visibleText';
import { block, plainTable } from './incidentTable';
import { plainOf } from './output';

/** Signs of one kind, of the same program, order and cgroup: one line, however many there are. */
interface SignGroup {
  readonly kind: Sign['kind'];
  readonly comm: string | null;
  readonly order: number | null;
  readonly cgroup: string | null;
  readonly first: Sign;
  last: Sign;
  count: number;
}

/** Programs by the hundred thousand, each with its own name, are somebody's joke; beyond this many they are only counted. */
const MOST_GROUPS = 10_000;
const SHOWN_GROUPS = 20;

/** Counts signs as they come, for a table at the end. */
export class SignSummary {
  count = 0;
  readonly #groups = new Map<string, SignGroup>();

  add(sign: Sign): void {
    this.count += sign.count;
    const { kind, comm, order, cgroup } = sign;
    const key = JSON.stringify([kind, comm, order, cgroup]);
    const group = this.#groups.get(key);
    if (group !== undefined) {
      group.last = sign;
      group.count += sign.count;
    } else if (this.#groups.size < MOST_GROUPS) {
      this.#groups.set(key, { kind, comm, order, cgroup, first: sign, last: sign, count: sign.count });
    }
  }

  /** The most frequent ones; empty where there are none. */
  table(language: Language): string {
    const groups = [...this.#groups.values()].sort((one, other) => other.count - one.count);
    if (groups.length === 0) return '';
    const table = plainTable(tableOfGroups(groups.slice(0, SHOWN_GROUPS), language), language);
    const rest = groups.length - SHOWN_GROUPS;
    const more = rest > 0 ? `\n${plainOf(said('terminal.sign-others', { count: rest }), language)}` : '';
    return block('terminal.report-signs', `${table}${more}`, language);
  }
}

function tableOfGroups(groups: readonly SignGroup[], language: Language): DocumentTable {
  const words = (code: Parameters<typeof said>[0]): string => plainOf(said(code), language);
  const hasCgroup = groups.some(({ cgroup }) => cgroup !== null);
  const columns = [
    { heading: words('terminal.sign-count'), isNumber: true },
    { heading: words('terminal.sign-kind'), isNumber: false },
    { heading: words('terminal.sign-order'), isNumber: true },
    { heading: words('terminal.sign-who'), isNumber: false },
    ...(hasCgroup ? [{ heading: words('terminal.sign-cgroup'), isNumber: false }] : []),
    { heading: words('terminal.sign-first'), isNumber: false },
    { heading: words('terminal.sign-last'), isNumber: false },
    { heading: words('terminal.sign-lines'), isNumber: true },
  ];
  const rows = groups.map(({ kind, comm, order, cgroup, first, last, count }) => [
    String(count),
    words(`terminal.sign-${kind}`),
    order === null ? '–' : String(order),
    quoted(taskName(comm, count === first.count ? first.pid : null)),
    ...(hasCgroup ? [quoted(cgroup ?? '–')] : []),
    quoted(stampOf(first)),
    last === first ? '' : quoted(stampOf(last)),
    String(first.lines.first),
  ]);
  return { columns, rows };
}

function stampOf({ at: { bootSeconds, wallClock } }: Sign): string {
  return wallClock ?? (bootSeconds === null ? '–' : `${bootSeconds.toFixed(3)} s`);
}
