import type { enReplay } from './enReplay';

/** See `zhCN.ts`. */
export const zhCNReplay: Readonly<Record<keyof typeof enReplay, string>> = {
  'replay.generation.unknown': '从报告的格式和版本都看不出此内核如何排序，因此不做计算。',
  'replay.generation.by-format': '报告没有写明内核版本，排序方式按报告的格式判断。',
  'replay.generation.overruled': '内核 {kernel} 的报告格式与 {release} 相同，因此按后者的方式排序。',
  'replay.total.no-limit': '报告没有打印 cgroup 的限额，因此不知道 adj 按多少内存折算。',
  'replay.total.unknown': '报告没有打印内存总量，因此不知道 adj 按多少内存折算。',
  'replay.total.reserved-unsure': '3.16 到 3.19.7 的内核打印的保留页数偏少，总量可能略微偏大。',
  'replay.total.holes': '此内核把节点内存之间的空洞也计算在内，而报告中没有，因此总量可能偏小。',
  'replay.total.zones-left-out': '请求不能使用的内存区没有打印，因此这些节点的总量可能偏小。',
  'replay.total.swap-not-printed': '报告没有打印交换空间的大小，因此未计入；adj 的实际作用可能更大。',
  'replay.total.cgroup-uses-no-swap': 'cgroup 到达限额时没有使用交换空间，因此只按限额计算。',
  'replay.total.cgroup-swap-unknown':
    '报告没有打印这台机器有多少交换空间；只按限额计算，adj 的实际作用可能更大。',
  'replay.total.cgroup-swap-bound': 'cgroup 可用的交换空间按它自己的限额计入；机器上实际可能没有这么多。',
  'replay.page-size-assumed': '报告没有打印页大小，按 {pageBytes} 计算。',
  'replay.row-unreadable': '进程表中这一行不完整，因此不参与排序。',
  'replay.row-heuristic': '2.6.36 之前的内核按进程表中没有的信息排序。',
  'replay.rss-only': '常驻 {rssBytes}，为 {totalBytes} 的 {sharePercent}；此内核的进程表没有交换和页表两列。',
  'replay.memory': '占用 {usedBytes}，包括常驻、交换和页表。',
  'replay.adj-not-counted': '这里无法知道 oom_score_adj {adj} 相当于多少内存。',
  'replay.no-table': '日志中没有进程表，无从排序。',
  'replay.empty-table': '进程表存在但为空：没有可杀的进程。',
  'replay.victim-not-listed': '被选中的进程 {pid} 不在进程表中：进程表被截断或不完整。',
  'replay.killable-after-all': '内核没有找到可杀的进程，而进程表中有可杀的进程：它们可能正在退出。',
  'replay.panicked': '内核没有杀进程，而是 panic（vm.panic_on_oom）；下面的次序是原本会被杀的次序。',
  'replay.killing-disabled': '杀进程的功能已关闭；下面的次序是原本会被杀的次序。',
  'replay.no-kill-line': '日志中没有此报告的杀进程记录，因此无从比较。',
  'replay.undecided': '报告打印的内容不足以判断谁排在首位。',
  'replay.allocating-task-too': '内核杀的是正在申请内存的进程（vm.oom_kill_allocating_task）；按分数也是它。',
  'replay.child-died':
    '选中的是 {chosenComm} ({chosenPid})，死的是 {comm} ({pid})：5.0 及更早的内核会先杀子进程。',
  'replay.differs.rounding':
    '内核选了 {comm} ({pid})，而不是 {predictedComm} ({predictedPid})：两者的差距在计数器的误差之内。',
  'replay.differs.tie':
    '内核选了 {comm} ({pid})，而不是 {predictedComm} ({predictedPid})：两者的分数难分先后。',
  'replay.differs.sacrificed-child':
    '死的是 {comm} ({pid})，而不是 {predictedComm} ({predictedPid})：这样的内核会杀掉所选进程的子进程，而写明所选进程的那一行缺失。',
  'replay.differs.swap-not-printed':
    '内核选了 {comm} ({pid})，而不是 {predictedComm} ({predictedPid})：它计入了报告中没有的交换空间。',
  'replay.differs.allocating-task':
    '内核杀了 {comm} ({pid})，因为是它在申请内存（vm.oom_kill_allocating_task）；按分数应是 {predictedComm} ({predictedPid})。',
  'replay.differs.table-missing':
    '内核选了 {comm} ({pid})，而不是 {predictedComm} ({predictedPid})：进程表不完整。',
  'replay.unexplained':
    '内核选了 {comm} ({pid})，而计算结果是 {predictedComm} ({predictedPid})。已知的原因都解释不了。',
  'replay.unexplained-exempt': '内核选了 {comm} ({pid})，而按进程表它不可杀。已知的原因都解释不了。',
  'replay.changed': '这里是假设的情形，因此不与内核的实际选择比较。',
  'replay.heuristic':
    '2.6.36 之前的内核按虚拟内存大小、子进程、运行时间、nice 和特权排序，进程表中没有这些，因此这份报告无法重新计算。',
  'replay.columns-missing': '此内核的进程表没有交换和页表两列：分数只按常驻内存计算。',
  'replay.equals': '{comm} ({pid}) 与首位分数相同，由任务列表中的次序决定。',
  'replay.bonus-not-had': '打印的分数表明，进程 {pid} 虽以 root 运行，却没有 CAP_SYS_ADMIN。',
  'replay.bonus-left-out':
    '如果 root 的进程没有 CAP_SYS_ADMIN（例如在容器中），内核的选择就说得通；这里按此计算。',
  'replay.bonus-assumed': '假定 root 的进程都有 CAP_SYS_ADMIN，在此内核上可少计 3 %；报告中没有这一项。',
  'replay.score-agrees': '内核为进程 {pid} 打印的分数是 {printed}，与计算值相同。',
  'replay.score-allocating-task':
    '内核为进程 {pid} 打印的分数是 {printed}，因为它没有计分；计算值为 {computed}。',
  'replay.score-columns-missing':
    '内核为进程 {pid} 打印的分数是 {printed}，计算值为 {computed}：它计入了进程表中没有的交换或页表。',
  'replay.score-counters':
    '内核为进程 {pid} 打印的分数是 {printed}，计算值为 {computed}：差值在线程和 CPU 计数器可能的误差之内。',
  'replay.score-swap-unknown':
    '内核为进程 {pid} 打印的分数是 {printed}，计算值为 {computed}：它折算时的交换空间比报告打印的多。',
  'replay.score-differs': '内核为进程 {pid} 打印的分数是 {printed}，计算值为 {computed}。报告中看不出原因。',
  'replay.what-if.unknown': '这份报告无法重新计算，因此无法判断谁会死。',
  'replay.what-if.undecided': '在这种情形下，报告打印的内容不足以判断谁会死。',
  'replay.what-if.nobody': '不会有进程被杀：已经没有可杀的进程，内核会 panic，或者 cgroup 会一直卡住。',
  'replay.what-if.somebody': '{comm} ({pid}) 会被杀；原先没有可杀的进程。',
  'replay.what-if.same': '被杀的仍会是 {comm} ({pid})。',
  'replay.what-if.other': '被杀的会是 {comm} ({pid})，而不是 {beforeComm} ({beforePid})。',
  'replay.what-if.asking-task-gone': '内核杀的是正在申请内存的进程。接下来会是谁申请，无法判断。',
  'replay.what-if.asking-task': '被杀的仍会是 {comm} ({pid})：内核杀的是正在申请内存的进程，分数不起作用。',
  'replay.what-if.disagreed': '对这份报告，计算结果与内核的选择不同，因此答案不可靠。',
  'replay.what-if.child': '此内核可能会杀掉所选进程的某个子进程来代替它；是哪一个，进程表中看不出来。',
  'replay.what-if.panics': '此内核被设为不杀进程而直接 panic（vm.panic_on_oom）。',
  'replay.what-if.group': '{cgroup} 中的进程会一起被杀（memory.oom.group）。',
  'replay.added.limit-decides': '这里由 cgroup 的限额决定：内存增减都不起作用。',
  'replay.added.less': '减少 {takenBytes} 后，内存会更早不足，当时的进程也可能不同。',
  'replay.added.asked-for': '这次是人工触发的（sysrq-f），并非内存不足所致，因此仍会发生。',
  'replay.added.high-memory':
    '在这个 32 位内核上，新增的内存属于 HighMem。如果不足的是内核自身的低端内存，增加也没有用。',
  'replay.added.nodes':
    '如果允许使用的节点多出 {addedBytes}，当时就不会不足。能推迟多久，从一份报告中无法得知。',
  'replay.added.block': '请求的是由多页组成的连续块：多出的 {addedBytes} 中要有这么大的空闲块，当时才有用。',
  'replay.added.not-then': '如果多出 {addedBytes} 内存，当时就不会不足。能维持多久，从一份报告中无法得知。',
  'replay.added.less-swap': '如果交换空间正在使用，减少 {takenBytes} 后，内存会更早不足。',
  'replay.added.swap-bounded': 'cgroup 能用多少交换空间由它自己的限额决定，这里没有变。',
  'replay.added.swap-of-cgroup': 'cgroup 可以把更多内存换出，因此当时也许不会不足。',
  'replay.added.swap-left': '交换空间没有用完（还剩 {swapFreeBytes}），增加也避免不了这次不足。',
  'replay.added.swap-not-then':
    '如果多出 {addedBytes} 交换空间，只要内存能够换出，当时就不会不足。能维持多久，从一份报告中无法得知。',
  'replay.added.no-limit': '这里没有触及任何 cgroup 的限额，调高限额不起作用。',
  'replay.added.limit-not-then':
    '如果限额提高 {addedBytes}，当时就不会不足。能维持多久，从一份报告中无法得知。',
  'replay.added.adj-counts-more':
    '总量增大 {changePercent}，adj 的作用也随之增大同样的比例：它按总量的千分之一折算。',
  'replay.added.adj-counts-less':
    '总量减小 {changePercent}，adj 的作用也随之减小同样的比例：它按总量的千分之一折算。',
  'replay.removed': '没有这些进程（{count} 个），它们的内存就是空闲的，当时也许不会不足。',
};
