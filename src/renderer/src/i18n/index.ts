import type { Plugin } from 'vue';
import { createI18n } from 'vue-i18n';
import type { Language } from '../../../shared/messages/format';
import { en, zhCN } from './catalogue';

export interface TextsPlugin {
  readonly plugin: Plugin;
  setLanguage(language: Language): void;
}

/**
 * The catalogues as a Vue plugin. Texts are plain strings, compiled to a syntax tree at run time and interpreted:
 * nothing is evaluated, so the CSP holds.
 */
export function createTexts(language: Language): TextsPlugin {
  const i18n = createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { en, 'zh-CN': zhCN },
  });
  return {
    plugin: i18n,
    setLanguage: (next) => {
      i18n.global.locale.value = next;
    },
  };
}
