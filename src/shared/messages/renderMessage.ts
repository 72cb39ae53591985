import type { Message } from '../model/message';
import { en } from './en';
import type { Language } from './format';
import { formatBytes, formatDuration } from './format';
import { zhCN } from './zhCN';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, 'zh-CN': zhCN };

/** A parameter as text, by the unit at the end of its name. */
function formatParameter(name: string, parameter: string | number, language: Language): string {
  if (typeof parameter === 'string') return parameter;
  if (name.endsWith('Bytes')) return formatBytes(parameter);
  if (name.endsWith('Seconds')) return formatDuration(parameter, language);
  if (name.endsWith('Percent')) return `${percentOf(parameter)} %`;
  return Number.isFinite(parameter) ? String(parameter) : '–';
}

/** Whole numbers, and one digit more where that is most of it: 1.7, 12. */
function percentOf(percent: number): string {
  if (!Number.isFinite(percent)) return '–';
  return String(Math.abs(percent) < 9.95 ? Math.round(percent * 10) / 10 : Math.round(percent));
}

/**
 * A message as one sentence in the reader's language. A code that the catalogue does not have, and a gap that no
 * parameter fills, are shown as they are rather than hidden.
 */
export function renderMessage(message: Message, language: Language): string {
  const template = CATALOGUES[language][message.code] ?? message.code;
  return template.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const parameter = Object.hasOwn(message.params, name) ? message.params[name] : undefined;
    return parameter === undefined ? gap : formatParameter(name, parameter, language);
  });
}
