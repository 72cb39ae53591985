import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { Language } from '../../../shared/messages/format';

export const THEME_CHOICES = ['system', 'dark', 'light'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

const THEME_KEY = 'lowmark.theme';
const LANGUAGE_KEY = 'lowmark.language';

/** The first language of the system that the interface has; English if there is none. */
function languageOfSystem(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

function storedTheme(): ThemeChoice {
  const stored = window.localStorage.getItem(THEME_KEY);
  return THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
}

function storedLanguage(): Language {
  const stored = window.localStorage.getItem(LANGUAGE_KEY);
  return LANGUAGES.find((language) => language === stored) ?? languageOfSystem(window.navigator.languages);
}

/** What this person prefers on this machine. Kept in the page's own storage: it is nobody else's business. */
export const useSettingsStore = defineStore('settings', () => {
  const themeChoice = ref(storedTheme());
  const language = ref(storedLanguage());

  const systemIsLight = window.matchMedia('(prefers-color-scheme: light)');
  const prefersLight = ref(systemIsLight.matches);
  systemIsLight.addEventListener('change', ({ matches }) => {
    prefersLight.value = matches;
  });

  const theme = computed<'dark' | 'light'>(() => {
    if (themeChoice.value !== 'system') return themeChoice.value;
    return prefersLight.value ? 'light' : 'dark';
  });

  // The choice is stored, not its outcome, so that "as the system" stays that.
  watch(themeChoice, (choice) => window.localStorage.setItem(THEME_KEY, choice));
  watch(language, (chosen) => window.localStorage.setItem(LANGUAGE_KEY, chosen));

  return { themeChoice, language, theme };
});
