import type { Incident } from '../../model/incident';

/**
 * Whether the kernel looked for somebody to kill and found nobody. Where it panics over that, only the lack of a setting
 * that asks for a panic tells.
 */
export function foundNobody({ outcome, panic, panicOnOom, kills }: Incident): boolean {
  return outcome === 'nothing-killable' || (panic && panicOnOom === null && kills.length === 0);
}

/**
 * Whether the kernel listed who may be killed and had nobody to list (dump_tasks in mm/oom_kill.c): the header of the table is
 * there without a row. Where somebody was killed the rows were cut from the log.
 */
export function listsNobody(incident: Incident): boolean {
  return (
    foundNobody(incident) &&
    incident.tasks.length === 0 &&
    incident.parts.some(({ kind }) => kind === 'tasks')
  );
}

/** Whether a limit was written that is below what the cgroup has in use (memory_max_write in mm/memcontrol.c). */
export function isLimitWritten({ callTrace }: Incident): boolean {
  return callTrace.some((name) => /^(?:memory_max_write|mem_cgroup_resize)/.test(name));
}
