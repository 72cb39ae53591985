import type { enCauseDeath } from './enCauseDeath';

/** Who died, what the kernel was told, and the state of memory; see `zhCN.ts`. */
export const zhCNCauseDeath: Readonly<Record<keyof typeof enCauseDeath, string>> = {
  'incident.died.named': '{process} 被杀。日志没有记录它占用多少。',
  'incident.died.held':
    '{process} 被杀。它占用 {heldBytes}：匿名内存 {anonRssBytes}，文件和共享内存 {fileRssBytes}。',
  'incident.died.held-shmem':
    '{process} 被杀。它占用 {heldBytes}：匿名内存 {anonRssBytes}，文件 {fileRssBytes}，共享内存 {shmemRssBytes}。',
  'incident.died.swap': '{process} 另有 {swapBytes} 在交换空间中。',
  'incident.died.mostly-swap':
    '{process} 几乎全在交换空间中（{swapBytes}）：杀掉它腾出的是交换空间，几乎没有释放内存。',
  'incident.died.shmem-stays':
    '{process} 的 {shmemRssBytes} 共享内存要等其他使用者都释放后才会归还；tmpfs 上的文件删除之前一直占用内存。',
  'incident.died.count': '共有 {count} 个进程被杀。',
  'incident.died.together': '共有 {count} 个进程被杀，合计匿名内存 {anonBytes}。',
  'incident.died.elsewhere': '{process} 至少有 {elsewhereBytes} 在其他节点上：释放这部分对这里没有帮助。',
  'incident.died.reaped': 'OOM reaper 已立即收回它们的内存（{count} 个）。',
  'incident.died.reaped-some': 'OOM reaper 立即收回了 {count} 个进程的内存。',
  'incident.died.panic': '没有杀任何进程：内核让整机停止（panic）。',
  'incident.died.nobody': '没有进程被杀：无可杀者。申请者没有得到内存。',
  'incident.died.nobody-panic': '没有进程被杀：无可杀者，内核因此让整机停止（panic）。',
  'incident.died.disabled': '没有进程被杀：已关闭 OOM 杀进程，申请者继续等待。',
  'incident.died.not-in-log': '日志中没有这份报告对应的杀进程记录。',
  'incident.died.panic-after': '随后内核发生 panic。',
  'incident.told.allocating-task': '已开启 vm.oom_kill_allocating_task：谁申请就杀谁。',
  'incident.told.panic-enabled': 'vm.panic_on_oom 为 1：整机内存不足时内核 panic。',
  'incident.told.panic-compulsory': 'vm.panic_on_oom 为 2：任何内存不足都会 panic，包括 cgroup 达到限额。',
  'incident.told.disabled': '已关闭 OOM 杀进程（vm.oom-kill 为 0）。',
  'incident.told.group': '{path} 设置了 memory.oom.group：无论选中谁都会整体杀死，只有 -1000 的进程幸免。',
  'incident.told.victim-up': '{process} 被提前：其 oom_score_adj {adj} 相当于多占用 {adjBytes}。',
  'incident.told.victim-down':
    '{process} 已被推后，仍被选中：其 oom_score_adj {adj} 相当于少占用 {adjBytes}。',
  'incident.told.victim-up-unmeasured': '{process} 因 oom_score_adj 为 {adj} 而被提前。',
  'incident.told.victim-down-unmeasured': '{process} 的 oom_score_adj 为 {adj}，已被推后，仍被选中。',
  'incident.told.protected': '受保护（-1000，或 oom_adj 为 -17）：列出的 {total} 个进程中有 {count} 个。',
  'incident.told.all-protected': '列出的 {count} 个进程全部受保护（-1000，或 oom_adj 为 -17）。',
  'incident.told.old-scale':
    '{process} 的 oom_score_adj 为 -17（共 {count} 个进程）。这在此处不是保护，只减去 1.7 %。-17 属于 oom_adj。',
  'incident.told.limit': '{path} 最多可用 {limitBytes}。',
  'incident.told.fail-count': '该限额至今已触及 {failCount} 次。',
  'incident.told.cpuset': 'cpuset {cpuset} 允许使用 NUMA 节点 {nodes}。',
  'incident.state.ram': '内存：{ramBytes}，其中空闲 {freeBytes}。',
  'incident.state.ram-parts':
    '内存：{ramBytes}，其中空闲 {freeBytes}，进程和 tmpfs 占 {anonBytes}，文件缓存 {fileBytes}。',
  'incident.state.no-swap': '没有交换空间。',
  'incident.state.swap': '交换空间：共 {swapTotalBytes}，空闲 {swapFreeBytes}。',
  'incident.state.dirty': '文件缓存中有 {dirtyBytes} 尚未写回，写回之前无法释放。',
  'incident.state.all-unreclaimable':
    '内核已在某个节点或内存区停止回收，因为找不到可回收的内存（all_unreclaimable）。',
  'incident.state.missing.invoker': '日志中缺少这份报告的第一行。',
  'incident.state.missing.zone': '日志中缺少这份报告的全部或部分内存区信息。',
  'incident.state.missing.tasks': '日志中缺少进程表，或只有一部分。',
  'incident.state.missing.cgroup': '日志中缺少 cgroup 的计数。',
  'incident.state.missing.ram': '日志中缺少内存总量。',
  'incident.state.missing.kill': '日志中缺少杀进程的那一行。',
  'incident.state.copies': '同一份报告读到了 {copies} 次。',
  'incident.died.reaped-one': 'OOM reaper 立即收回了它的内存。',
  'incident.died.little-help': '耗尽的是内核自身的内存。进程的内存可能在别处，这次杀进程可能没有收回多少。',
};
