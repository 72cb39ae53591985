import type { enReportTerminal } from './enReportTerminal';
import { zhCNIncidentDocument } from './zhCNIncidentDocument';

/** See `enReportTerminal.ts`. */
export const zhCNReportTerminal: Readonly<Record<keyof typeof enReportTerminal, string>> = {
  'terminal.report-no-file': '没有文件 {file}。请检查文件名。',
  'terminal.report-no-permission':
    '此账号无权读取 {file}。adm 或 systemd-journal 组的成员通常可以读取；也可以用 sudo 复制一份再读。',
  'terminal.report-folder': '{file} 是目录。请指定其中的日志文件。',
  'terminal.report-packed': '{file} 以 {format} 压缩，此处无法读取。请先解压：{command}',
  'terminal.report-journal': '{file} 是二进制 journal。请先导出为文本再读取：{command}',
  'terminal.report-damaged':
    '{file} 的压缩数据已损坏或不完整（{problem}）。之前的内容已读取；其余部分请重新复制该文件。',
  'terminal.report-unreadable': '无法读取 {file}：{problem}。请检查该文件后重试。',

  'terminal.report-progress': '正在读取 {file}：{readBytes}，{incidents} 起事件',
  'terminal.report-file': '{file}，第 {lines} 行',
  'terminal.report-none': '{files} 中没有 OOM 报告。',
  'terminal.report-no-incident': '{files} 中没有事件 {id}。',
  'terminal.report-counts':
    '事件 {incidents} 起，被杀进程 {kills} 个，早期征兆 {signs} 次，共读取 {readBytes}。',
  'terminal.report-id': '编号',
  'terminal.report-lines': '来源',
  'terminal.report-copies': '共出现 {count} 次',
  'terminal.report-top': '进程表，按重放排名（前 {count} 个）',
  'terminal.report-signs': '早期征兆',
  'terminal.report-page-title': '{files} 中的 OOM 事件',

  'terminal.sign-count': '次数',
  'terminal.sign-kind': '征兆',
  'terminal.sign-who': '进程',
  'terminal.sign-order': '阶',
  'terminal.sign-cgroup': 'cgroup',
  'terminal.sign-first': '首次',
  'terminal.sign-last': '末次',
  'terminal.sign-lines': '行',
  'terminal.sign-allocation-failure': '页分配失败',
  'terminal.sign-allocation-stall': '页分配停滞',
  'terminal.sign-victim-exiting': '被选中的进程已在退出',
  'terminal.sign-reaper-failure': 'reaper 无法回收内存',
  'terminal.sign-cgroup-over-limit': 'cgroup 反复超限',
  'terminal.sign-pagefault-oom': '缺页时没有可用内存',
  'terminal.sign-others': '…… 另有 {count} 种',

  'terminal.replay-predicted': '重放选中',
  'terminal.replay-actual': '内核选中',
  'terminal.replay-died': '被杀',
  'terminal.replay-agrees': '是否一致',
  'terminal.replay-yes': '一致',
  'terminal.replay-no': '不一致',
  'terminal.replay-undecided': '无法比较',
  'terminal.replay-nobody': '无',
  'terminal.replay-model': '模型',
  'terminal.replay-model-heuristic': '2.6.36 之前：虚拟内存、子进程、运行时间、oom_adj',
  'terminal.replay-model-permille': '2.6.36 至 3.4：以 adj 的基数为准的千分比',
  'terminal.replay-model-pages': '3.5 至 5.8：以页计，最少为 1',
  'terminal.replay-model-signed': '5.9 及以后：以页计，可以为负',
  'terminal.replay-total': 'adj 的基数',
  'terminal.replay-total-bytes': '{pages} 页，{total}',
  'terminal.replay-ranking': '排名',
  'terminal.replay-ranking-changed': '更改后的排名',
  'terminal.replay-reason-rounding': '计数误差',
  'terminal.replay-reason-tie': '得分相同',
  'terminal.replay-reason-sacrificed-child': '子进程代替被杀',
  'terminal.replay-reason-swap-not-printed': '报告未打印交换空间',
  'terminal.replay-reason-table-missing': '进程表缺失或不完整',
  'terminal.replay-reason-allocating-task': '谁申请就杀谁',
  'terminal.replay-old-scale':
    '--adj {pid}=-17：oom_score_adj 为 -17 只减 1.7 %。-17 属于 oom_adj；要使进程免于被杀，应为 -1000。',
  'terminal.replay-not-listed': '此处的进程表中没有进程 {pid}，--{option} {pid} 不起作用。',

  ...zhCNIncidentDocument,
};
