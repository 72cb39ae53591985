import type { enCauseMemory } from './enCauseMemory';

/** What else was large, and what would prevent it; see `zhCN.ts`. */
export const zhCNCauseMemory: Readonly<Record<keyof typeof enCauseMemory, string>> = {
  'incident.large.is-victim':
    '{process} 也是进程表中最大的，占用 {sumBytes}。单凭一份报告看不出它是否在增长。',
  'incident.large.another':
    '进程表中最大的是 {process}，占用 {sumBytes}，而不是被选中的 {victim}。单凭一份报告看不出是谁在增长。',
  'incident.large.lower-adj':
    '进程表中最大的是 {process}，占用 {sumBytes}，oom_score_adj 为 {adj}；被选中的 {victim} 为 {victimAdj}。单凭一份报告看不出是谁在增长。',
  'incident.large.spared':
    '进程表中最大的是 {process}，占用 {sumBytes}。它因 oom_score_adj {adj} 被推后，选中的是 {victim}（oom_score_adj {victimAdj}）。单凭一份报告看不出是谁在增长。',
  'incident.large.protected':
    '进程表中最大的是 {process}，占用 {sumBytes}。它受保护，因此由其他进程替它死。单凭一份报告看不出是谁在增长。',
  'incident.large.process': '{process}：{sumBytes}。',
  'incident.large.namesakes': '{count} 个名为 {comm} 的进程合计占用 {sumBytes}（共享的页重复计入）。',
  'incident.large.cgroup-parts':
    '该 cgroup 中进程占 {anonBytes}，文件占 {fileBytes}（其中共享内存和 tmpfs {shmemBytes}）。',
  'incident.large.cgroup-parts-kernel':
    '该 cgroup 中进程占 {anonBytes}，文件占 {fileBytes}（其中共享内存和 tmpfs {shmemBytes}），内核内存 {kernelBytes}。',
  'incident.large.shmem':
    '共享内存和 tmpfs：{heldBytes}，占内存的 {sharePercent}。杀进程只能释放其中一部分。',
  'incident.large.slab': 'slab：{heldBytes}，占内存的 {sharePercent}。',
  'incident.large.slab-unreclaimable':
    '不可回收的 slab：{heldBytes}，占内存的 {sharePercent}。它属于内核自身，杀进程不会直接释放。',
  'incident.large.slab-reclaimable': '可回收的 slab（inode、dentry）：{heldBytes}，占内存的 {sharePercent}。',
  'incident.large.cache': 'slab 缓存 {cache}：{heldBytes}。',
  'incident.large.page-tables': '页表：{heldBytes}，占内存的 {sharePercent}。',
  'incident.large.kernel-stack': '进程和线程的内核栈：{heldBytes}，占内存的 {sharePercent}。',
  'incident.large.uncounted':
    '报告的计数中都没有的：{heldBytes}，占内存的 {sharePercent}。大页、vmalloc、驱动缓冲区和压缩内存不在这些计数里。',
  'incident.large.held-by-none':
    '{ramBytes} 内存中至少有 {heldBytes}（{sharePercent}）既非空闲，也非文件缓存，也不在列出的进程中。',
  'incident.prevent.by-hand': '无需预防：这是人工触发的。谁可以触发由 kernel.sysrq 决定。',
  'incident.prevent.raise-limit': '把 {path} 的限额提高到 {limitBytes} 以上，或减少其中程序的内存占用。',
  'incident.prevent.raise-both': '内存加交换空间的总限额（{limitBytes}）也要一并提高。',
  'incident.prevent.unit-limit': '使用 systemd：{command}',
  'incident.prevent.pod-limit': '这是 Kubernetes 容器：限额由 pod 的 resources.limits.memory 决定。',
  'incident.prevent.memory-high':
    '把 memory.high 设在限额以下，该 cgroup 会先减速并回收内存，而不是直接被杀。',
  'incident.prevent.cgroup-unnamed': '查明是哪个 cgroup，然后提高其限额，或减少其中程序的内存占用。',
  'incident.prevent.cpuset': '让 cpuset 使用 {nodes} 以外的更多节点（cpuset.mems），或减少这些节点上的程序。',
  'incident.prevent.policy':
    '对节点 {nodes} 改用优先而不是绑定（numactl 用 --preferred 代替 --membind），或减少这些节点上的程序。',
  'incident.prevent.lowmem': '改用 64 位内核：那样全部内存内核都能使用。在这里加内存没有用。',
  'incident.prevent.min-free': '调高 vm.min_free_kbytes，让更多内存保持空闲，更早合并成大块。',
  'incident.prevent.compact':
    '提前合并空闲块：在支持的内核上，向 /proc/sys/vm/compact_memory 写入 1 会执行一次。',
  'incident.prevent.smaller-blocks.fork':
    '在这个内核上，新建进程和线程需要 {order} 阶（{blockBytes}）的栈；较新的内核改用单页（VMAP_STACK）。',
  'incident.prevent.smaller-blocks.network':
    '{order} 阶（{blockBytes}）的网络缓冲区来自大帧：调小 MTU 就不需要这么大的块。',
  'incident.prevent.smaller-blocks.any':
    '查明是谁在申请 {order} 阶（{blockBytes}）的块：报告中的调用栈会显示。驱动程序通常可以设置更小的缓冲区。',
  'incident.prevent.cap':
    '给 {process}（最大，{sumBytes}）所属的服务单独设限额（MemoryMax），让它在整机耗尽之前先触及限额。',
  'incident.prevent.add-swap': '增加交换空间：没有它，闲置的内存也无法移出。',
  'incident.prevent.more-swap': '增加内存，或把已用完的 {swapTotalBytes} 交换空间扩大。',
  'incident.prevent.how-much':
    '需要多少：{process} 归还了约 {heldBytes}。再多这些就能推迟这次杀进程；若有程序在增长，之后仍会用完。',
  'incident.prevent.protect': '若 oom_score_adj 为 {adj}，{process} 就不会被选中，被杀的会是 {next}。',
  'incident.prevent.make-killable':
    '让内核有可杀的进程：{process} 占用 {sumBytes} 却被豁免。设为高于 -1000 就可以被杀。',
  'incident.prevent.allocating-task-off':
    '设 vm.oom_kill_allocating_task=0，由分数决定，而不是谁申请就杀谁。',
  'incident.prevent.panic-off':
    '设 vm.panic_on_oom=0，只会杀一个进程而不是让整机停止。只有希望重启整机时才应保留。',
  'incident.prevent.killing-on': 'OOM 杀进程已关闭，只有程序自行归还内存，内存不足才会结束。',
  'incident.prevent.old-scale': '本想用 -17 保护的，请在 oom_score_adj 中改为 -1000。',
  'incident.prevent.slab': '查明是什么占满了 slab（{slabBytes}）：用 slabtop 或 /proc/slabinfo 查看各缓存。',
  'incident.prevent.slab-cache':
    '查明是什么占满了 slab 缓存 {cache}（{heldBytes}）：从名称可看出它属于内核的哪一部分。',
  'incident.prevent.shmem':
    '共享内存和 tmpfs 占用 {heldBytes}：删除其中的文件，给挂载点设 size，并检查无人使用的共享内存段（ipcs -m）。',
  'incident.prevent.page-tables': '页表占用 {heldBytes}：对大块共享内存使用大页可以减少页表。',
  'incident.prevent.dirty':
    '有 {heldBytes} 尚未写回：调低 vm.dirty_bytes 或 vm.dirty_ratio，减少等待慢速磁盘的数据。',
  'incident.prevent.dump-tasks': '设 vm.oom_dump_tasks=1 后，下次报告会包含进程表，从中可看出谁占用大。',
  'incident.prevent.whole-report': '完整的报告能说明更多：请在 journalctl -k 或当天轮转的日志中查找。',
  'incident.large.share-of-machine': '{process}：{sumBytes}，占整机 {totalBytes} 的 {sharePercent}。',
  'incident.large.share-of-memcg': '{process}：{sumBytes}，占 cgroup {totalBytes} 的 {sharePercent}。',
  'incident.large.share-of-nodes': '{process}：{sumBytes}，占这些节点 {totalBytes} 的 {sharePercent}。',
  'incident.large.unlisted':
    '按计数，进程和 tmpfs 共占 {anonBytes}；列出的进程只能解释 {rssBytes}。进程表可能不完整。',
  'incident.prevent.cma':
    '调小 CMA 区域（内核命令行的 cma=）：{zone} 中有 {cmaBytes} 空闲，内核自身却不能使用。',
  'incident.prevent.pods-limit':
    '{path} 包含该节点的全部 pod，或其中某一类 QoS 的全部 pod。它的限额是节点留给 pod 的内存（node allocatable）：请调低该节点上 pod 的 requests 和 limits，减少 pod，或换用更大的节点。',
  'incident.prevent.limit-written':
    '写入低于当前用量的限额（memory.max）会使内核立即回收内存，进而杀进程：请写入容得下其中程序的限额，或逐步调低。',
  'incident.prevent.cgroup-empty':
    '没有任何损失：{path} 中已没有进程。仍记在它名下的是文件缓存、tmpfs 或内核内存。',
  'incident.prevent.swap-off':
    '当时正在关闭交换空间（swapoff），其中的内容必须放回内存：只有空闲内存足够时才应关闭。',
  'incident.prevent.movable-nodes':
    '除 {nodes} 外，再允许使用一个带有其他内存区（不只是 Movable）的节点：内核无法移动的内存必须放在那里。',
};
