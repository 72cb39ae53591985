import type { Message } from '../../../../src/shared/model';
import { en } from '../../../../src/shared/messages/en';
import { zhCN } from '../../../../src/shared/messages/zhCN';

const KNOWN = { en: Object.keys(en), 'zh-CN': Object.keys(zhCN) };

/**
 * What is wrong with a message in any language: a code without a sentence, a gap that nothing fills, a number that is none.
 * Names come from strangers and may look like a gap, so gaps are looked up by name.
 */
export function faultsOf(message: Message): string[] {
  const isKnown = KNOWN.en.includes(message.code) && KNOWN['zh-CN'].includes(message.code);
  if (!isKnown) return [`no sentence for ${message.code}`];
  const faults = Object.entries(message.params)
    .filter(([, value]) => typeof value === 'number' && !Number.isFinite(value))
    .map(([name]) => `${message.code}: ${name} is no number`);
  for (const catalogue of [en, zhCN]) {
    const template = Object.entries(catalogue).find(([code]) => code === message.code)?.[1] ?? '';
    for (const [, gap = ''] of template.matchAll(/\{(\w+)\}/g)) {
      if (!Object.hasOwn(message.params, gap)) faults.push(`${message.code}: nothing for ${gap}`);
    }
  }
  return faults;
}
