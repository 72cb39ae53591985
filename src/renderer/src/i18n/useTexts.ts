import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Language } from '../../../shared/messages/format';
import { renderMessage } from '../../../shared/messages/renderMessage';
import type { Message } from '../../../shared/model';
import type { Text, TextKey, TextParams } from './catalogue';

export interface Texts {
  readonly language: ComputedRef<Language>;
  /** A text of the catalogue in the current language. */
  t(this: void, key: TextKey, params?: TextParams): string;
  /** A sentence of the model or of main, or a text of the catalogue, in the current language. */
  say(this: void, sentence: Message | Text): string;
  /** Sentences as one paragraph: Chinese ones stand without a space between them. */
  join(this: void, sentences: readonly string[]): string;
}

/** The words of the interface in the current language. For use in a component's setup. */
export function useTexts(): Texts {
  const composer = useI18n({ useScope: 'global' });
  const language = computed<Language>(() => (composer.locale.value === 'zh-CN' ? 'zh-CN' : 'en'));

  function t(key: TextKey, params: TextParams = {}): string {
    const count = params['count'];
    return typeof count === 'number' ? composer.t(key, params, count) : composer.t(key, params);
  }

  function say(sentence: Message | Text): string {
    return 'code' in sentence ? renderMessage(sentence, language.value) : t(sentence.key, sentence.params);
  }

  function join(sentences: readonly string[]): string {
    return sentences.join(language.value === 'zh-CN' ? '' : ' ');
  }

  return { language, t, say, join };
}
