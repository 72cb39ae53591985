import type { enCause } from './enCause';
import { zhCNCauseAdvice } from './zhCNCauseAdvice';
import { zhCNCauseDeath } from './zhCNCauseDeath';
import { zhCNCauseExplanation } from './zhCNCauseExplanation';
import { zhCNCauseMemory } from './zhCNCauseMemory';
import { zhCNCauseTitle } from './zhCNCauseTitle';

/** See `zhCN.ts`. */
export const zhCNCause: Readonly<Record<keyof typeof enCause, string>> = {
  'cause.by-hand': '是人工触发的（SysRq-F）；日志没有显示当时有多少空闲内存。',
  'cause.by-hand-free': '并非内存耗尽：是人工触发的（SysRq-F），当时还有 {freeBytes} 空闲内存。',
  'cause.cgroup.memory': '{path} 达到了内存限额：已用 {usageBytes}，限额 {limitBytes}。',
  'cause.cgroup.both': '{path} 达到了内存加交换空间的总限额：已用 {usageBytes}，限额 {limitBytes}。',
  'cause.cgroup.freed-since': '{path} 达到了内存限额 {limitBytes}；到打印报告时已降到 {usageBytes}。',
  'cause.cgroup.no-numbers': '{path} 达到了内存限额；日志没有打印限额是多少。',
  'cause.cgroup.nothing-killable': '{path} 达到了内存限额 {limitBytes}，但其中没有允许杀掉的进程。',
  'cause.cgroup.unnamed': '某个内存 cgroup 达到了限额；日志没有说明是哪一个。',
  'cause.nodes.cpuset': 'cpuset 允许的 NUMA 节点（{nodes}）内存耗尽。',
  'cause.nodes.cpuset-while':
    'cpuset 允许的 NUMA 节点（{nodes}）内存耗尽，而别处还有 {freeElsewhereBytes} 空闲。',
  'cause.nodes.cpuset-unnamed': 'cpuset 允许的 NUMA 节点内存耗尽；日志没有列出是哪些节点。',
  'cause.nodes.policy': '内存策略所绑定的 NUMA 节点（{nodes}）内存耗尽。',
  'cause.nodes.policy-while':
    '内存策略所绑定的 NUMA 节点（{nodes}）内存耗尽，而别处还有 {freeElsewhereBytes} 空闲。',
  'cause.nodes.policy-unnamed': '内存策略所绑定的 NUMA 节点内存耗尽；日志没有列出是哪些节点。',
  'cause.nodes.confined': '申请者唯一可用的 NUMA 节点（{nodes}）内存耗尽。',
  'cause.nodes.confined-while':
    '申请者唯一可用的 NUMA 节点（{nodes}）内存耗尽，而别处还有 {freeElsewhereBytes} 空闲。',
  'cause.lowmem': '内核自身可用的低端内存（LowMem）耗尽，而 HighMem 并未用完。',
  'cause.lowmem-while':
    '内核自身可用的低端内存（LowMem）耗尽：Normal 区空闲 {freeBytes}，须保留 {floorBytes}；HighMem 虽有 {highFreeBytes} 空闲，内核却用不上。',
  'cause.fragmentation':
    '找不到 {order} 阶（连续 {blockBytes}）的块：{zone} 有 {freeBytes} 空闲，但其中够大、且允许这次申请使用的块不足。',
  'cause.zone.swap-none':
    '内存耗尽：{zone} 空闲 {freeBytes}，对这类申请须保留 {floorBytes}（min 水位与 lowmem reserve），且没有交换空间。',
  'cause.zone.swap-full':
    '内存和交换空间都已耗尽：{zone} 空闲 {freeBytes}，对这类申请须保留 {floorBytes}（min 水位与 lowmem reserve），{swapTotalBytes} 交换空间已用完。',
  'cause.zone.swap-left':
    '内存耗尽：{zone} 空闲 {freeBytes}，对这类申请须保留 {floorBytes}（min 水位与 lowmem reserve）；而 {swapTotalBytes} 交换空间还剩 {swapFreeBytes}。',
  'cause.zone.swap-unknown':
    '内存耗尽：{zone} 空闲 {freeBytes}，对这类申请须保留 {floorBytes}（min 水位与 lowmem reserve）。',
  'cause.host.swap-none': '整机内存耗尽，且没有交换空间。',
  'cause.host.swap-full': '整机内存和交换空间都已耗尽：{swapTotalBytes} 交换空间已用完。',
  'cause.host.swap-left': '整机可用的内存已耗尽，而 {swapTotalBytes} 交换空间还剩 {swapFreeBytes}。',
  'cause.host.swap-unknown': '整机内存耗尽。',
  'cause.host.kernel-memory':
    '内核自身占用了 {ramBytes} 内存中的 {kernelBytes}（slab 和内核栈）。这些内存不属于任何进程，杀进程收回不了多少。',
  'cause.host.nothing-killable': '整机内存耗尽，且没有允许杀掉的进程。',
  'cause.host.no-zones': '整机内存耗尽；日志中缺少说明具体位置的部分。',
  'cause.unknown': '无法判断是什么耗尽了：日志中没有这份报告的内存区或 cgroup 信息。',
  'cause.unknown.kill-alone': '无法判断是什么耗尽了：日志中只有杀进程的那一行，没有对应的报告。',

  ...zhCNCauseTitle,
  ...zhCNCauseExplanation,
  ...zhCNCauseDeath,
  ...zhCNCauseMemory,
  ...zhCNCauseAdvice,
  'cause.by-hand-short':
    '是人工触发的（SysRq-F），当时内存确实不足：空闲 {freeBytes}，没有内存区高于 min 水位。',
  'cause.zone-cma.swap-none':
    '内存耗尽：{zone} 空闲 {freeBytes}，但其中 {cmaBytes} 属于 CMA，只供可移动的申请使用；其余 {leftBytes} 不高于对这类申请须保留的 {floorBytes}（min 水位与 lowmem reserve），且没有交换空间。',
  'cause.zone-cma.swap-full':
    '内存和交换空间都已耗尽：{zone} 空闲 {freeBytes}，但其中 {cmaBytes} 属于 CMA，只供可移动的申请使用；其余 {leftBytes} 不高于对这类申请须保留的 {floorBytes}（min 水位与 lowmem reserve），{swapTotalBytes} 交换空间已用完。',
  'cause.zone-cma.swap-left':
    '内存耗尽：{zone} 空闲 {freeBytes}，但其中 {cmaBytes} 属于 CMA，只供可移动的申请使用；其余 {leftBytes} 不高于对这类申请须保留的 {floorBytes}（min 水位与 lowmem reserve）；而 {swapTotalBytes} 交换空间还剩 {swapFreeBytes}。',
  'cause.zone-cma.swap-unknown':
    '内存耗尽：{zone} 空闲 {freeBytes}，但其中 {cmaBytes} 属于 CMA，只供可移动的申请使用；其余 {leftBytes} 不高于对这类申请须保留的 {floorBytes}（min 水位与 lowmem reserve）。',
  'cause.lowmem-while-cma':
    '内核自身可用的低端内存（LowMem）耗尽：Normal 区空闲 {freeBytes}，但其中 {cmaBytes} 属于 CMA，只供可移动的申请使用；其余 {leftBytes} 不高于须保留的 {floorBytes}；HighMem 虽有 {highFreeBytes} 空闲，内核却用不上。',
  'cause.nodes.movable-only':
    '允许使用的 NUMA 节点（{nodes}）上没有合适的内存区：只有 Movable 区，而这次申请不能使用它。那里还有 {freeBytes} 空闲。',
  'cause.cgroup.empty': '{path} 达到了内存限额 {limitBytes}，而其中已没有可杀的进程。',
  'cause.cgroup.lowered': '有人为 {path} 写入了内存限额 {limitBytes}，低于当时的用量。',
  'cause.cgroup.lowered-empty':
    '有人为 {path} 写入了内存限额 {limitBytes}，低于当时的用量；其中已没有可杀的进程。',
};
