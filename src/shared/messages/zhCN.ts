import type { MessageCode } from './en';
import { zhCNCause } from './zhCNCause';
import { zhCNChange } from './zhCNChange';
import { zhCNChangeOutcome } from './zhCNChangeOutcome';
import { zhCNHands } from './zhCNHands';
import { zhCNKernelLog } from './zhCNKernelLog';
import { zhCNPolicy } from './zhCNPolicy';
import { zhCNReplay } from './zhCNReplay';
import { zhCNReportTerminal } from './zhCNReportTerminal';

/** What the model and main say, in Simplified Chinese: the same codes as `en.ts`. */
export const zhCN: Readonly<Record<MessageCode, string>> = {
  'failure.unreachable': '找不到或无法连接 {host}。请检查主机名、地址和网络，然后重试。',
  'failure.refused': '{host} 拒绝了端口 {port} 上的连接。请确认 sshd 正在运行、端口正确。',
  'failure.timeout': '{host} 在 {waitedSeconds} 内没有应答，可能已卡死、过载或网络中断；Lowmark 会继续尝试。',
  'failure.connection-lost': '与 {host} 的连接已断开，Lowmark 会自动重连。',
  'failure.auth-failed': '{host} 未接受用户 {user} 以 {methods} 登录。请检查用户名，或换用其他密钥或密码。',
  'failure.needs-password': '{host} 要求输入 {user} 的密码。输入后即可连接，密码不会保存。',
  'failure.needs-passphrase': '密钥 {path} 已加锁。输入口令后即可连接 {host}，口令不会保存。',
  'failure.key-unreadable': '无法使用密钥文件 {path} 连接 {host}：{problem}。请换一个文件或修复它。',
  'failure.agent-unavailable':
    '本机没有可用的 SSH agent，无法为 {host} 上的 {user} 提供身份。请启动 ssh-agent 并添加密钥，或选择密钥文件。',
  'failure.host-key-unknown': '首次连接 {host}：请将其密钥指纹与机主提供的指纹核对，一致后再接受。',
  'failure.host-key-changed':
    '{host} 的主机密钥已改变：可能是重装了系统，也可能有人在中间冒充。在从 {file} 第 {line} 行删除旧密钥之前，Lowmark 不会连接。',
  'failure.no-common-algorithm':
    '{host} 与 Lowmark 没有共同的{what}算法。若是旧机器，可在其设置中允许旧算法。',
  'failure.not-ssh': '{host} 端口 {port} 上应答的不是 SSH 服务。请检查端口。',
  'failure.not-linux': '{host} 运行的是 {system}，不是 Linux。Lowmark 只读取 Linux 内核，请移除此主机。',
  'failure.no-shell':
    '{host} 允许 {user} 登录，但没有可用的 shell。该账号需要 POSIX sh 和 awk，并有权执行命令。',
  'failure.permission-denied': '{host} 不允许 {user} 读取 {what}。请换用有权限的账号。',
  'failure.malformed': '{host} 返回的内容不是采样数据，详情见日志；Lowmark 会重试。',
  'failure.recording-unreadable': '无法读取录制文件 {host}：{problem}。',
  'failure.aborted': '已停止监视 {host}。',
  'failure.internal': '监视 {host} 时 Lowmark 内部出错，详情见日志。',
  'failure.wrong-passphrase': '该口令无法解锁密钥 {path}。请输入正确的口令以连接 {host}，口令不会保存。',
  'failure.key-missing': '本机没有密钥文件 {path}。请换一个文件，或换一种方式登录 {host}。',
  'failure.key-not-a-key': '{path} 中没有可用于 {host} 的私钥（公钥和硬件令牌密钥不能用）。请换一个文件。',
  'failure.agent-empty':
    '本机的 SSH agent 中没有密钥，无法为 {host} 上的 {user} 提供身份。请用 ssh-add 添加密钥，或选择密钥文件。',
  'failure.no-identity':
    '没有可用来以 {user} 登录 {host} 的凭据：SSH agent 和 ~/.ssh 中都没有密钥。请选择密钥文件或使用密码。',
  'failure.too-many-tries': '{host} 因 {user} 出示了过多未被接受的密钥而断开。请为此主机指定正确的密钥文件。',
  'failure.password-expired': '{host} 上 {user} 的密码已过期。请先用其他方式登录并设置新密码，然后重试。',
  'failure.host-key-revoked':
    '{host} 出示的密钥在 {file} 第 {line} 行被标为已吊销，持有它的人可能在窃听；Lowmark 不会连接。',
  'failure.server-hung-up': '{host} 在表明身份之前就关闭了连接，可能暂时不接受新连接；Lowmark 会重试。',
  'failure.jump-refused':
    '{jump} 没有把连接转发到 {host} 的端口 {port}。请检查地址，并确认 {jump} 允许转发。',
  'failure.proxy-command':
    '~/.ssh/config 中 {host} 使用了 ProxyCommand，Lowmark 不会运行它。请改用 ProxyJump。',
  'failure.jump-loop': '~/.ssh/config 中通往 {host} 的 ProxyJump 形成了循环或经过太多主机。请修正后重试。',

  'missing.not-in-kernel': '{section}：此内核不提供。',
  'missing.permission-denied': '{section}：此账号无权读取。',
  'missing.malformed': '{section}：无法解析（第 {line} 行）。',
  'missing.empty': '{section}：读取时主机没有返回内容。',
  'missing.rows-dropped': '{section}：有 {dropped} 行无法解析，已略去（第一处在第 {line} 行）。',
  'missing.hidden-processes': '此主机隐藏了其他用户的进程（hidepid），因此排名并不代表整台主机。',
  'missing.more-cgroups': '这台主机的内存 cgroup 超过了每次读取的上限；优先省略了没有限额的 cgroup。',
  'missing.not-read-yet': '{section}：尚未读取。',
  'missing.too-large': '{section}：超出 Lowmark 接受的大小，已略去。',
  'missing.not-recorded': '{section}：此录制中没有。',

  'oom.memory':
    '占用 {usedBytes}，为 {totalBytes} 的 {sharePercent}：常驻 {rssBytes}，交换 {swapBytes}，页表 {pageTableBytes}。',
  'oom.adj-adds': 'oom_score_adj {adj} 相当于多占用 {adjBytes}。',
  'oom.adj-takes': 'oom_score_adj {adj} 相当于少占用 {adjBytes}。',
  'oom.root-bonus': '其特权相当于少占用 {bonusBytes}。',
  'oom.heuristic':
    '得 {points} 分：2.6.36 之前的内核按虚拟内存大小、子进程、运行时间、nice、特权和 oom_adj 计分。',
  'oom.leads': '排在首位，领先 {comm} ({pid}) {distanceBytes}。',
  'oom.behind': '落后首位的 {comm} ({pid}) {distanceBytes}。',
  'oom.tie': '与 {comm} ({pid}) 难分先后：相差 {distanceBytes}，在内核计数器的误差之内。',
  'oom.only-one': '没有其他可以杀掉的进程。',
  'oom.mismatch':
    '内核的 oom_score 为 {kernelScore}，计算值为 {predictedScore}：两次读取之间内存有变化，或内核的算法不同。',
  'oom.mismatch-counters':
    '内核的 oom_score 为 {kernelScore}，计算值为 {predictedScore}：差值在内核每 CPU 计数器可能的误差之内。',
  'oom.exempt.init': '豁免：首个进程永远不会被杀掉。',
  'oom.exempt.kernel-thread': '豁免：内核线程没有自己的内存。',
  'oom.exempt.no-memory': '豁免：它已结束，不再占用内存。',
  'oom.exempt.protected': '豁免：受设置保护，值为 -1000（或 oom_adj 为 -17）。',

  'oom.note.allocating-task':
    '这台主机会杀死正在申请内存的进程（vm.oom_kill_allocating_task），所以下面的次序不起决定作用。',
  'oom.note.panic': '这台主机内存不足时会 panic，而不是杀进程（vm.panic_on_oom）。',
  'oom.note.cgroup-score':
    '到达此限额时，adj 按限额而不是整机内存折算：内核自己的 oom_score 在这里会误导人。',
  'oom.note.kill-disabled':
    '此 cgroup 关闭了 OOM 杀进程（oom_kill_disable）：到达限额时其中的进程会一直等待，直到有内存释放。',
  'oom.note.group': '此 cgroup 会被整体杀死（memory.oom.group）。',
  'oom.note.members-unknown': '没有读取此 cgroup 的成员进程，因此无法排序。',
  'oom.note.cpuset':
    'cpuset 允许的节点内存不足：凡是可以使用其中任一节点的进程都在候选之列，无论其内存实际在哪里。',
  'oom.note.node': '仅此节点内存不足，涉及用内存策略绑定到它的内存。哪些进程有这样的策略没有读取。',

  'risk.level.unknown': '未知',
  'risk.level.calm': '平稳',
  'risk.level.watch': '留意',
  'risk.level.danger': '危险',
  'risk.level.critical': '危急',
  'risk.unknown': '无法判断：这台主机没有报告可用内存。',
  'risk.calm': '可用内存 {availableBytes}（{availablePercent}）。',
  'risk.room': '内存只剩 {availableBytes}（{availablePercent}），且没有交换空间。',
  'risk.room-with-swap': '内存只剩 {availableBytes}（{availablePercent}），交换空间剩 {swapFreeBytes}。',
  'risk.swap-draining': '内存已满，照此速度，剩下的 {swapFreeBytes} 交换空间将在 {goneSeconds}内耗尽。',
  'risk.swap-full': '交换空间几乎用尽（剩 {swapFreeBytes}），内存剩 {availableBytes}。',
  'risk.swap-traffic': '正在颠簸：每秒从交换空间读回 {inBytes}，同时写出 {outBytes}。',
  'risk.refaults': '内存紧张，每秒有 {refaultBytes} 刚被丢弃又重新读入。',
  'risk.pressure': '有 {somePercent} 的时间，任务在等待内存（PSI）。',
  'risk.killed': '最近 {withinSeconds}内，内核因内存不足杀过进程（{kills} 次）。',
  'risk.low-memory':
    '内核自身可用的低端内存即将耗尽：水位以上只剩 {roomBytes}，而 HighMem 还有 {highFreeBytes} 空闲。',
  'risk.node-room': '有进程绑定在 NUMA 节点 {nodes} 上，这些节点只剩 {roomBytes}，与其他节点无关。',
  'risk.zones-below-min.user': '所有内存区都低于 min 水位：每次申请都要先回收。',
  'risk.zones-below-min.kernel': '内核自身可用的内存区都低于 min 水位：内核的申请要先回收。',
  'risk.order-fails': '空闲内存是碎片：内核现在找不到 {order} 阶（{blockBytes}）的连续块。',
  'risk.cgroup-room': '{cgroup} 已占其限额 {limitBytes} 的 {heldPercent}。',
  'risk.cgroup-grows': '{cgroup} 正在增长，已占其限额 {limitBytes} 的 {heldPercent}。',
  'risk.cgroup-under-oom': '{cgroup} 已达限额，现在内存不足。',
  'risk.cgroup-waits': '{cgroup} 已达限额且内存不足；由于关闭了 OOM 杀进程，其中的进程在等待。',
  'risk.cgroup-throttled': '{cgroup} 超过了 memory.high（{highBytes}），其中的进程被减速。',

  'guard.disable-of-old-scale':
    '在 oom_score_adj 里写 -17 并不是保护：只减去 {sharePercent}。-17 属于 oom_adj；在这里 -1000 才是豁免。',
  'guard.old-scale-low':
    '在 oom_score_adj 里写 {adj} 只减去 {sharePercent}。如果这个数来自 oom_adj（-17 到 15），那是另一种刻度。',
  'guard.old-scale-high':
    '在 oom_score_adj 里写 {adj} 只增加 {sharePercent}。如果这个数来自 oom_adj（-17 到 15），那是另一种刻度：这里 1000 才是最先被杀。',
  'guard.grower': '{comm} ({pid}) 正在增长。一旦豁免，它可以吃掉全部内存，其他进程都会先于它被杀。',
  'guard.large':
    '{comm} ({pid}) 占全部内存的 {sharePercent}。一旦豁免，每次内存不足它都不让出，由别的进程替它死。',
  'guard.spawner': '{comm} ({pid}) 会启动用户和作业的进程。它们继承此设置，因此它启动的一切也都杀不掉。',
  'guard.nothing-left': '将没有任何进程可杀：内存不足时内核会 panic 或卡死。',
  'guard.little-left': '仍可杀的进程只占全部内存的 {sharePercent}：全杀掉也解决不了内存不足。',

  'adj.right.owner': '进程的属主就可以调高。',
  'adj.right.always': '在这个内核上，任何写入都需要 CAP_SYS_RESOURCE。',
  'adj.right.capability': '调低需要 CAP_SYS_RESOURCE。',
  'adj.right.capability-below-minimum': '调低需要 CAP_SYS_RESOURCE，除非特权写入者曾经设到这么低。',

  'terminal.host': '主机',
  'terminal.kernel': '内核',
  'terminal.uptime': '已运行',
  'terminal.memory': '内存',
  'terminal.swap': '交换空间',
  'terminal.pressure': '内存压力',
  'terminal.zones': '内存区（页）',
  'terminal.buddy': '各阶空闲块',
  'terminal.level': '风险',
  'terminal.reasons': '另外',
  'terminal.candidates': 'OOM killer 会先杀谁',
  'terminal.scopes': '其他范围内存不足时谁先被杀',
  'terminal.nobody': '未知',
  'terminal.missing': '缺失',
  'terminal.used-of': '已用 {usedBytes}，共 {totalBytes}',
  'terminal.available': '可用 {availableBytes}',
  'terminal.no-swap': '无',
  'terminal.not-reported': '未报告',
  'terminal.pressure-line': '最近 10 秒 some {some} %，full {full} %',
  'terminal.more-processes': '…… 另有 {count} 个',
  'terminal.accept-host-key': '若要接受此密钥，请加上 --accept-host-key {sha256}（{keyType}）。',
  'terminal.recorded': '已录制 {host} 的 {frames} 帧。',

  'refusal.read-only': '另一个 Lowmark（进程 {pid}，{shell}）正占用主机列表。请先关闭它，或在那里修改。',
  'refusal.no-such-host': '此主机已不在列表中。',
  'refusal.bad-address':
    '无法将 {address} 识别为地址。请写成“用户名、at 符号、主机”，端口不是 22 时再加上端口。',
  'refusal.duplicate-host': '这台机器和账号已在列表中：{name}。',
  'refusal.fixed-host': '{name} 不能修改：它是本机或演示主机。',
  'refusal.host-key-not-offered': '服务器此后提供了另一把密钥。请先查看新的指纹再决定是否接受。',
  'refusal.not-linux-here': '此处的 Lowmark 没有运行在 Linux 上，无法监视本机。',
  'refusal.no-demo': '无法读取演示录制：{problem}。',
  'refusal.not-stored': '无法将主机列表写入 {path}：{problem}。',

  ...zhCNReplay,
  ...zhCNCause,
  ...zhCNReportTerminal,
  ...zhCNKernelLog,
  ...zhCNChange,
  ...zhCNChangeOutcome,
  ...zhCNHands,
  ...zhCNPolicy,
};
