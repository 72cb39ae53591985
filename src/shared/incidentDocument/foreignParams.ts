import type { Message } from '../model';
import type { Language } from '../messages/format';
import { renderMessage } from '../messages/renderMessage';

/** How a format writes the words of the catalogue, and the foreign text within them. */
export interface Writing {
  readonly ours: (text: string) => string;
  readonly foreign: (text: string) => string;
}

/**
 * A message in a format that has markup: the sentence is escaped as a sentence, and each text parameter, which may be
 * anybody's words, as foreign text. Neither can be taken for the other, whatever is in it.
 */
export function renderMarked(message: Message, language: Language, { ours, foreign }: Writing): string {
  const texts: string[] = [];
  const params: Record<string, string | number> = Object.fromEntries(
    Object.entries(message.params).map(([name, given]): [string, string | number] => {
      if (typeof given === 'number') return [name, given];
      texts.push(given);
      // Private-use characters: no catalogue has them, and no foreign text is in the sentence yet.
      return [name, `\ue000${String(texts.length - 1)}\ue001`];
    }),
  );
  return ours(renderMessage({ code: message.code, params }, language)).replace(
    /\ue000(\d+)\ue001/g,
    (_mark, index: string) => foreign(texts[Number(index)] ?? ''),
  );
}
