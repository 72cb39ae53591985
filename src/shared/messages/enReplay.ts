/** See `en.ts`. */
export const enReplay = {
  'replay.generation.unknown':
    'Neither the report’s format nor a version tells how this kernel ranks, so nothing is computed.',
  'replay.generation.by-format':
    'The report does not name its kernel; how it ranks is taken from the report’s format.',
  'replay.generation.overruled':
    'Kernel {kernel} prints reports as {release} does, so it is taken to rank as that one does.',
  'replay.total.no-limit': 'The cgroup’s limit is not printed, so what adj is measured by is not known.',
  'replay.total.unknown':
    'How much memory there is in all is not printed, so what adj is measured by is not known.',
  'replay.total.reserved-unsure':
    'Kernels from 3.16 to 3.19.7 print too few reserved pages, so the total may be a little too large.',
  'replay.total.holes':
    'This kernel counts holes between a node’s memory as well, which no report prints; the total may be too small.',
  'replay.total.zones-left-out':
    'Zones that the request could not use are not printed, so the total of the nodes may be too small.',
  'replay.total.swap-not-printed':
    'The size of swap is not printed and is not counted; adj may have counted for more.',
  'replay.total.cgroup-uses-no-swap':
    'The cgroup had nothing in swap when it met its limit, so the limit alone is counted.',
  'replay.total.cgroup-swap-unknown':
    'How much swap the machine has is not printed; the limit alone is counted, and adj may have counted for more.',
  'replay.total.cgroup-swap-bound':
    'The swap that the cgroup may use is counted by its own limit; the machine may have less.',
  'replay.page-size-assumed': 'The page size is not printed; {pageBytes} are assumed.',
  'replay.row-unreadable': 'Its row in the table is not whole, so it is not ranked.',
  'replay.row-heuristic': 'Kernels before 2.6.36 rank by things that the table does not show.',
  'replay.rss-only':
    'RSS is {rssBytes}, {sharePercent} of {totalBytes}; this kernel’s table has neither swap nor page tables.',
  'replay.memory': 'Uses {usedBytes}: RSS, swap and page tables.',
  'replay.adj-not-counted': 'What oom_score_adj {adj} counts for is not known here.',
  'replay.no-table': 'The task table is not in the log, so there is nothing to rank.',
  'replay.empty-table': 'The task table is there and empty: nobody in it can be killed.',
  'replay.victim-not-listed': 'The chosen process {pid} is not in the table: the table is cut or not whole.',
  'replay.killable-after-all':
    'The kernel found nothing to kill, although the table has processes that can be killed: they may have been on their way out.',
  'replay.panicked':
    'The kernel panicked instead of killing (vm.panic_on_oom); the order is who would have died.',
  'replay.killing-disabled': 'Killing was switched off; the order is who would have died.',
  'replay.no-kill-line': 'The log has no kill line for this report, so there is nothing to compare.',
  'replay.undecided': 'What is printed does not decide who comes first.',
  'replay.allocating-task-too':
    'The kernel killed whoever asked (vm.oom_kill_allocating_task); by points it is the same one.',
  'replay.child-died':
    '{chosenComm} ({chosenPid}) was chosen, and {comm} ({pid}) died in its place: up to 5.0 a child is killed first.',
  'replay.differs.rounding':
    'The kernel took {comm} ({pid}), not {predictedComm} ({predictedPid}): both are as close as the counters behind the table are exact.',
  'replay.differs.tie':
    'The kernel took {comm} ({pid}), not {predictedComm} ({predictedPid}): their points cannot be told apart.',
  'replay.differs.sacrificed-child':
    '{comm} ({pid}) died, not {predictedComm} ({predictedPid}): such a kernel kills a child of the chosen one, and the line that names the chosen one is missing.',
  'replay.differs.swap-not-printed':
    'The kernel took {comm} ({pid}), not {predictedComm} ({predictedPid}): it counted swap that the report does not show.',
  'replay.differs.allocating-task':
    'The kernel killed {comm} ({pid}) because it asked for memory (vm.oom_kill_allocating_task); by points it would have been {predictedComm} ({predictedPid}).',
  'replay.differs.table-missing':
    'The kernel took {comm} ({pid}), not {predictedComm} ({predictedPid}): the table is not whole.',
  'replay.unexplained':
    'The kernel took {comm} ({pid}), and the computation takes {predictedComm} ({predictedPid}). None of the known reasons explains it.',
  'replay.unexplained-exempt':
    'The kernel took {comm} ({pid}), which by the table cannot be killed. None of the known reasons explains it.',
  'replay.changed': 'Something is tried out here, so this is not compared with what the kernel did.',
  'replay.heuristic':
    'Kernels before 2.6.36 rank by virtual size, children, run time, nice and privileges, which the table does not show: this report cannot be computed again.',
  'replay.columns-missing':
    'This kernel’s table has neither swap nor page tables: the points are of RSS alone.',
  'replay.equals': '{comm} ({pid}) has as many points as the first; the order of the task list decides.',
  'replay.bonus-not-had':
    'The printed score shows that process {pid} has no CAP_SYS_ADMIN, although it runs as root.',
  'replay.bonus-left-out':
    'The kernel’s choice fits if processes of root have no CAP_SYS_ADMIN, as in a container; it is computed so.',
  'replay.bonus-assumed':
    'Processes of root are taken to have CAP_SYS_ADMIN, which counts 3 % less on this kernel; the report does not print it.',
  'replay.score-agrees': 'The kernel printed score {printed} for process {pid}: the same is computed.',
  'replay.score-allocating-task':
    'The kernel printed score {printed} for process {pid}, since it did not count; computed is {computed}.',
  'replay.score-columns-missing':
    'The kernel printed score {printed} for process {pid}, computed is {computed}: it counted swap or page tables that its table does not have.',
  'replay.score-counters':
    'The kernel printed score {printed} for process {pid}, computed is {computed}: as far apart as counters of threads and processors may be.',
  'replay.score-swap-unknown':
    'The kernel printed score {printed} for process {pid}, computed is {computed}: it measured by more swap than the report prints.',
  'replay.score-differs':
    'The kernel printed score {printed} for process {pid}, computed is {computed}. The report does not show why.',
  'replay.what-if.unknown': 'This report cannot be computed again, so it cannot be told who would have died.',
  'replay.what-if.undecided': 'With this, what is printed does not decide who would have died.',
  'replay.what-if.nobody':
    'Nobody would have died: nothing is left that can be killed, and the kernel panics or the cgroup stays stuck.',
  'replay.what-if.somebody': '{comm} ({pid}) would have died, where before nothing could be killed.',
  'replay.what-if.same': '{comm} ({pid}) would have died all the same.',
  'replay.what-if.other': '{comm} ({pid}) would have died instead of {beforeComm} ({beforePid}).',
  'replay.what-if.asking-task-gone':
    'The kernel killed whoever asked for memory. Who would have asked next cannot be told.',
  'replay.what-if.asking-task':
    '{comm} ({pid}) would have died all the same: the kernel killed whoever asked, and points did not count.',
  'replay.what-if.disagreed':
    'For this report the computation takes another one than the kernel did, so the answer is unsure.',
  'replay.what-if.child':
    'This kernel may kill a child of the chosen one in its place; which, the table does not show.',
  'replay.what-if.panics': 'This kernel was told to panic instead (vm.panic_on_oom).',
  'replay.what-if.group': 'In {cgroup} all processes die together (memory.oom.group).',
  'replay.added.limit-decides': 'The cgroup’s limit decides here: more or less RAM changes nothing.',
  'replay.added.less':
    'With {takenBytes} less the shortage would have come earlier, maybe among other processes.',
  'replay.added.asked-for':
    'This kill was asked for by hand (sysrq-f), not forced by a shortage: it would have come all the same.',
  'replay.added.high-memory':
    'On this 32-bit kernel added RAM is HighMem. If the kernel’s own low memory was short, that would not have helped.',
  'replay.added.nodes':
    'With {addedBytes} more on the nodes that were allowed, the shortage would not have come at that moment. How much later is not known from one report.',
  'replay.added.block':
    'The request was for a block of several pages: {addedBytes} more would have helped at that moment if a free block of that size was in it.',
  'replay.added.not-then':
    'With {addedBytes} more RAM the shortage would not have come at that moment. How long that would have lasted is not known from one report.',
  'replay.added.less-swap':
    'With {takenBytes} less swap the shortage would have come earlier, if swap was in use.',
  'replay.added.swap-bounded':
    'The cgroup’s own swap limit decides how much swap it may use, and stays as it is.',
  'replay.added.swap-of-cgroup':
    'The cgroup could have moved more of its memory to swap, so the shortage might not have come at that moment.',
  'replay.added.swap-left':
    'Swap was not used up ({swapFreeBytes} free), so more of it would not have prevented this shortage.',
  'replay.added.swap-not-then':
    'With {addedBytes} more swap the shortage would not have come at that moment, as far as memory can be swapped. How long that would have lasted is not known from one report.',
  'replay.added.no-limit': 'No cgroup’s limit was met here, so a higher one changes nothing.',
  'replay.added.limit-not-then':
    'With a limit that is {addedBytes} higher, the shortage would not have come at that moment. How long that would have lasted is not known from one report.',
  'replay.added.adj-counts-more':
    'The total is {changePercent} larger, and adj counts for that much more: it is measured in thousandths of the total.',
  'replay.added.adj-counts-less':
    'The total is {changePercent} smaller, and adj counts for that much less: it is measured in thousandths of the total.',
  'replay.removed':
    'Without these processes ({count}) their memory would have been free, so the shortage might not have come at that moment.',
} as const;
