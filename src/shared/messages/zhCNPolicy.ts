import type { enPolicy } from './enPolicy';
import { zhCNPolicyFile } from './zhCNPolicyFile';

/** See `zhCN.ts`. */
export const zhCNPolicy: Readonly<Record<keyof typeof enPolicy, string>> = {
  'policy.live': '{comm} ({pid}) 当前为 {liveAdj}，规则“{rule}”要求 {wanted}。',
  'policy.live-in-unit': '{unit} 中的 {comm} ({pid}) 当前为 {liveAdj}，规则“{rule}”要求 {wanted}。',
  'policy.live-old-scale':
    '{comm} ({pid}) 的 oom_adj 为 {oomAdj}，折合 oom_score_adj {liveAdj}，规则“{rule}”要求 {wanted}。',
  'policy.live-unit-right':
    '{comm} ({pid}) 当前为 {liveAdj}，规则“{rule}”要求 {wanted}，{unit} 启动时设为 {unitAdj}：要么启动后被改过，要么单元文件是启动后才改的。',
  'policy.live-as-unit':
    '{comm} ({pid}) 当前为 {liveAdj}，与 {unit} 启动时所设一致，但规则“{rule}”要求 {wanted}。',
  'policy.live-and-unit':
    '{comm} ({pid}) 当前为 {liveAdj}，{unit} 启动时设为 {unitAdj}，规则“{rule}”要求 {wanted}。',
  'policy.live-unit-silent':
    '{comm} ({pid}) 当前为 {liveAdj}，{unit} 没有设置 OOMScoreAdjust=，重启后会是 {inheritedAdj}；规则“{rule}”要求 {wanted}。',
  'policy.unit':
    '{comm} ({pid}) 当前为 {liveAdj}，符合规则“{rule}”（{wanted}），但 {unit} 启动时设为 {unitAdj}，重启后就不符合了。',
  'policy.unit-silent':
    '{comm} ({pid}) 当前为 {liveAdj}，符合规则“{rule}”（{wanted}），但 {unit} 没有设置 OOMScoreAdjust=，重启后会变成 {inheritedAdj}。',
  'policy.unit-only':
    '{comm} ({pid}) 的当前值读不到；{unit} 启动时设为 {unitAdj}，规则“{rule}”要求 {wanted}。',
  'policy.unit-silent-only':
    '{comm} ({pid}) 的当前值读不到；{unit} 没有设置 OOMScoreAdjust=，规则“{rule}”要求 {wanted}。',
  'policy.victim':
    '{comm} ({pid}) 是下一个被杀的进程，尽管它的值 {liveAdj} 符合规则“{rule}”（{wanted}）：它占用内存太多，这个值保不住它。请查明增长原因、限制其内存，或换用更强的保护层级。',
  'policy.victim-live': '{comm} ({pid}) 是下一个被杀的进程：当前为 {liveAdj}，而规则“{rule}”要求 {wanted}。',
  'policy.victim-unit':
    '{comm} ({pid}) 是下一个被杀的进程，尽管它的值 {liveAdj} 符合规则“{rule}”（{wanted}）；而且 {unit} 启动时设为 {unitAdj}，重启后更危险。',
  'policy.victim-unit-silent':
    '{comm} ({pid}) 是下一个被杀的进程，尽管它的值 {liveAdj} 符合规则“{rule}”（{wanted}）；而且 {unit} 没有设置 OOMScoreAdjust=，重启后更危险。',
  'policy.victim-in-pod':
    '{comm} ({pid}) 是下一个被杀的进程，尽管规则“{rule}”要保护它（{wanted}）：kubelet 按 Pod 的 QoS 等级把它设为 {liveAdj}。请让 Pod 的 requests 与 limits 相等，或提高 requests。',

  'policy.note-pods':
    '有 {processes} 个匹配规则的进程在 Kubernetes Pod 中；它们的值由 kubelet 按 Pod 的 QoS 等级设置，因此不作比较。',
  'policy.note-containers':
    '有 {processes} 个容器内的进程与策略不符。现在的设置会随容器结束而失效；要长期有效，请用 docker run 或 podman run 的 --oom-score-adj，或 compose 文件里的 oom_score_adj。',
  'policy.note-not-reported': '有 {processes} 个匹配规则的进程读不到当前值。',
  'policy.note-own-setting': '有 {processes} 个进程未计入：它们的值由 {program} 有意自行设置。',
  'policy.note-sample': '仅凭采样数据：不知道程序文件和单元文件，因此要求 exe 的规则不会匹配，只比较当前值。',
  'policy.note-more': '还有 {findings} 处偏差未显示。一条规则匹配这么多进程时，最好先改规则本身。',

  'policy.host-not-connected': '{host} 未连接，连上后会检查。',
  'policy.host-failed': '无法检查 {host}：{problem}。',

  'refusal.policy-broken': '未保存：策略第 {line} 行第 {column} 列有问题，共 {problems} 处问题。',
  'refusal.policy-too-large': '未保存：策略最多 {limit} 个字符。',
  'refusal.policy-changed': '未保存：读取之后已有人保存了另一份策略。请重新读取，再把自己的修改加进去。',
  'refusal.policy-read-only': '未保存：另一个 Lowmark 正占用数据目录。请在那里保存，或先退出它。',
  'refusal.policy-unreadable': '无法读取 {path}（{problem}），因此没有覆盖它。',

  'terminal.drift-host': '主机',
  'terminal.drift-process': '进程',
  'terminal.drift-unit': '单元',
  'terminal.drift-rule': '规则',
  'terminal.drift-wanted': '要求',
  'terminal.drift-live': '当前',
  'terminal.drift-at-start': '启动时',
  'terminal.drift-state': '偏差',
  'terminal.drift-is-live': '当前值',
  'terminal.drift-is-unit': '单元文件',
  'terminal.drift-is-victim': '下一个被杀',
  'terminal.drift-note': '{host}：{note}',
  'terminal.drift-none': '没有偏差。主机 {hosts} 台，匹配规则的进程 {covered} 个。',
  'terminal.drift-some':
    '偏差 {findings} 处，涉及 {driftedHosts} 台主机（共 {hosts} 台）；匹配规则的进程 {covered} 个。',
  'terminal.drift-failed': '有 {failed} 台主机无法检查。',
  'terminal.policy-none': '还没有策略：{path} 不存在，或其中没有规则。可用“{command}”打印一份作为起点。',
  'terminal.policy-problems': '{path}：有 {problems} 处问题，未检查任何主机。',
  'terminal.no-listed-hosts': '列表中没有可以连接的主机。',

  ...zhCNPolicyFile,
};
