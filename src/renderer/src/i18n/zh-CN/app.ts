import type { Translated } from '../translated';
import type { app as en } from '../en/app';

export const app: Translated<typeof en> = {
  mainNavigation: '主导航',
  fleetLink: '主机群',
  killsLink: 'OOM 记录',
  changesLink: '变更',
  policiesLink: '策略',
  killsUnseen: '{count} 份新的 OOM 报告',
  hostsByState: '按状态统计的主机',
  showHostsInState: '只看此状态的主机：{state}，{count} 台',
  addHost: '添加主机',
  close: '关闭',
  cancel: '取消',
  dismiss: '知道了',
  back: '返回主机群',
  notifications: '通知',
  pageNotFound: '没有这个页面。',
  pageFailed: '页面加载失败，请重新加载 Lowmark。',

  theme: {
    choose: '主题',
    system: '跟随系统',
    dark: '深色',
    light: '浅色',
  },
  language: {
    choose: '语言',
    en: 'English',
    'zh-CN': '简体中文',
  },

  connection: {
    lost: '与 Lowmark 的连接已断开，正在重连。当前显示的内容可能已过时。',
    lostRetryIn: '{pause}后重试。',
    retryNow: '立即重连',
    streamBroken: '主机数据流中断，正在重新打开。',
    tokenMissingTitle: '请使用 Lowmark 打印的地址打开此页面',
    tokenMissingBody: '该地址带有一次性令牌，页面凭它才能接入；没有令牌，Lowmark 不会应答。',
    tokenRefusedTitle: '此页面的令牌已失效',
    tokenRefusedBody: 'Lowmark 每次启动都会生成新的令牌。打开此页面之后，它已重新启动过。',
    tokenStepFind: '查看运行 Lowmark 的终端。',
    tokenStepCopy: '复制它打印的完整地址，直到令牌末尾。',
    tokenStepOpen: '在此标签页中打开该地址。',
  },

  readOnly: '此处无法修改主机列表。',

  writeMode: {
    badge: '只读',
    tip: '只读模式已开启：不会向任何主机写入。点击可重新允许变更。',
    forcedTip: '只读模式已开启：不会向任何主机写入。Lowmark 启动时即指定了此模式。',
    turnOn: '当前允许变更。点击开启只读模式',
    turnedOn: '只读模式已开启：关闭之前，任何人都无法通过 Lowmark 写入主机。',
    turnedOff: '只读模式已关闭：可以再次进行变更，每次仍须先看计划再确认。',
    dialogTitle: '只读模式',
    onBody: '当前已开启：无论谁在本窗口还是在终端中操作，Lowmark 都不会写入任何主机。',
    forcedBody:
      '此模式由外部强制开启：启动 Lowmark 时设置了环境变量 LOWMARK_READ_ONLY。此处无法关闭；如需允许变更，请去掉该变量后重新启动。',
    allowsTitle: '关闭后将允许以下操作，每次都须先看计划再确认：',
    allowsAdj: '修改进程的 oom_score_adj，旧内核上为 oom_adj；',
    allowsUnits: '写入或删除 Lowmark 为 systemd 单元创建的 drop-in 文件，以及重启单元；',
    allowsNothingElse: '除此之外不做任何修改。所有变更都会记入审计日志。',
    keep: '保持开启',
    turnOff: '允许变更',
  },

  problem: {
    notConnected: 'Lowmark 当前未连接，未做任何更改。请在恢复连接后重试。',
    internal: 'Lowmark 内部出错，详情见日志。请重试。',
  },

  time: {
    now: '刚刚',
    ago: '{age}前',
    never: '从未',
  },
  notReported: '未报告',

  shortcuts: {
    title: '键盘快捷键',
    search: '搜索列表',
    clearSearch: '清空搜索和筛选，回到表格',
    move: '上一行或下一行',
    page: '上翻或下翻一页',
    ends: '第一行或最后一行',
    open: '打开主机或报告',
    actions: '进入或离开该行的按钮',
    menu: '该行的菜单',
    add: '添加主机',
    openLog: 'OOM 记录页：打开内核日志',
    pasteLog: 'OOM 记录页：读取剪贴板中的内核日志',
    tabs: '主机页：选择视图',
    sections: '报告：跳到某一部分',
    policyTabs: '策略页：偏差或策略文件',
    select: '选中该行（可多选的列表）',
    newChange: '变更页：新建变更',
    neighbours: '报告：较新或较早的一份',
    help: '显示这些快捷键',
  },
};
