import type { enKernelLog } from './enKernelLog';

/** See `zhCN.ts`. */
export const zhCNKernelLog: Readonly<Record<keyof typeof enKernelLog, string>> = {
  'log.reconcile-agree': '开机以来内核计数的 OOM 杀进程次数为 {counted}，日志中的报告与之一致。',
  'log.reconcile-none': '开机以来没有 OOM 杀进程：内核计数和日志都没有。',
  'log.reconcile-unreported':
    '开机以来内核计数的 OOM 杀进程次数为 {counted}，日志里只有 {reported} 次：其余的日志行已丢失。',
  'log.reconcile-unreported-reach':
    '开机以来内核计数的 OOM 杀进程次数为 {counted}，日志里有 {reported} 次；已读取的日志没有回溯到开机时刻。',
  'log.reconcile-uncounted': '开机以来日志里的 OOM 杀进程（{reported} 次）多于内核计数（{counted} 次）。',
  'log.reconcile-no-count': '开机以来日志里的 OOM 杀进程次数为 {reported}。此内核不计数（4.13 起才有）。',
  'log.reconcile-no-log':
    '开机以来内核计数的 OOM 杀进程次数为 {counted}。日志读不到，所以不知道杀了谁、为什么。',
  'log.reconcile-no-log-none': '日志读不到；按内核计数，开机以来没有 OOM 杀进程。',
  'log.reconcile-nothing': '日志读不到，此内核也不计数：不知道有没有杀过进程。',

  'log.advice-journal':
    '在主机上把 {user} 加入 {group} 组（usermod -aG {group} {user}）；或在 sudoers 中放行“sudo -n journalctl”，并允许 Lowmark 使用 sudo。',
  'log.advice-journal-sudo-refused':
    '在主机上把 {user} 加入 {group} 组（usermod -aG {group} {user}）；目前 sudo 不允许它免密执行 journalctl。',
  'log.advice-dmesg':
    'kernel.dmesg_restrict 不让 {user} 读内核环形缓冲区：在 sudoers 中放行“sudo -n dmesg”并允许 Lowmark 使用 sudo，或设置 kernel.dmesg_restrict=0。',
  'log.advice-dmesg-sudo-refused':
    'kernel.dmesg_restrict 不让 {user} 读内核环形缓冲区，sudo 也不允许它免密执行 dmesg：在 sudoers 中放行，或设置 kernel.dmesg_restrict=0。',
  'log.advice-dmesg-container':
    '内核没有限制 dmesg，但 {user} 仍被拒绝，多半是在容器里：需要 CAP_SYSLOG 权限，或者改为监控宿主机。',
  'log.advice-file-group': '在主机上把 {user} 加入可读 {path} 的 {group} 组（usermod -aG {group} {user}）。',
  'log.advice-file-owner':
    '只有 {owner} 能读 {path}：给 {user} 读权限（setfacl -m u:{user}:r {path}），或在 sudoers 中放行“sudo -n cat {path}”，并允许 Lowmark 使用 sudo。',

  'refusal.no-such-incident': '该事件已不在列表中。',
  'refusal.incident-unreadable': '该事件的报告已经读不出来。重新读取主机日志可以找回。',
  'refusal.import-busy': '已有 {files} 个文件正在读取，请等其中一个完成。',
  'refusal.no-such-import': '该文件的读取已经结束，或因一直没有数据而中止，请重新开始。',
};
