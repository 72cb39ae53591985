import type { KillReconciliation } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';

/** The kernel's own count of kills beside its log, both of this boot. */
export interface KillNumbers {
  /**
   * vmstat's `oom_kill` (count_vm_event(OOM_KILL) in __oom_kill_process, mm/oom_kill.c, since 4.13): every process killed
   * since boot, whether for the host or for a cgroup. Null: the kernel does not count.
   */
  readonly countedKills: number | null;
  /** Processes killed by the log; null: it could not be read. */
  readonly reportedKills: number | null;
  /**
   * Incidents that killed a whole cgroup (memory.oom.group). The first victim of such a one is killed, and counted, a
   * second time with the rest where it has not ended yet.
   */
  readonly groupKills: number;
  /** Whether what was read of the log goes back to the boot. */
  readonly doesReachBoot: boolean;
}

/** Compares the two. Every kill prints a line, also where printk's rate limit has dropped the report above it. */
export function reconcile(numbers: KillNumbers): KillReconciliation {
  const { countedKills, reportedKills } = numbers;
  if (reportedKills === null) {
    if (countedKills === null) return said(numbers, 'no-log', 'log.reconcile-nothing');
    return said(numbers, 'no-log', countedKills === 0 ? 'log.reconcile-no-log-none' : 'log.reconcile-no-log');
  }
  if (countedKills === null) return said(numbers, 'no-count', 'log.reconcile-no-count');
  if (countedKills > reportedKills + numbers.groupKills) return unreported(numbers);
  if (countedKills < reportedKills) return said(numbers, 'uncounted', 'log.reconcile-uncounted');
  return said(numbers, 'agree', countedKills === 0 ? 'log.reconcile-none' : 'log.reconcile-agree');
}

function unreported(numbers: KillNumbers): KillReconciliation {
  return said(
    numbers,
    'unreported',
    numbers.doesReachBoot ? 'log.reconcile-unreported' : 'log.reconcile-unreported-reach',
  );
}

function said(
  { countedKills, reportedKills }: KillNumbers,
  verdict: KillReconciliation['verdict'],
  code: MessageCode,
): KillReconciliation {
  const params = {
    ...(countedKills === null ? {} : { counted: countedKills }),
    ...(reportedKills === null ? {} : { reported: reportedKills }),
  };
  return { verdict, countedKills, reportedKills, message: message(code, params) };
}
