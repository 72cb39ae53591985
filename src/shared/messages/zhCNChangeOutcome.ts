import type { enChangeOutcome } from './enChangeOutcome';

/** See `zhCN.ts`. */
export const zhCNChangeOutcome: Readonly<Record<keyof typeof enChangeOutcome, string>> = {
  'change.outcome.done.adj': '{host} 上 {comm} ({pid}) 的 {file} 现为 {value}，原为 {before}。',
  'change.outcome.done.adj-again':
    '与 {host} 的连接曾断开；重新读取表明已写入：{comm} ({pid}) 的 {file} 现为 {value}。',
  'change.outcome.done.drop-in': '{host} 上的 {unit} 此后将以 OOMScoreAdjust {value} 启动进程。',
  'change.outcome.done.drop-in-again':
    '与 {host} 的连接曾断开；重新读取表明 drop-in 已就位：{unit} 的 OOMScoreAdjust 现为 {value}。',
  'change.outcome.done.removal':
    '{host} 上 {unit} 的 drop-in 已移除；systemd 现在给它的 OOMScoreAdjust 为 {value}。',
  'change.outcome.done.removal-again':
    '与 {host} 的连接曾断开；重新读取表明 {unit} 的 drop-in 已移除，systemd 现在给它的 OOMScoreAdjust 为 {value}。',
  'change.outcome.done.restart': '{host} 上的 {unit} 已重启，当前状态为 {detail}。',
  'change.outcome.done.restart-again':
    '与 {host} 的连接曾断开；重新读取表明 {unit} 已重启，当前状态为 {detail}。',

  'change.outcome.already.adj': '{host} 上 {comm} ({pid}) 的 {file} 已经是 {value}，没有写入。',
  'change.outcome.already.drop-in': '{host} 上 {unit} 的 OOMScoreAdjust 已经是 {value}，没有写入。',
  'change.outcome.already.removal': '{host} 上的 {unit} 已经没有 Lowmark 的 drop-in，无需操作。',

  'change.outcome.gone.adj': '{host} 上的 {comm} ({pid}) 已结束，没有可修改的进程。',
  'change.outcome.gone.adj-again': '与 {host} 的连接曾断开，其间 {comm} ({pid}) 已结束，没有可修改的进程。',
  'change.outcome.gone.rebooted': '{host} 在此期间重启过，{comm} ({pid}) 已结束，没有可修改的进程。',

  'change.outcome.another-process.adj':
    '{host} 上的 PID {pid} 已不是 {comm}：换成了另一个进程或另一个程序。没有改动它；请从列表中重新选择。',
  'change.outcome.another-process.adj-written':
    '{host} 上的 PID {pid} 在写入时由 {comm} 变成了另一个程序，其 {file} 现为 {value}。请登录该主机查看，不需要的话请撤销。',
  'change.outcome.another-process.adj-again':
    '与 {host} 的连接曾断开，而 PID {pid} 已不是 {comm}：换成了另一个进程或另一个程序。请从列表中重新选择。',

  'change.outcome.changed-meanwhile.adj':
    '生成计划时 {host} 上 {comm} ({pid}) 的值为 {before}，此后有人把它改成了 {value}，因此没有改动。若仍要改为 {after}，请重新生成计划。',
  'change.outcome.changed-meanwhile.adj-again':
    '与 {host} 的连接曾断开；重新读取到 {comm} ({pid}) 的值为 {value}，既不是 {before} 也不是 {after}：有人改过它。若仍要 {after}，请重新生成计划。',
  'change.outcome.changed-meanwhile.drop-in':
    '{host} 上 {unit} 的 drop-in 已不是生成计划时的样子，因此没有改动。请重新生成计划。',
  'change.outcome.changed-meanwhile.drop-in-again':
    '与 {host} 的连接曾断开；重新读取到 {unit} 的 drop-in 既不是旧的也不是新的：有人写过它。请重新生成计划。',
  'change.outcome.changed-meanwhile.removal':
    '{host} 上 {unit} 的 drop-in 已不是生成计划时的样子，因此保留未动。请重新生成计划。',
  'change.outcome.changed-meanwhile.removal-again':
    '与 {host} 的连接曾断开；重新读取到 {unit} 的 drop-in 与之前不同：有人写过它。请重新生成计划。',
  'change.outcome.changed-meanwhile.restart':
    '生成计划之后，{host} 上的 {unit} 曾启动或停止过，因此没有动它。请先查看，若仍要重启请重新生成计划。',

  'change.outcome.denied.adj-lowering':
    '{host} 不允许 {user} 调低 {comm} ({pid})：这需要 CAP_SYS_RESOURCE。请在此主机的设置中允许 sudo，或换用有此权限的账号。',
  'change.outcome.denied.adj-raising':
    '{host} 不允许 {user} 写入 {comm} ({pid})：只有其属主或 root 可以。请在此主机的设置中允许 sudo，或换用属主的账号。',
  'change.outcome.denied.adj-root':
    '在 {host} 上，连 root 也无法把 {after} 写入 {comm} ({pid})：调低需要 CAP_SYS_RESOURCE，容器或沙箱里的 root 往往没有。请在容器之外修改。',
  'change.outcome.denied.drop-in':
    '{host} 不允许 {user} 写入 {unit} 的 drop-in：这需要 root。请在此主机的设置中允许 sudo。',
  'change.outcome.denied.drop-in-root':
    '在 {host} 上，连 root 也无法写入 {unit} 的 drop-in：{detail}。请查看该主机的 /etc 是否以只读方式挂载。',
  'change.outcome.denied.removal':
    '{host} 不允许 {user} 移除 {unit} 的 drop-in：这需要 root。请在此主机的设置中允许 sudo。',
  'change.outcome.denied.removal-root':
    '在 {host} 上，连 root 也无法移除 {unit} 的 drop-in：{detail}。请查看该主机的 /etc 是否以只读方式挂载。',
  'change.outcome.denied.restart':
    '{host} 不允许 {user} 重启 {unit}：这需要 root。请在此主机的设置中允许 sudo。',
  'change.outcome.denied.restart-root': '在 {host} 上，连 root 也无法重启 {unit}：{detail}。',
  'change.outcome.denied.sudo-wrong-password':
    '{host} 上的 sudo 没有接受 {user} 的密码，没有写入任何内容。请重新发起变更并输入正确的密码。',
  'change.outcome.denied.sudo-needs-password':
    '{host} 上的 sudo 现在要求 {user} 的密码，没有写入任何内容。请在此主机的设置中允许输入密码使用 sudo，然后重新发起变更。',
  'change.outcome.denied.sudo-refused':
    '{host} 上的 sudo 不允许 {user} 这样做，没有写入任何内容。请联系该主机的 sudoers 管理员授权。',
  'change.outcome.denied.sudo-missing': '{host} 上没有 sudo，没有写入任何内容。请换用本身就有权限的账号。',

  'change.outcome.not-kept.adj':
    '写入 {host} 上的 {comm} ({pid}) 没有报错，但读到的是 {value} 而不是 {after}。那里有别的程序在设置它，请查明后再试。',
  'change.outcome.not-kept.drop-in':
    '{host} 上 {unit} 的 drop-in 已写入，但 systemd 的 OOMScoreAdjust 是 {value}，与它不符。请用 systemctl cat {unit} 查看哪个文件优先。',
  'change.outcome.not-kept.drop-in-again':
    '与 {host} 的连接曾断开；{unit} 的 drop-in 已就位，但 systemd 的 OOMScoreAdjust 是 {value}。请在该主机上执行 systemctl daemon-reload，或重新发起变更。',
  'change.outcome.not-kept.removal':
    '移除 {host} 上 {unit} 的 drop-in 没有报错，但它仍在。有别的程序在写它，请查明后再试。',

  'change.outcome.not-written.adj-again':
    '与 {host} 的连接曾断开，没有写入：{comm} ({pid}) 的 {file} 仍为 {value}。若仍需要，请重新发起变更。',
  'change.outcome.not-written.drop-in-again':
    '与 {host} 的连接曾断开，没有写入：{unit} 的 drop-in 与原来一样。若仍需要，请重新发起变更。',
  'change.outcome.not-written.removal-again':
    '与 {host} 的连接曾断开，没有执行：{unit} 的 drop-in 仍在。若仍需要，请重新发起变更。',
  'change.outcome.not-written.restart-again':
    '与 {host} 的连接曾断开，{unit} 没有重启，当前状态为 {detail}。若仍需要，请重新发起变更。',

  'change.outcome.unknown': '写入时与 {host} 的连接断开，结果还没能读到。请在主机重新连上后再次读取。',
  'change.outcome.unknown.restart-again':
    '与 {host} 的连接曾断开，从 systemd 现在的信息看不出 {unit} 是否重启过。请查看该主机的日志。',

  'change.outcome.not-tried.unlisted': '{host} 已从列表中移除，因此没有写入。',
  'change.outcome.not-tried.other-address': '{host} 的地址与生成计划时不同，因此没有写入。请重新发起变更。',
  'change.outcome.not-tried.not-connected': '轮到 {host} 时它没有连接，因此没有写入。连上后请重新发起变更。',
  'change.outcome.not-tried.rebooted': '生成计划之后 {host} 重启过，因此没有写入。请重新发起变更。',
  'change.outcome.not-tried.sudo-not-allowed':
    '{host} 的设置已不允许这样使用 sudo，因此没有写入。请重新发起变更。',
  'change.outcome.not-tried.closed': '还没轮到 {host}，Lowmark 就被关闭了，因此没有写入。请重新发起变更。',

  'change.outcome.failed.adj': '写入 {host} 上的 {comm} ({pid}) 失败：{detail}。请登录该主机查看。',
  'change.outcome.failed.drop-in': '写入 {host} 上 {unit} 的 drop-in 失败：{detail}。请登录该主机查看。',
  'change.outcome.failed.removal': '移除 {host} 上 {unit} 的 drop-in 失败：{detail}。请登录该主机查看。',
  'change.outcome.failed.restart':
    '{host} 上的 {unit} 没有起来：{detail}。请在该主机上查看 journalctl --unit {unit}。',
  'change.outcome.failed.restart-again':
    '与 {host} 的连接曾断开；{unit} 已重启，当前状态为 {detail}。请在该主机上查看 journalctl --unit {unit}。',
  'change.outcome.unexpected': '{host} 的应答 Lowmark 无法理解（{detail}）。请登录该主机查看实际情况。',

  'change.undo.rebooted': '{host} 此后重启过：当时改动的进程都已结束，没有可撤销的内容。',

  'refusal.nothing-proposed': '没有要变更的内容：没有指定进程、单元或主机。',
  'refusal.nothing-fits': '这些主机上没有符合条件的进程，没有可变更的内容。',
  'refusal.plan-unknown': '此计划已不存在。请重新发起变更。',
  'refusal.plan-expired': '此计划已过期，情况可能已经变化。请重新发起变更。',
  'refusal.plan-confirmed': '此计划已经确认过，结果已记录在案；若要再做一次，请重新发起变更。',
  'refusal.nothing-to-do': '此计划中没有可执行的内容，各步骤已写明原因。',
  'refusal.no-reason': '请简单写明原因，它会记录在案。',
  'refusal.wrong-phrase': '要确认，请准确输入：{phrase}',
  'refusal.password-missing': '{host} 上的 sudo 需要 {user} 的密码。输入后即可确认，密码不会保存。',
  'refusal.no-answer': '{host} 在 {waitedSeconds}内没有应答，无法为它生成计划。请等它空闲一些再试。',
  'refusal.too-many-processes':
    '这次修改涉及 {host} 上的 {count} 个进程或单元，而一份计划中每台主机最多 {most} 个。请缩小范围。',
  'refusal.other-address': '{host} 现在的地址与写入时不同，无法重新读取。',
  'refusal.no-such-run': '记录中没有这次变更。',
  'refusal.still-writing': '正在写入此主机。请等它完成。',
  'refusal.nothing-unknown': '此主机的结果已经明确，请查看变更列表。',
  'refusal.nothing-to-undo': '这些都无法撤销：没有执行过、已经撤销过，或是一次重启。',
  'refusal.read-only-mode': '只读模式已开启。要修改主机请先关闭它，此操作会记录在案。',
  'refusal.read-only-forced':
    'Lowmark 以只读方式启动（LOWMARK_READ_ONLY=1）。要修改主机，请去掉它后重新启动。',
  'refusal.settings-not-stored': '无法写入数据目录中的设置：{problem}。请腾出空间或修正权限，然后重试。',
  'refusal.audit-not-written':
    '无法写入审计日志 {path}（{problem}），没有它就不会修改任何主机。请腾出空间或修正权限，然后重试。',
  'refusal.audit-too-large': '内容太多，页面放不下。请缩小搜索范围，或在终端使用 lowmark audit。',

  'audit.problem.changed': '第 {line} 行不是当初写入的内容：它与自己的哈希不符。',
  'audit.problem.not-an-entry': '第 {line} 行不是一条记录，而且其后的哈希链接不上。',
  'audit.problem.missing': '第 {line} 行接不上前一条记录：那里有记录被删除、插入或挪动过。',
  'audit.problem.torn': '第 {line} 行在写入时中断（例如崩溃）。它不是一条记录，其后没有缺失。',
  'audit.verdict.whole': '审计日志完整：共 {entries} 条，最新哈希为 {head}。',
  'audit.verdict.empty': '审计日志为空。',
  'audit.verdict.broken': '审计日志不完整。',
  'audit.verdict.no-head': '没有哈希为 {head} 的记录：末尾被截去，或被重写过。',
  'audit.verdict.has-head': '其中有哈希为 {head} 的记录。',

  'audit.column.time': '时间',
  'audit.column.host': '主机',
  'audit.column.subject': '对象',
  'audit.column.change': '变更',
  'audit.column.outcome': '结果',
  'audit.column.person': '操作人',
  'audit.column.reason': '原因',
  'audit.nothing': '没有符合条件的记录。',
  'audit.kind.set-unit-adj': '{unit} 的 drop-in',
  'audit.kind.remove-unit-adj': '移除 {unit} 的 drop-in',
  'audit.kind.restart-unit': '重启 {unit}',
  'audit.outcome.done': '已完成',
  'audit.outcome.already': '本就如此',
  'audit.outcome.gone': '进程已结束',
  'audit.outcome.another-process': '已是其他进程',
  'audit.outcome.changed-meanwhile': '期间被改动',
  'audit.outcome.denied': '被拒绝',
  'audit.outcome.not-kept': '未能保持',
  'audit.outcome.not-written': '未写入',
  'audit.outcome.unknown': '未知',
  'audit.outcome.not-tried': '未执行',
  'audit.outcome.failed': '失败',
};
