import type { Generation } from './generations';
import { printCgroup } from './printCgroup';
import { printEnding } from './printEnding';
import { printMemInfo } from './printMemInfo';
import { printStack } from './printStack';
import type { PrintedRecord } from './printedRecord';
import type { DescribedTask, ReportDescription } from './reportDescription';

const WARNING = 4;
const ERROR = 3;
const INFO = 6;

/** The report as a kernel of this generation prints it (mm/oom_kill.c dump_header, oom_kill_process). */
export function printReport(description: ReportDescription, row: Generation): PrintedRecord[] {
  const isMemcg = description.cgroup !== null;
  const warnings = [
    invokerLine(description, row),
    ...(row.hasCpusetLine
      ? [`${description.invoker.comm} cpuset=${description.cpuset} mems_allowed=${description.memsAllowed}`]
      : []),
    ...printStack(description, row),
    ...printCgroup(description, row),
    ...(isMemcg && row.cgroup !== 'with-mem-info' ? [] : printMemInfo(description, row)),
  ];
  const table = printTable(description, row);
  const texts = [
    ...warnings.map((text) => ({ level: WARNING, text })),
    ...table.map((text) => ({ level: INFO, text })),
    ...printEnding(description, row).map((text) => ({ level: ERROR, text })),
  ];
  return texts.map(({ level, text }, at) => ({ level, text, seconds: description.bootSeconds + at * 37e-6 }));
}

function invokerLine(
  { invoker, gfpMask, gfpNames, order, nodemask }: ReportDescription,
  row: Generation,
): string {
  const mask = `gfp_mask=0x${gfpMask.toString(16)}`;
  const who = `${invoker.comm} invoked oom-killer: `;
  const adj = `oom_score_adj=${String(invoker.oomScoreAdj)}`;
  const oldAdj = String(invoker.oomAdj);
  const names = `(${gfpNames.join('|')})`;
  const ordered = `order=${String(order)}`;
  switch (row.invoker) {
    case 'mask':
      return `oom-killer: ${mask}`;
    case 'mask-order':
      return `oom-killer: ${mask}, ${ordered}`;
    case 'oomkilladj':
      return `${who}${mask}, ${ordered}, oomkilladj=${oldAdj}`;
    case 'oom_adj':
      return `${who}${mask}, ${ordered}, oom_adj=${oldAdj}`;
    case 'both-adj':
      return `${who}${mask}, ${ordered}, oom_adj=${oldAdj}, ${adj}`;
    case 'adj':
      return `${who}${mask}, ${ordered}, ${adj}`;
    case 'names':
      return `${who}${mask}${names}, ${ordered}, ${adj}`;
    case 'nodemask':
      return `${who}${mask}${names}, nodemask=${nodemask ?? '(null)'}, ${ordered}, ${adj}`;
  }
}

interface Column {
  readonly title: string;
  readonly cell: (task: DescribedTask, pageKb: number) => string;
}

const right = (value: number, width: number): string => String(value).padStart(width);

/** Widths of mm/oom_kill.c dump_task; the title of a column is as wide as its cells. */
const COLUMNS: Readonly<Record<string, Column>> = {
  uid: { title: '  uid', cell: (task) => right(task.uid, 5) },
  tgid: { title: ' tgid', cell: (task) => right(task.tgid, 5) },
  total_vm: { title: 'total_vm', cell: (task) => right(task.totalVmPages, 8) },
  rss: { title: '     rss', cell: (task) => right(rssPages(task), 8) },
  cpu: { title: 'cpu', cell: () => '  1' },
  oom_adj: { title: 'oom_adj', cell: (task) => right(task.oomAdj, 7) },
  oom_score_adj: { title: 'oom_score_adj', cell: (task) => right(task.oomScoreAdj, 13) },
  nr_ptes: { title: 'nr_ptes', cell: (task) => right(task.pageTablePages, 7) },
  nr_pmds: { title: 'nr_pmds', cell: () => right(3, 7) },
  swapents: { title: 'swapents', cell: (task) => right(task.swapPages, 8) },
  pgtables_bytes: {
    title: 'pgtables_bytes',
    cell: (task, pageKb) => right(task.pageTablePages * pageKb * 1024, 8),
  },
  rss_anon: { title: 'rss_anon', cell: (task) => right(task.rssAnonPages, 8) },
  rss_file: { title: 'rss_file', cell: (task) => right(task.rssFilePages, 8) },
  rss_shmem: { title: 'rss_shmem', cell: (task) => right(task.rssShmemPages, 9) },
  name: { title: 'name', cell: (task) => task.comm },
};

export function rssPages(task: DescribedTask): number {
  return task.rssAnonPages + task.rssFilePages + task.rssShmemPages;
}

function printTable({ tasks, pageKb }: ReportDescription, row: Generation): string[] {
  if (row.taskColumns === null || tasks.length === 0) return [];
  const columns = row.taskColumns.slice(1).flatMap((name) => COLUMNS[name] ?? []);
  const [pidTitle, pidWidth] = row.tableTitle ? ['[  pid  ]', 7] : ['[ pid ]', 5];
  return [
    ...(row.tableTitle ? ['Tasks state (memory values in pages):'] : []),
    `${pidTitle} ${columns.map(({ title }) => title).join(' ')}`,
    ...tasks.map(
      (task) => `[${right(task.pid, pidWidth)}] ${columns.map(({ cell }) => cell(task, pageKb)).join(' ')}`,
    ),
  ];
}
