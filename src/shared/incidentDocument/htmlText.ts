import type { Message } from '../model';
import type { Language } from '../messages/format';
import { renderMarked } from './foreignParams';
import { visibleText } from './visibleText';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute. */
export function escapedHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

/** Foreign text: escaped, made visible, and kept from turning the direction of what stands around it. */
export function foreignHtml(text: string): string {
  return `<bdi>${escapedHtml(visibleText(text))}</bdi>`;
}

/** A message as HTML text. */
export function htmlOf(message: Message, language: Language): string {
  return renderMarked(message, language, { ours: escapedHtml, foreign: foreignHtml });
}
