import type { ReportEvent } from './grammar/reportEvent';

/** What a dump of memory consists of, whoever asked for it. */
export const DUMP_KINDS = new Set<ReportEvent['kind']>([
  'cpuset',
  'cpu',
  'stack',
  'mem-info',
  'totals',
  'node',
  'zone',
  'reserve',
  'buddy',
  'amount',
  'slab-title',
  'slab',
  'stat',
]);

/** Lines that a report can begin with, whole or cut off at its head. The others say too little on their own. */
export const BEGINS_REPORT = new Set<ReportEvent['kind']>([
  'invoker',
  'cpuset',
  'cpu',
  'stack',
  'mem-info',
  'totals',
  'node',
  'zone',
  'reserve',
  'buddy',
  'amount',
  'slab-title',
  'limit',
  'counter',
  'stats',
  'tasks-title',
  'tasks-header',
  'task',
  'constraint',
  'chosen',
  'killed',
  'group',
  'panic',
  'nothing-killable',
  'disabled',
]);
