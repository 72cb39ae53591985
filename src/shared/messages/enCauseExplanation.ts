/** What ran out, who asked and who was chosen; see `en.ts`. */
export const enCauseExplanation = {
  'incident.ran-out.counter.memory': 'Memory of the cgroup: {usageBytes} of a limit of {limitBytes}.',
  'incident.ran-out.counter.both': 'Memory and swap together: {usageBytes} of a limit of {limitBytes}.',
  'incident.ran-out.counter.swap': 'Swap of the cgroup: {usageBytes} of a limit of {limitBytes}.',
  'incident.ran-out.counter.kmem': 'Kernel memory of the cgroup: {usageBytes} of a limit of {limitBytes}.',
  'incident.ran-out.counter-free.memory': 'Memory of the cgroup: {usageBytes}, without a limit of its own.',
  'incident.ran-out.counter-free.both': 'Memory and swap together: {usageBytes}, without a limit.',
  'incident.ran-out.counter-free.swap': 'Swap of the cgroup: {usageBytes}, without a limit.',
  'incident.ran-out.counter-free.kmem': 'Kernel memory of the cgroup: {usageBytes}, without a limit.',
  'incident.ran-out.zone.below': '{zone}: {freeBytes} free, not above its min watermark of {minBytes}.',
  'incident.ran-out.zone.below-reserve':
    '{zone}: {freeBytes} free, not above its min watermark of {minBytes} and the {reserveBytes} that it keeps for requests that can use nothing higher (lowmem reserve).',
  'incident.ran-out.zone.below-order':
    '{zone}: {freeBytes} free, min watermark {minBytes}, lowmem reserve {reserveBytes}. What is above them is not enough for order {order}, or not for this request.',
  'incident.ran-out.zone.in-pieces':
    '{zone}: {freeBytes} free, above its min watermark of {minBytes}, but not in blocks of order {order} ({blockBytes}) that this request may use. The largest free block was of order {largestOrder} ({largestBytes}).',
  'incident.ran-out.zone.passes':
    '{zone}: {freeBytes} free, min watermark {minBytes}. By these numbers the request would have been met; they are printed a moment after the last try.',
  'incident.ran-out.zone.has': '{zone}: {freeBytes} free, min watermark {minBytes}.',
  'incident.ran-out.zone.not-for-this':
    '{zone}: {freeBytes} free, min watermark {minBytes}. This request may not use it.',
  'incident.ran-out.zone.unread': '{zone}: the log does not have its numbers.',
  'incident.ran-out.elsewhere':
    '{elsewhereBytes} were free in zones or on nodes that the report leaves out, since this request may not use them.',
  'incident.asked.not-in-log': 'Who asked for the memory is not in the log.',
  'incident.asked.unnamed': 'The report does not name who asked.',
  'incident.asked.by-hand': 'A person asked for a kill (SysRq-F): order -1 stands for that.',
  'incident.asked.by-hand-through':
    'A person asked for a kill (SysRq-F): order -1 stands for that. {process} only carried it out.',
  'incident.asked.who': '{process} asked for the memory.',
  'incident.asked.for.process': 'It was for memory of a process.',
  'incident.asked.for.swap-in': 'It was to bring memory of a process back from swap.',
  'incident.asked.for.page-cache': 'It was for the page cache (contents of files).',
  'incident.asked.for.user': 'It was for memory of a process or for the page cache.',
  'incident.asked.for.user-buffer': 'It was for a buffer that the kernel keeps for a process.',
  'incident.asked.for.page-table': 'It was for page tables.',
  'incident.asked.for.fork': 'It was to start a process or thread.',
  'incident.asked.for.network': 'It was for network or socket buffers.',
  'incident.asked.for.kernel': 'It was for the kernel itself.',
  'incident.asked.for.huge-page': 'It was for a huge page.',
  'incident.asked.for.page-fault':
    'A page fault had found no memory; the report says no more of the request.',
  'incident.asked.for.unknown': 'What it was for, the report does not say.',
  'incident.asked.order': 'Order {order}: {pages} pages in one piece.',
  'incident.asked.single': 'A single page was asked for ({blockBytes}, order 0).',
  'incident.asked.contiguous': 'Order {order}: {blockBytes} in one piece ({pages} pages).',
  'incident.asked.reach': 'It may only lie in zone {zone} or below.',
  'incident.asked.adj': 'The oom_score_adj of the asker is {adj}.',
  'incident.asked.protected': 'The asker is protected (oom_score_adj -1000).',
  'incident.asked.died': 'The asker is also the one that was killed.',
  'incident.asked.lived':
    'The asker was not killed. Whoever asks at that moment is named here; it need not be the cause.',
  'incident.chosen.not-in-log': 'Who was chosen is not in the log.',
  'incident.chosen.nobody': 'Nobody: every process in question is exempt.',
  'incident.chosen.would-have': 'Nobody was chosen. By points {process} would have come first.',
  'incident.chosen.named': '{process} was chosen. The report does not print what its points are made of.',
  'incident.chosen.allocating': 'Points did not count: the kernel was told to kill whoever asks.',
  'incident.chosen.by-points': 'By points {process} would have come first.',
  'incident.chosen.sum':
    '{process} was chosen: RSS {rssBytes} + swap {swapBytes} + page tables {pageTableBytes} = {sumBytes}.',
  'incident.chosen.sum-adj-adds':
    '{process} was chosen: RSS {rssBytes} + swap {swapBytes} + page tables {pageTableBytes} + {adjBytes} for oom_score_adj {adj} = {sumBytes}.',
  'incident.chosen.sum-adj-takes':
    '{process} was chosen: RSS {rssBytes} + swap {swapBytes} + page tables {pageTableBytes} - {adjBytes} for oom_score_adj {adj} = {sumBytes}.',
  'incident.chosen.sum-adj-unmeasured':
    '{process} was chosen: RSS {rssBytes} + swap {swapBytes} + page tables {pageTableBytes} = {sumBytes}. Its oom_score_adj {adj} counts too; what it is measured by is not printed.',
  'incident.chosen.bonus':
    'The printed score fits a process with CAP_SYS_ADMIN: that takes off {bonusBytes}, which leaves {pointsBytes}.',
  'incident.chosen.permille':
    '{process} was chosen with {points} of 1000 points: its share of all memory in thousandths, and oom_score_adj {adj}.',
  'incident.chosen.heuristic':
    '{process} was chosen. Kernels before 2.6.36 count virtual size, children, run time, nice and privileges, which the report does not print.',
  'incident.chosen.next': 'Next came {process}, {distanceBytes} behind.',
  'incident.chosen.next-points': 'Next came {process}, {distance} points behind.',
  'incident.chosen.tie': '{process} had as many points; the order of the task list decided.',
  'incident.chosen.only-one': 'Nothing else in question could be killed.',
  'incident.chosen.score': 'The kernel printed a score of {score}.',
  'incident.chosen.child':
    '{chosen} was chosen, and {process} was killed in its place: kernels before 5.1 kill a child where there is one.',
  'incident.chosen.group': 'With it all of {path} was killed (memory.oom.group).',
  'incident.chosen.agrees': 'Computed again from the task table, the same process comes first.',
  'incident.chosen.agrees-although.rounding':
    'Computed again from the task table, the same process comes first; to be known: counters are a little apart from the table.',
  'incident.chosen.differs.rounding':
    'Computed again from the task table, this choice does not come out: counters are a little apart from the table.',
  'incident.chosen.agrees-although.tie':
    'Computed again from the task table, the same process comes first; to be known: the two are too close to tell apart.',
  'incident.chosen.differs.tie':
    'Computed again from the task table, this choice does not come out: the two are too close to tell apart.',
  'incident.chosen.agrees-although.sacrificed-child':
    'Computed again from the task table, the same process comes first; to be known: a child was killed in place of the chosen one.',
  'incident.chosen.differs.sacrificed-child':
    'Computed again from the task table, this choice does not come out: a child was killed in place of the chosen one.',
  'incident.chosen.agrees-although.swap-not-printed':
    'Computed again from the task table, the same process comes first; to be known: swap counts, and the report does not print all of it.',
  'incident.chosen.differs.swap-not-printed':
    'Computed again from the task table, this choice does not come out: swap counts, and the report does not print all of it.',
  'incident.chosen.agrees-although.table-missing':
    'Computed again from the task table, the same process comes first; to be known: the task table is missing or cut off.',
  'incident.chosen.differs.table-missing':
    'Computed again from the task table, this choice does not come out: the task table is missing or cut off.',
  'incident.chosen.agrees-although.allocating-task':
    'Computed again from the task table, the same process comes first; to be known: the kernel took whoever asked.',
  'incident.chosen.differs.allocating-task':
    'Computed again from the task table, this choice does not come out: the kernel took whoever asked.',
  'incident.chosen.differs.unknown':
    'Computed again from the task table, another process comes first, and nothing in the report says why.',
  'incident.chosen.not-compared.rounding':
    'The choice cannot be computed again: the counters are a little apart from the table.',
  'incident.chosen.not-compared.tie':
    'The choice cannot be computed again: the first are too close to tell apart.',
  'incident.chosen.not-compared.sacrificed-child':
    'The choice cannot be computed again: a child may have died in place of the chosen one.',
  'incident.chosen.not-compared.swap-not-printed':
    'The choice cannot be computed again: swap counts, and the report does not print all of it.',
  'incident.chosen.not-compared.table-missing':
    'The choice cannot be computed again: the task table is missing or cut off, or lacks what it takes.',
  'incident.chosen.not-compared.allocating-task':
    'The choice cannot be computed again: the kernel took whoever asked.',
  'incident.ran-out.zone.passes-reserve':
    '{zone}: {freeBytes} free, min watermark {minBytes}, lowmem reserve {reserveBytes}. By these numbers the request would have been met; they are printed a moment after the last try.',
  'incident.asked.for.charge': 'It was charged to the cgroup; what for, the report does not say.',
  'incident.ran-out.zone.cma':
    '{zone}: {freeBytes} free, of which {cmaBytes} are CMA, which only movable requests may use. The {leftBytes} beside it are not above the {floorBytes} that it keeps back (min watermark and lowmem reserve).',
  'incident.chosen.nobody-left':
    'Nobody: the task table is there and empty, so no process was left that could be killed.',
  'incident.chosen.nobody-unlisted': 'Nobody: no process is left, or all that are left are exempt.',
  'incident.chosen.process-of-asker':
    '{chosen} asked, and {process} was killed: the process of that thread, or a child of it (kernels before 5.1).',
} as const;
