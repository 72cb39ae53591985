import { enCauseAdvice } from './enCauseAdvice';
import { enCauseDeath } from './enCauseDeath';
import { enCauseExplanation } from './enCauseExplanation';
import { enCauseMemory } from './enCauseMemory';
import { enCauseTitle } from './enCauseTitle';

/** See `en.ts`. */
export const enCause = {
  'cause.by-hand': 'A person asked for the kill (SysRq-F); the log does not show how much memory was free.',
  'cause.by-hand-free':
    'Nothing ran out: a person asked for the kill (SysRq-F), with {freeBytes} of memory free.',
  'cause.cgroup.memory': '{path} met its memory limit: {usageBytes} of {limitBytes} were used.',
  'cause.cgroup.both':
    '{path} met its limit of memory and swap together: {usageBytes} of {limitBytes} were used.',
  'cause.cgroup.freed-since':
    '{path} met its memory limit of {limitBytes}; by the time of the report it was down to {usageBytes}.',
  'cause.cgroup.no-numbers': '{path} met its memory limit; the log does not print how much that is.',
  'cause.cgroup.nothing-killable':
    '{path} met its memory limit of {limitBytes}, and it has no process that may be killed.',
  'cause.cgroup.unnamed': 'A memory cgroup met its limit; the log does not say which.',
  'cause.nodes.cpuset': 'The NUMA nodes that the cpuset allows ({nodes}) ran out of memory.',
  'cause.nodes.cpuset-while':
    'The NUMA nodes that the cpuset allows ({nodes}) ran out of memory, while {freeElsewhereBytes} were free elsewhere.',
  'cause.nodes.cpuset-unnamed':
    'The NUMA nodes that the cpuset allows ran out of memory; the log does not name them.',
  'cause.nodes.policy':
    'The NUMA nodes that a memory policy binds the request to ({nodes}) ran out of memory.',
  'cause.nodes.policy-while':
    'The NUMA nodes that a memory policy binds the request to ({nodes}) ran out of memory, while {freeElsewhereBytes} were free elsewhere.',
  'cause.nodes.policy-unnamed':
    'The NUMA nodes that a memory policy binds the request to ran out of memory; the log does not name them.',
  'cause.nodes.confined': 'The only NUMA nodes that the asker may use ({nodes}) ran out of memory.',
  'cause.nodes.confined-while':
    'The only NUMA nodes that the asker may use ({nodes}) ran out of memory, while {freeElsewhereBytes} were free elsewhere.',
  'cause.lowmem': 'Memory that the kernel itself can use ran out (LowMem), while HighMem was not full.',
  'cause.lowmem-while':
    'Memory that the kernel itself can use ran out (LowMem): zone Normal had {freeBytes} free and keeps {floorBytes} back, while {highFreeBytes} of HighMem were free, which it cannot use.',
  'cause.fragmentation':
    'No block of order {order} ({blockBytes} in one piece) was to be had: {zone} had {freeBytes} free, too little of it in blocks that large that this request may use.',
  'cause.zone.swap-none':
    'Memory ran out: {zone} had {freeBytes} free and keeps {floorBytes} back from such a request (min watermark and lowmem reserve), and there is no swap.',
  'cause.zone.swap-full':
    'Memory and swap ran out: {zone} had {freeBytes} free and keeps {floorBytes} back from such a request (min watermark and lowmem reserve), and all {swapTotalBytes} of swap were used.',
  'cause.zone.swap-left':
    'Memory ran out: {zone} had {freeBytes} free and keeps {floorBytes} back from such a request (min watermark and lowmem reserve), although {swapFreeBytes} of {swapTotalBytes} swap were left.',
  'cause.zone.swap-unknown':
    'Memory ran out: {zone} had {freeBytes} free and keeps {floorBytes} back from such a request (min watermark and lowmem reserve).',
  'cause.host.swap-none': 'The host ran out of memory, and it has no swap.',
  'cause.host.swap-full': 'The host ran out of memory and swap: all {swapTotalBytes} of swap were used.',
  'cause.host.swap-left':
    'The host ran out of memory that it could use, although {swapFreeBytes} of {swapTotalBytes} swap were left.',
  'cause.host.swap-unknown': 'The host ran out of memory.',
  'cause.host.kernel-memory':
    'The kernel itself held {kernelBytes} of {ramBytes} of RAM (slab and kernel stacks). No process holds that memory, and killing one gives little back.',
  'cause.host.nothing-killable': 'The host ran out of memory, and no process may be killed.',
  'cause.host.no-zones': 'The host ran out of memory; the log does not have the part that says where.',
  'cause.unknown': 'What ran out cannot be told: the log has neither zones nor a cgroup of this report.',
  'cause.unknown.kill-alone': 'What ran out cannot be told: the log has the kill line without its report.',

  ...enCauseTitle,
  ...enCauseExplanation,
  ...enCauseDeath,
  ...enCauseMemory,
  ...enCauseAdvice,
  'cause.by-hand-short':
    'A person asked for the kill (SysRq-F), and memory was short: {freeBytes} free, no zone above its min watermark.',
  'cause.zone-cma.swap-none':
    'Memory ran out: {zone} had {freeBytes} free, but {cmaBytes} of it are CMA, which only movable requests may use. The {leftBytes} beside it are not above the {floorBytes} that it keeps back from such a request (min watermark and lowmem reserve), and there is no swap.',
  'cause.zone-cma.swap-full':
    'Memory and swap ran out: {zone} had {freeBytes} free, but {cmaBytes} of it are CMA, which only movable requests may use. The {leftBytes} beside it are not above the {floorBytes} that it keeps back from such a request (min watermark and lowmem reserve), and all {swapTotalBytes} of swap were used.',
  'cause.zone-cma.swap-left':
    'Memory ran out: {zone} had {freeBytes} free, but {cmaBytes} of it are CMA, which only movable requests may use. The {leftBytes} beside it are not above the {floorBytes} that it keeps back from such a request (min watermark and lowmem reserve), although {swapFreeBytes} of {swapTotalBytes} swap were left.',
  'cause.zone-cma.swap-unknown':
    'Memory ran out: {zone} had {freeBytes} free, but {cmaBytes} of it are CMA, which only movable requests may use. The {leftBytes} beside it are not above the {floorBytes} that it keeps back from such a request (min watermark and lowmem reserve).',
  'cause.lowmem-while-cma':
    'Memory that the kernel itself can use ran out (LowMem): zone Normal had {freeBytes} free, but {cmaBytes} of it are CMA, which only movable requests may use. The {leftBytes} beside it are not above the {floorBytes} that it keeps back, while {highFreeBytes} of HighMem were free, which it cannot use.',
  'cause.nodes.movable-only':
    'No zone of the allowed NUMA nodes ({nodes}) would do: they have only zone Movable, which this request cannot use. {freeBytes} were free there.',
  'cause.cgroup.empty':
    '{path} met its memory limit of {limitBytes}, and no process is left in it that could be killed.',
  'cause.cgroup.lowered':
    'Somebody wrote a memory limit of {limitBytes} for {path}, below what it had in use.',
  'cause.cgroup.lowered-empty':
    'Somebody wrote a memory limit of {limitBytes} for {path}, below what it had in use. No process is left in it that could be killed.',
} as const;
