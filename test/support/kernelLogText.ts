/** Kernel log text made up for tests, in the words of a 6.1 kernel. Every line ends in a newline. */

export interface MadeReport {
  readonly pid: number;
  readonly bootSeconds: number;
  /** Rows of the task table. */
  readonly tasks?: number;
  /** Cut off after its table, as one that is still being written. */
  readonly isUnfinished?: boolean;
}

function stamp(bootSeconds: number): string {
  return `[${bootSeconds.toFixed(6).padStart(12)}] `;
}

/** Lines of a report as the kernel prints them, without what a log carrier puts in front. */
export function reportLines({ pid, bootSeconds, tasks = 5, isUnfinished = false }: MadeReport): string[] {
  const at = stamp(bootSeconds);
  const table = Array.from({ length: tasks }, (_, index) => {
    const number = String(1000 + index).padStart(7);
    return `${at}[${number}]     0 ${String(1000 + index)}     3000      500    45056        0             0 worker`;
  });
  const head = [
    `${at}hog invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO), order=0, oom_score_adj=0`,
    `${at}CPU: 0 PID: ${String(pid)} Comm: hog Not tainted 6.1.0-49-amd64 #1`,
    `${at}Call Trace:`,
    ...Array.from({ length: 20 }, (_, index) => `${at} function_${String(index)}+0x9b/0x2d0`),
    `${at}Mem-Info:`,
    `${at}active_anon:55 inactive_anon:40 isolated_anon:0`,
    `${at}Node 0 DMA free:1900kB boost:0kB min:100kB low:120kB high:140kB`,
    `${at}lowmem_reserve[]: 0 400 400 400 400`,
    `${at}100000 pages RAM`,
    `${at}Tasks state (memory values in pages):`,
    `${at}[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name`,
    ...table,
  ];
  if (isUnfinished) return head;
  return [
    ...head,
    `${at}oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=hog,pid=${String(pid)},uid=0`,
    `${at}Out of memory: Killed process ${String(pid)} (hog) total-vm:900000kB, anon-rss:400000kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:900kB oom_score_adj:0`,
    `${at}oom_reaper: reaped process ${String(pid)} (hog), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB`,
  ];
}

/** Lines of a network card that comes and goes. */
export function quietLines(count: number, fromBootSeconds: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${stamp(fromBootSeconds + index)}e1000: eth0 NIC Link is Up ${String(index)}`,
  );
}

/** As rsyslog writes it. */
export function syslogText(lines: readonly string[], stampText = 'Nov  1 00:00:07'): string {
  return lines.map((line) => `${stampText} web-01 kernel: ${line}\n`).join('');
}

/** As `journalctl -o short-iso` prints it, which leaves out the kernel's own stamp. */
export function journalText(lines: readonly string[], stampText = '2026-11-01T00:00:07+0000'): string {
  return lines.map((line) => `${stampText} web-01 kernel: ${line.replace(/^\[[^\]]*\] /, '')}\n`).join('');
}
