import type { Translated } from '../translated';
import type { access as en } from '../en/access';

export const access: Translated<typeof en> = {
  newKeyTitle: '首次连接 {name}',
  newKeyBody:
    'Lowmark 从未见过此主机的密钥。请向机器的管理者索取指纹，或在其控制台上运行下面的命令，并逐字核对。两者完全一致时才接受；否则应答的可能不是这台机器。',
  newKeyCommand: '在该主机上运行',
  keyType: '密钥类型',
  fingerprint: 'SHA-256 指纹',
  accept: '接受密钥',
  accepting: '正在接受…',
  notNow: '暂不',
  accepted: '已记录 {name} 的密钥。',
  keyGone: '服务器目前没有提供需要确认的密钥。',

  changedTitle: '{name} 的主机密钥已改变',
  changedBody: '可能是机器重装了系统，也可能有人在中间冒充它。在弄清楚之前，Lowmark 不会向它发送任何内容。',
  offeredKey: '现在提供的密钥',
  knownKey: '已记录的密钥',
  knownIn: '{file}，第 {line} 行',
  changedRemove: '如果确信新密钥无误',
  changedStepVerify: '通过其他渠道与机器的管理者核对新的指纹。',
  changedStepRemove: '从上述文件中删除旧密钥所在的那一行。',
  changedStepRetry: '然后在这里重试，Lowmark 会把新密钥当作首次连接来显示。',
  tryAgain: '重试',

  passwordTitle: '输入 {name} 的密码',
  passphraseTitle: '输入 {name} 的密钥口令',
  password: '密码',
  passphrase: '口令',
  secretEmpty: '请输入后再连接。',
  secretNote: '只在内存中保留到 Lowmark 退出，不会保存。',
  connect: '连接',
  connecting: '正在连接…',
};
