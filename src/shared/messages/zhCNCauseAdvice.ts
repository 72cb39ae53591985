import type { enCauseAdvice } from './enCauseAdvice';

/** What to do after an incident; see `zhCN.ts`. */
export const zhCNCauseAdvice: Readonly<Record<keyof typeof enCauseAdvice, string>> = {
  'advice.host-up': '内核发生了 panic：请确认主机和各项服务是否已恢复。',
  'advice.still-short':
    '没有进程被杀，内存不足可能仍在持续：请确认主机是否仍有响应，并手动停掉占用大的程序。',
  'advice.waiting': 'OOM 杀进程已关闭：请确认是否还有进程在等待内存，并手动停掉占用大的程序。',
  'advice.outcome-unknown': '日志没有记录结果：请确认主机及其服务是否正常。',
  'advice.group': '{path} 被整体杀死（日志中有 {count} 个进程）：请确认是否已全部恢复。',
  'advice.child': '{parent} 仍在运行，但失去了 {process}：请确认它是否已察觉，否则重启它。',
  'advice.service.unit':
    '确认 {unit} 是否已恢复：{command}（只有单元配置了相应的 Restart=，systemd 才会重启它）。',
  'advice.service.container':
    '确认 {process} 所在的容器是否已恢复：{command}（只有重启策略允许时才会重启）。',
  'advice.service.pod':
    '确认 {process} 所在的容器是否已重启：用 kubectl 查看该 pod（describe），上次状态会显示为 OOMKilled。',
  'advice.service.session': '{process} 运行在登录会话中：不会自动重新启动。',
  'advice.service.unknown': '确认 {process} 或它所属的服务是否已恢复。',
  'advice.protect':
    '如果 {process} 很重要，请保护它：可在这里试算哪个 oom_score_adj 能使它幸免，以及谁会替它被杀。',
  'advice.protect-adj':
    '如果 {process} 很重要，请保护它：oom_score_adj 为 {adj} 时它会幸免，被杀的会是 {next}。',
  'advice.protect-unit':
    '让保护长期生效：为 {unit} 设置 OOMScoreAdjust={adj}（现有进程通过 /proc 修改，之后由 drop-in 保证）。',
  'advice.unprotect': '让内核有可杀的进程：试算一下取消 {process} 的豁免会怎样。',
  'advice.next-victims': '查看这台主机现在的下一个被杀对象。',
  'advice.by-hand': '查明是谁、为什么触发的：当时内存并未耗尽。',
  'advice.lowmem': '查看 Normal 区现在还剩多少，以及被什么占用。',
  'advice.fragmentation': '查看各内存区现在还能满足哪些阶的申请。',
  'advice.nodes': '查看各节点的内存区现在还剩多少。',
  'advice.cgroup': '查看 {path} 现在离限额还有多远，以及其中下一个被杀对象是谁。',
  'advice.grower': '查明是谁在增长：关注最大的 {process}（{sumBytes}）。单份报告看不出增长，主机的图表可以。',
  'advice.grower-died': '查明是否会再次增长：最大的 {process}（{sumBytes}）已被杀，请关注接替它的进程。',
  'advice.grower-unknown': '查明是谁在增长：报告没有列出进程，请查看主机的图表和进程列表。',
  'advice.similar': '查看以前在这台或其他主机上是否发生过类似情况。',
  'advice.last.memory': '彻底解决：给占用最大的服务设限额，并为主机配足内存或交换空间。',
  'advice.last.lowmem': '彻底解决：64 位内核不存在 LowMem 耗尽的问题。',
  'advice.last.fragmentation': '彻底解决：保持更多空闲内存（vm.min_free_kbytes），或减小申请的块。',
  'advice.last.cgroup': '彻底解决：找出这个 cgroup，给它设合适的限额。',
  'advice.last.cgroup-named': '彻底解决：给 {path} 设合适的限额，或减少其中程序的内存占用。',
  'advice.last.nodes': '彻底解决：允许使用更多节点，或把这些节点上的程序分散开。',
  'advice.last.unknown': '彻底解决：延长内核日志的保留时间，使下次的报告完整。',
  'advice.protect-group': '{path} 会整体被杀。如果其中某个进程单独重要，请设为 -1000 或放入单独的 cgroup。',
  'advice.allocating-task': '决定是否应当杀申请者：设 vm.oom_kill_allocating_task=0 则由分数决定。',
  'advice.slab': '查明是什么占用了内核自身的内存：在主机上用 slabtop 查看各 slab 缓存及其增长。',
  'advice.last.kernel-memory':
    '彻底解决：修复或卸载占用内核内存的模块或程序。增加内存或交换空间只能推迟问题。',
  'advice.nothing-lost': '没有进程被杀，这个 cgroup 中也已没有进程：无需恢复任何服务。',
  'advice.last.limit-written': '彻底解决：查明是谁写入了 {path} 的限额，并让它为当前用量留出余地。',
  'advice.last.pods':
    '彻底解决：让该节点上的 pod 不超出节点留给它们的内存（{path}，即 node allocatable），或换用更大的节点。',
};
