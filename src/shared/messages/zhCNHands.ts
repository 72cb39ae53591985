import type { enHands } from './enHands';

/** See `zhCN.ts`. */
export const zhCNHands: Readonly<Record<keyof typeof enHands, string>> = {
  'refusal.host-not-connected': '{host} 尚未连接。请等它连上，或在它所在的行中重试。',
  'refusal.host-is-recording': '{host} 是录制，无法查询，也无法修改。',
  'refusal.host-silent': '{host} 在 {waitedSeconds}内没有应答，可能负载过高。请等它的采样恢复正常后再试。',
  'refusal.host-unreadable': '{host} 返回的内容与请求不符。请检查该账号的 sh 和 awk 能否正常使用，然后重试。',
  'hands.hidden-processes': '{host} 对本账号隐藏了其他账号的进程（hidepid），因此没有检查它们。',
  'hands.no-programs': '{host} 上没有可以安全列出进程程序文件的 ls，因此按 exe 匹配的规则不会命中任何进程。',
  'hands.no-units': '{host} 没有 systemd，或其版本无法列出服务，因此没有检查单元文件。',
};
