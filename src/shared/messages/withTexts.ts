import type { Message } from '../model/message';
import type { Language } from './format';
import { renderMessage } from './renderMessage';

/** A copy of any value of the model in which each sentence, wherever it stands, also carries its rendered `text`. */
export function withTexts(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => withTexts(item, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withTexts(item, language)] as const);
  const copy: object = Object.fromEntries(entries);
  return isMessage(value) ? { ...copy, text: renderMessage(value, language) } : copy;
}

function isMessage(value: object): value is Message {
  return (
    Object.keys(value).length === 2 &&
    'code' in value &&
    typeof value.code === 'string' &&
    'params' in value &&
    typeof value.params === 'object'
  );
}
