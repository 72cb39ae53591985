import type { enCauseExplanation } from './enCauseExplanation';

/** What ran out, who asked and who was chosen; see `zhCN.ts`. */
export const zhCNCauseExplanation: Readonly<Record<keyof typeof enCauseExplanation, string>> = {
  'incident.ran-out.counter.memory': 'cgroup 内存：已用 {usageBytes}，限额 {limitBytes}。',
  'incident.ran-out.counter.both': '内存加交换空间：已用 {usageBytes}，限额 {limitBytes}。',
  'incident.ran-out.counter.swap': 'cgroup 交换空间：已用 {usageBytes}，限额 {limitBytes}。',
  'incident.ran-out.counter.kmem': 'cgroup 内核内存：已用 {usageBytes}，限额 {limitBytes}。',
  'incident.ran-out.counter-free.memory': 'cgroup 内存：已用 {usageBytes}，自身没有限额。',
  'incident.ran-out.counter-free.both': '内存加交换空间：已用 {usageBytes}，没有限额。',
  'incident.ran-out.counter-free.swap': 'cgroup 交换空间：已用 {usageBytes}，没有限额。',
  'incident.ran-out.counter-free.kmem': 'cgroup 内核内存：已用 {usageBytes}，没有限额。',
  'incident.ran-out.zone.below': '{zone}：空闲 {freeBytes}，不高于 min 水位 {minBytes}。',
  'incident.ran-out.zone.below-reserve':
    '{zone}：空闲 {freeBytes}，不高于 min 水位 {minBytes} 与 lowmem reserve {reserveBytes} 之和（后者留给不能使用更高内存区的申请）。',
  'incident.ran-out.zone.below-order':
    '{zone}：空闲 {freeBytes}，min 水位 {minBytes}，lowmem reserve {reserveBytes}。高出的部分不够 {order} 阶，或不供这次申请使用。',
  'incident.ran-out.zone.in-pieces':
    '{zone}：空闲 {freeBytes}，高于 min 水位 {minBytes}，但没有足够的、可供这次申请使用的 {order} 阶（{blockBytes}）块。最大的空闲块为 {largestOrder} 阶（{largestBytes}）。',
  'incident.ran-out.zone.passes':
    '{zone}：空闲 {freeBytes}，min 水位 {minBytes}。按这些数字申请本可满足；它们是在最后一次尝试之后才打印的。',
  'incident.ran-out.zone.has': '{zone}：空闲 {freeBytes}，min 水位 {minBytes}。',
  'incident.ran-out.zone.not-for-this':
    '{zone}：空闲 {freeBytes}，min 水位 {minBytes}。这次申请不能使用该区。',
  'incident.ran-out.zone.unread': '{zone}：日志中没有它的数字。',
  'incident.ran-out.elsewhere': '报告略去的内存区或节点上还有 {elsewhereBytes} 空闲：这次申请不能使用它们。',
  'incident.asked.not-in-log': '日志中没有记录是谁申请的内存。',
  'incident.asked.unnamed': '报告没有写明申请者。',
  'incident.asked.by-hand': '有人要求杀进程（SysRq-F）：order 为 -1 就是这个意思。',
  'incident.asked.by-hand-through':
    '有人要求杀进程（SysRq-F）：order 为 -1 就是这个意思。{process} 只是执行者。',
  'incident.asked.who': '申请内存的是 {process}。',
  'incident.asked.for.process': '用途：进程自己的内存。',
  'incident.asked.for.swap-in': '用途：把进程的内存从交换空间读回。',
  'incident.asked.for.page-cache': '用途：页缓存（文件内容）。',
  'incident.asked.for.user': '用途：进程的内存或页缓存。',
  'incident.asked.for.user-buffer': '用途：内核为进程保留的缓冲区。',
  'incident.asked.for.page-table': '用途：页表。',
  'incident.asked.for.fork': '用途：创建进程或线程。',
  'incident.asked.for.network': '用途：网络或套接字缓冲区。',
  'incident.asked.for.kernel': '用途：内核自身。',
  'incident.asked.for.huge-page': '用途：大页。',
  'incident.asked.for.page-fault': '缺页处理没有得到内存；报告没有给出更多信息。',
  'incident.asked.for.unknown': '报告没有说明用途。',
  'incident.asked.order': '{order} 阶：连续 {pages} 页。',
  'incident.asked.single': '只申请一页（{blockBytes}，0 阶）。',
  'incident.asked.contiguous': '{order} 阶：连续 {blockBytes}（{pages} 页）。',
  'incident.asked.reach': '只能位于 {zone} 区或更低的内存区。',
  'incident.asked.adj': '申请者的 oom_score_adj 为 {adj}。',
  'incident.asked.protected': '申请者受保护（oom_score_adj 为 -1000）。',
  'incident.asked.died': '申请者自己也被杀了。',
  'incident.asked.lived': '申请者没有被杀。这里列出的只是恰好在那一刻申请内存的进程，未必是原因。',
  'incident.chosen.not-in-log': '日志中没有记录选中了谁。',
  'incident.chosen.nobody': '没有选中任何进程：相关进程全部豁免。',
  'incident.chosen.would-have': '没有选中任何进程。按分数 {process} 会排在首位。',
  'incident.chosen.named': '选中了 {process}。报告没有打印其分数的构成。',
  'incident.chosen.allocating': '分数不起作用：内核被设置为杀掉申请者。',
  'incident.chosen.by-points': '按分数 {process} 会排在首位。',
  'incident.chosen.sum':
    '选中了 {process}：RSS {rssBytes} + 交换 {swapBytes} + 页表 {pageTableBytes} = {sumBytes}。',
  'incident.chosen.sum-adj-adds':
    '选中了 {process}：RSS {rssBytes} + 交换 {swapBytes} + 页表 {pageTableBytes} + oom_score_adj {adj} 折合 {adjBytes} = {sumBytes}。',
  'incident.chosen.sum-adj-takes':
    '选中了 {process}：RSS {rssBytes} + 交换 {swapBytes} + 页表 {pageTableBytes} - oom_score_adj {adj} 折合 {adjBytes} = {sumBytes}。',
  'incident.chosen.sum-adj-unmeasured':
    '选中了 {process}：RSS {rssBytes} + 交换 {swapBytes} + 页表 {pageTableBytes} = {sumBytes}。oom_score_adj {adj} 也计分，其折算基数没有打印。',
  'incident.chosen.bonus':
    '打印的 score 与具有 CAP_SYS_ADMIN 的进程相符：特权减去 {bonusBytes}，剩 {pointsBytes}。',
  'incident.chosen.permille':
    '选中了 {process}，1000 分中得 {points} 分：占全部内存的千分比，加上 oom_score_adj {adj}。',
  'incident.chosen.heuristic':
    '选中了 {process}。2.6.36 之前的内核按虚拟内存大小、子进程、运行时间、nice 和特权计分，报告没有打印这些。',
  'incident.chosen.next': '其次是 {process}，相差 {distanceBytes}。',
  'incident.chosen.next-points': '其次是 {process}，相差 {distance} 分。',
  'incident.chosen.tie': '{process} 分数相同；由任务列表中的次序决定。',
  'incident.chosen.only-one': '没有其他可杀的进程。',
  'incident.chosen.score': '内核打印的 score 为 {score}。',
  'incident.chosen.child': '选中的是 {chosen}，替它被杀的是 {process}：5.1 之前的内核会优先杀掉子进程。',
  'incident.chosen.group': '{path} 随之被整体杀死（memory.oom.group）。',
  'incident.chosen.agrees': '按进程表重新计算，排在首位的是同一个进程。',
  'incident.chosen.agrees-although.rounding':
    '按进程表重新计算，排在首位的是同一个进程；另需说明：计数器与进程表略有出入。',
  'incident.chosen.differs.rounding': '按进程表重新计算得不出这个选择：计数器与进程表略有出入。',
  'incident.chosen.agrees-although.tie':
    '按进程表重新计算，排在首位的是同一个进程；另需说明：两者相差太小，难分先后。',
  'incident.chosen.differs.tie': '按进程表重新计算得不出这个选择：两者相差太小，难分先后。',
  'incident.chosen.agrees-although.sacrificed-child':
    '按进程表重新计算，排在首位的是同一个进程；另需说明：被杀的是所选进程的子进程。',
  'incident.chosen.differs.sacrificed-child': '按进程表重新计算得不出这个选择：被杀的是所选进程的子进程。',
  'incident.chosen.agrees-although.swap-not-printed':
    '按进程表重新计算，排在首位的是同一个进程；另需说明：交换空间也计分，而报告没有全部打印。',
  'incident.chosen.differs.swap-not-printed':
    '按进程表重新计算得不出这个选择：交换空间也计分，而报告没有全部打印。',
  'incident.chosen.agrees-although.table-missing':
    '按进程表重新计算，排在首位的是同一个进程；另需说明：进程表缺失或被截断。',
  'incident.chosen.differs.table-missing': '按进程表重新计算得不出这个选择：进程表缺失或被截断。',
  'incident.chosen.agrees-although.allocating-task':
    '按进程表重新计算，排在首位的是同一个进程；另需说明：内核杀的是申请者。',
  'incident.chosen.differs.allocating-task': '按进程表重新计算得不出这个选择：内核杀的是申请者。',
  'incident.chosen.differs.unknown': '按进程表重新计算，排在首位的是另一个进程，报告中看不出原因。',
  'incident.chosen.not-compared.rounding': '无法重新计算这个选择：计数器与进程表略有出入。',
  'incident.chosen.not-compared.tie': '无法重新计算这个选择：前几名相差太小，难分先后。',
  'incident.chosen.not-compared.sacrificed-child': '无法重新计算这个选择：被杀的可能是所选进程的子进程。',
  'incident.chosen.not-compared.swap-not-printed':
    '无法重新计算这个选择：交换空间也计分，而报告没有全部打印。',
  'incident.chosen.not-compared.table-missing':
    '无法重新计算这个选择：进程表缺失、被截断，或缺少所需的数据。',
  'incident.chosen.not-compared.allocating-task': '无法重新计算这个选择：内核杀的是申请者。',
  'incident.ran-out.zone.passes-reserve':
    '{zone}：空闲 {freeBytes}，min 水位 {minBytes}，lowmem reserve {reserveBytes}。按这些数字申请本可满足；它们是在最后一次尝试之后才打印的。',
  'incident.asked.for.charge': '记入该 cgroup 的用量；报告没有说明用途。',
  'incident.ran-out.zone.cma':
    '{zone}：空闲 {freeBytes}，其中 {cmaBytes} 属于 CMA，只供可移动的申请使用。其余 {leftBytes} 不高于须保留的 {floorBytes}（min 水位与 lowmem reserve）。',
  'incident.chosen.nobody-left': '没有选中任何进程：进程表存在但为空，已没有可杀的进程。',
  'incident.chosen.nobody-unlisted': '没有选中任何进程：已没有进程，或者剩下的全部豁免。',
  'incident.chosen.process-of-asker':
    '申请内存的是 {chosen}，被杀的是 {process}：即该线程所属的进程，或它的子进程（5.1 之前的内核）。',
};
