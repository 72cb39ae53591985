import type { Incident, IncidentTask, LineRange } from '../../model/incident';
import { pageBytesOf } from './pageSize';
import { linesOf } from './statement';

/** What a row of the task table holds, in bytes; what its header does not print counts as nothing. */
export interface TaskMemory {
  readonly task: IncidentTask;
  readonly rssBytes: number;
  readonly swapBytes: number;
  readonly pageTableBytes: number;
  readonly sumBytes: number;
}

/** Rows of the task table with a known RSS, the largest first; empty where pages cannot be told in bytes. */
export function taskMemoryOf(incident: Incident): readonly TaskMemory[] {
  const pageBytes = pageBytesOf(incident);
  if (pageBytes === null) return [];
  const rows: TaskMemory[] = [];
  for (const task of incident.tasks) {
    const memory = memoryOf(task, pageBytes);
    if (memory !== null) rows.push(memory);
  }
  return rows.sort((a, b) => b.sumBytes - a.sumBytes);
}

/** What one row holds; null where that is not printed, or pages cannot be told in bytes. */
export function memoryOfTask(incident: Incident, task: IncidentTask): TaskMemory | null {
  const pageBytes = pageBytesOf(incident);
  return pageBytes === null ? null : memoryOf(task, pageBytes);
}

/** The first of {@link taskMemoryOf}, without ordering the rest; null where there is none. */
export function largestTaskOf(incident: Incident): TaskMemory | null {
  const pageBytes = pageBytesOf(incident);
  if (pageBytes === null) return null;
  let largest: TaskMemory | null = null;
  for (const task of incident.tasks) {
    const memory = memoryOf(task, pageBytes);
    if (memory !== null && (largest === null || memory.sumBytes > largest.sumBytes)) largest = memory;
  }
  return largest;
}

function memoryOf(task: IncidentTask, pageBytes: number): TaskMemory | null {
  if (task.rssPages === null) return null;
  const rssBytes = task.rssPages * pageBytes;
  const swapBytes = (task.swapPages ?? 0) * pageBytes;
  const pageTableBytes = task.pageTableBytes ?? (task.pageTablePages ?? 0) * pageBytes;
  return { task, rssBytes, swapBytes, pageTableBytes, sumBytes: rssBytes + swapBytes + pageTableBytes };
}

/** A row by pid. Rows of threads have the pid of their process as tgid. */
export function taskOf({ tasks }: Incident, pid: number): IncidentTask | null {
  return tasks.find((task) => task.pid === pid) ?? tasks.find(({ tgid }) => tgid === pid) ?? null;
}

/** Whether a process can never be chosen: adj -1000, or -17 on the older scale. */
export function isProtected({ oomScoreAdj, oomAdj }: IncidentTask): boolean {
  return oomScoreAdj === null ? oomAdj === -17 : oomScoreAdj === -1000;
}

/** Lines of a few rows of the table; of the whole table where rows and lines do not match one to one. */
export function taskLinesOf(incident: Incident, tasks: readonly IncidentTask[]): LineRange[] {
  const ranges = linesOf(incident, 'tasks');
  const [only] = ranges;
  if (only === undefined || ranges.length > 1) return ranges;
  // Above the rows stand the header, and since 4.19 a title.
  const headLines = only.last - only.first + 1 - incident.tasks.length;
  if (headLines < 0 || headLines > 2) return ranges;
  return tasks.flatMap((task) => {
    const row = incident.tasks.indexOf(task);
    if (row === -1) return [];
    const line = only.first + headLines + row;
    return [{ first: line, last: line }];
  });
}
