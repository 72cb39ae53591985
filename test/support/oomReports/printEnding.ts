import type { Generation } from './generations';
import type { DescribedEnding, DescribedTask, ReportDescription } from './reportDescription';

type Kill = Extract<DescribedEnding, { kind: 'kill' }>;

/** What is printed after the table: who is killed, or why nobody is. */
export function printEnding(description: ReportDescription, row: Generation): string[] {
  const { ending } = description;
  switch (ending.kind) {
    case 'kill':
      return killLines(description, row, ending);
    case 'panic':
      return [`Kernel panic - not syncing: ${panicText(row, ending.isCompulsory)}`];
    case 'nothing-killable':
      return nothingKillable(description, row);
  }
}

function panicText(row: Generation, isCompulsory: boolean): string {
  if (row.panic === 'system-wide') {
    return `Out of memory: ${isCompulsory ? 'compulsory' : 'system-wide'} panic_on_oom is enabled`;
  }
  return isCompulsory
    ? 'out of memory. Compulsory panic_on_oom is selected.'
    : 'out of memory. panic_on_oom is selected';
}

function nothingKillable({ cgroup }: ReportDescription, row: Generation): string[] {
  const said = 'Out of memory and no killable processes...';
  if (!row.hasDeadlockPanic) return [`Kernel panic - not syncing: ${said}`];
  return [said, ...(cgroup === null ? ['Kernel panic - not syncing: System is deadlocked on memory'] : [])];
}

/** The words in front of a kill. */
function reasonOf({ cgroup }: ReportDescription, ending: Kill): string {
  if (cgroup !== null) return 'Memory cgroup out of memory';
  return ending.isAllocatingTask ? 'Out of memory (oom_kill_allocating_task)' : 'Out of memory';
}

function killLines(description: ReportDescription, row: Generation, ending: Kill): string[] {
  const reason = reasonOf(description, ending);
  const { victim } = ending;
  const chosen = ending.sacrificedFor ?? victim;
  const score = String(ending.score);
  const killed = `Killed process ${String(victim.pid)} (${victim.comm})`;
  const picked = `process ${String(chosen.pid)} (${chosen.comm}) score ${score}`;
  const sizes = ` ${sizesOf(description, row, victim)}`;
  switch (row.kill) {
    case 'dot':
      return [`Out of Memory: ${killed}.`];
    case 'children':
      return [`Out of Memory: Kill ${picked} and children.`, `Out of memory: ${killed}.`];
    case 'a-child':
      return [`${reason}: kill ${picked} or a child`, killed];
    case 'vsz':
      return [`${reason}: kill ${picked} or a child`, `${killed}${sizes}`];
    case 'rhel6':
      return [
        `${reason}: Kill ${picked} or sacrifice child`,
        `Killed process ${String(victim.pid)}, UID ${String(victim.uid)}, (${victim.comm})${sizes}`,
      ];
    case 'el7':
      return [
        `${reason}: Kill ${picked} or sacrifice child`,
        `${killed}, UID ${String(victim.uid)},${sizes}`,
      ];
    case 'sacrifice':
      return [
        ...constraintLines(description, row, chosen),
        `${reason}: Kill ${picked} or sacrifice child`,
        `${killed}${sizes}`,
        ...groupLines(description, row, ending),
        ...reaperLines(row, ending),
      ];
    case 'one-line':
    case 'one-line-uid':
      return [
        ...constraintLines(description, row, victim),
        `${reason}: ${killed}${sizes}`,
        ...groupLines(description, row, ending),
        ...reaperLines(row, ending),
      ];
  }
}

/** Sizes that a kill line has, as this kernel prints them. */
function sizesOf({ pageKb }: ReportDescription, row: Generation, task: DescribedTask): string {
  const kb = (pages: number): string => `${String(pages * pageKb)}kB`;
  // Before shmem-rss there was, shared pages counted as file-rss.
  const filePages = task.rssFilePages + (row.hasShmemRss ? 0 : task.rssShmemPages);
  const sizes = [
    `${row.kill === 'vsz' ? 'vsz' : 'total-vm'}:${kb(task.totalVmPages)}`,
    `anon-rss:${kb(task.rssAnonPages)}`,
    `file-rss:${kb(filePages)}`,
    ...(row.hasShmemRss ? [`shmem-rss:${kb(task.rssShmemPages)}`] : []),
  ].join(', ');
  if (row.kill !== 'one-line-uid') return sizes;
  const pageTables = `${String(task.pageTablePages * pageKb)}kB`;
  return `${sizes}, UID:${String(task.uid)} pgtables:${pageTables} oom_score_adj:${String(task.oomScoreAdj)}`;
}

export function constraintOf(description: ReportDescription): string {
  if (description.cgroup !== null) return 'CONSTRAINT_MEMCG';
  if (description.nodemask !== null) return 'CONSTRAINT_MEMORY_POLICY';
  return description.cpuset === '/' ? 'CONSTRAINT_NONE' : 'CONSTRAINT_CPUSET';
}

function constraintLines(description: ReportDescription, row: Generation, task: DescribedTask): string[] {
  if (!row.hasConstraintLine) return [];
  const { cgroup, nodemask, cpuset, memsAllowed } = description;
  const where =
    cgroup === null ? 'global_oom,task_memcg=/' : `oom_memcg=${cgroup.path},task_memcg=${cgroup.taskPath}`;
  return [
    `oom-kill:constraint=${constraintOf(description)},nodemask=${nodemask ?? '(null)'},cpuset=${cpuset},mems_allowed=${memsAllowed},` +
      `${where},task=${task.comm},pid=${String(task.pid)},uid=${String(task.uid)}`,
  ];
}

/** memory.oom.group: every member has a line, the one that was chosen a second one. */
function groupLines(description: ReportDescription, row: Generation, ending: Kill): string[] {
  const { cgroup } = description;
  if (cgroup === null || !row.hasGroupKill || ending.group.length === 0) return [];
  return [
    `Tasks in ${cgroup.path} are going to be killed due to memory.oom.group set`,
    ...[...ending.group, ending.victim].map(
      (task) =>
        `Memory cgroup out of memory: Killed process ${String(task.pid)} (${task.comm}) ${sizesOf(description, row, task)}`,
    ),
  ];
}

function reaperLines(row: Generation, { victim, isReaped }: Kill): string[] {
  if (!row.hasReaper || !isReaped) return [];
  return [
    `oom_reaper: reaped process ${String(victim.pid)} (${victim.comm}), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB`,
  ];
}
