import type { enChange } from './enChange';

/** See `zhCN.ts`. */
export const zhCNChange: Readonly<Record<keyof typeof enChange, string>> = {
  'plan.host.recording': '{host} 是录制：只显示会做什么，不会写入任何内容。',
  'plan.host.not-asked': '尚未查询 {host} 的现状，因此不会写入。请重新生成计划。',
  'plan.host.as-wanted': '{host} 上一切已符合要求，无需写入。',
  'plan.host.nothing-runs': '这些操作在 {host} 上都无法执行，原因见各步骤。',

  'plan.blocked.gone': '进程 {pid} 已结束。',
  'plan.blocked.another-process':
    '原来的进程已结束：PID {pid} 现在是 {comm}。请重新查找；如果要改的正是它，请重新发起变更。',
  'plan.blocked.init': '1 号进程永远不会被杀掉，而其他进程都会继承它的设置。',
  'plan.blocked.kernel-thread': '{comm} ({pid}) 是内核线程：OOM killer 不会动它。',
  'plan.blocked.no-knob': '此账号在这台主机上读不到该进程的设置，因此无法修改。',
  'plan.blocked.range': '在这台主机上，{file} 只接受 {min} 到 {max} 的整数；{adj} 不在其中。',
  'plan.blocked.already': '{file} 已经是 {adj}。',
  'plan.blocked.root-lacks':
    '{host} 上的 root 没有 {capability}（容器和沙箱中常见），用 sudo 得到的也是同一个 root。请在其宿主机上修改。',
  'plan.blocked.other-account':
    '运行 Lowmark 的 {user} 在 {host} 上无权这样做。请用有权限的账号启动 Lowmark，或把这台机器添加为 SSH 主机并允许 sudo。',
  'plan.blocked.sudo-not-allowed':
    '{user} 在 {host} 上无权这样做，而主机设置不允许使用 sudo。请在设置中允许，或改用有权限的账号连接。',
  'plan.blocked.sudo-missing': '{user} 在 {host} 上无权这样做，而且那里没有 sudo。请改用有权限的账号连接。',
  'plan.blocked.sudo-refused': '{host} 上的 sudo 拒绝了 {user}。请向管理员申请权限，或改用有权限的账号连接。',
  'plan.blocked.sudo-needs-password':
    '{host} 上的 sudo 要求 {user} 输入密码，而主机设置只允许免密码的 sudo。请在设置中允许输入密码。',

  'plan.blocked.unit.bad-name': '{unit} 不是合法的单元名。',
  'plan.blocked.unit.template': '{unit} 是模板单元：请选择由它实例化的单元，即 at 符号后带有实例名的那个。',
  'plan.blocked.unit.prefix':
    '{unit} 的 drop-in 会对所有名称以它开头的服务生效，因此 Lowmark 不写。请在该单元自己的文件中设置 OOMScoreAdjust={adj}。',
  'plan.blocked.unit.large-drop-in':
    '{path} 远大于 Lowmark 会写入的内容，因此不动它。请查看该文件，不需要就移走。',
  'plan.blocked.unit.not-found': '{host} 的 systemd 中没有单元 {unit}。请检查名称。',
  'plan.blocked.unit.masked': '{unit} 已被屏蔽（masked）：用 systemctl unmask 可以恢复。',
  'plan.blocked.unit.not-loaded':
    'systemd 无法加载 {unit}（{state}）。请修正其单元文件，原因可用 systemctl status 查看。',
  'plan.blocked.unit.transient':
    '{unit} 是临时单元，停止后就不存在了。初始值由启动它的一方设置，例如 systemd-run -p OOMScoreAdjust=。',
  'plan.blocked.unit.no-systemd':
    '{host} 的服务不由 systemd 管理，没有可修改的单元。请使用它自己的 init 工具。',
  'plan.blocked.unit.no-service': '{unit} 不是服务：Lowmark 只修改和重启服务。',
  'plan.blocked.unit.of-user': '{unit} 属于某个用户自己的 systemd：由该用户用 systemctl --user 修改。',
  'plan.blocked.unit.already': '{unit} 启动时的 OOMScoreAdjust 已经是 {adj}。',
  'plan.blocked.unit.no-drop-in': '{unit} 没有 Lowmark 写的 drop-in。',

  'plan.lasting.unit':
    '进程结束后设置即失效。可以为 {unit} 添加一个写有 OOMScoreAdjust={adj} 的 drop-in，使其长期有效。',
  'plan.lasting.user-unit':
    '{unit} 属于某个用户自己的 systemd：由该用户用 systemctl --user edit 写入 OOMScoreAdjust={adj} 来持久化，但不能低于该用户的 systemd 自身的值。',
  'plan.lasting.scope': '{unit} 是 scope，没有启动设置：要长期有效，只能由启动进程的一方来设置。',
  'plan.lasting.container':
    '容器只有在创建时指定才会保留此设置：{runtime} run --oom-score-adj={adj}，或 compose 文件中的 oom_score_adj。',
  'plan.lasting.pod':
    'Kubernetes 按 pod 的 QoS 等级设置此值（Guaranteed 为 -997，BestEffort 为 1000，Burstable 介于其间）：通过 pod 的 requests 和 limits 才能持久化。',
  'plan.lasting.session': '登录会话中的程序不会自动重新启动：把它做成单独的服务才能持久化。',
  'plan.lasting.openrc':
    '在 OpenRC 下，请在 /etc/conf.d 中该服务的文件里 export SSD_OOM_SCORE_ADJ={adj}，然后重启服务；旧版本不支持，需要写在启动函数里。',
  'plan.lasting.sysv':
    '在 init 脚本的启动函数里，于启动程序之前执行 echo {adj} > /proc/self/{file} 即可持久化：程序会继承它。',
  'plan.lasting.none': '进程结束后设置即失效。不知道是哪个单元启动了它，只能由启动它的一方设置。',

  'plan.note.to-old-scale':
    '这个内核只有 oom_adj：oom_score_adj {oomScoreAdj} 换算为 {oomAdj}。两者并不完全等价，因为 oom_adj 每变化 1，分数就翻倍或减半。',
  'plan.note.to-new-scale': '旧刻度的值按内核的规则换算：oom_adj {oomAdj} 等于 oom_score_adj {oomScoreAdj}。',
  'plan.note.threads': '它的 {threads} 个线程共用此设置。',
  'plan.note.each-thread': '在这个内核上，每个线程各有自己的设置：{threads} 个线程都会写入。',
  'plan.note.children': '现有的 {count} 个子进程（{names}）保持原值，此后由它启动的进程会继承新的设置。',
  'plan.note.many-children':
    '现有的 {count} 个子进程（{names} 等）保持原值，此后由它启动的进程会继承新的设置。',
  'plan.note.not-in-sweep': '它在最近一次扫描之后才启动，因此名次和子进程尚不清楚。',
  'plan.note.shared-memory':
    '如果有其他进程与这些进程共享内存，内核会一并修改；/proc 不显示哪些进程共享内存。',
  'plan.note.no-ranking': '无法说明对排名的影响：这台主机没有排名，或排名中没有这些进程。',
  'plan.note.old-sample': '排名依据的是 {ageSeconds}前的数据。',
  'plan.note.may-be-refused': '将不用 sudo 尝试：内核只允许调低到特权进程曾为它设过的最低值，多数进程为 0。',
  'plan.note.root-may-be-refused':
    '这里的 root 没有 CAP_SYS_RESOURCE（容器和沙箱中常见）：内核只允许调低到曾以该权限设过的最低值，多数进程为 0。用 sudo 也没有用；如果被拒绝，请在容器之外修改。',

  'plan.note.unit.next-start': '从 {unit} 下次启动起生效；正在运行的进程保持原值。',
  'plan.note.unit.now': '从 {unit} 下次启动起生效；正在运行的 {count} 个进程通过 /proc 立即修改。',
  'plan.note.unit.with-restart': '此计划会重启 {unit}，启动时即生效。',
  'plan.note.unit.unseen': '{unit} 有 {count} 个刚启动的进程未包括在内：重新生成计划即可一并修改。',
  'plan.note.unit.later-drop-in': '{path} 在它之后读取；如果其中也设置了 OOMScoreAdjust，则以其为准。',
  'plan.note.unit.removal': '正在运行的进程保持原值；下次启动时以其他文件为准。',
  'plan.note.restart.ends': '{unit} 正在运行：它的 {count} 个进程会被结束，然后重新启动。',
  'plan.note.restart.waiting': 'systemd 即将自动重新启动 {unit}。',
  'plan.note.restart.limit':
    '{unit} 短时间内启动次数过多：在限制解除或执行 systemctl reset-failed 之前，systemd 可能拒绝启动。',
  'plan.note.restart.comes-back': 'Restart={policy}：被杀之后 systemd 会自动重新启动它。',
  'plan.note.restart.stays-down': 'Restart={policy}：被杀之后 systemd 不会重新启动它。',

  'plan.right.drop-in': '写入 /etc/systemd 并重新加载 systemd 需要 root。',
  'plan.right.restart': '重启系统单元需要 root。',

  'plan.guard.edited-drop-in': '{path} 在 Lowmark 写入后被人手工修改过：添加的内容会丢失。',
  'plan.guard.spawner-unit': '{unit} 会启动用户和作业的进程。它们继承此设置，因此它启动的一切也都杀不掉。',

  'plan.confirm.several-hosts': '会写入 {hosts} 台主机。',
  'plan.confirm.protects': '会使进程完全免于被杀（{steps} 步）。',
  'plan.confirm.guards': '有风险提示（{steps} 步）。',
};
