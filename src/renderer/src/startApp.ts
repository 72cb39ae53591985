import { createPinia } from 'pinia';
import { createApp, watch } from 'vue';
import { TOKEN_FRAGMENT_KEY } from '../../shared/api/transport';
import App from './App.vue';
import { takeTokenFromAddress } from './bridge';
import { createTexts } from './i18n';
import { createAppRouter } from './router';
import { useChangeStore } from './stores/changeStore';
import { useClockStore } from './stores/clockStore';
import { useConnectionStore, type OpenConnection } from './stores/connectionStore';
import { useFleetStore } from './stores/fleetStore';
import { useIncidentStore } from './stores/incidentStore';
import { usePolicyStore } from './stores/policyStore';
import { useSettingsStore } from './stores/settingsStore';

/**
 * A freshly printed address that is opened in a tab where this page already runs changes only the fragment, and the
 * browser loads nothing: take the token and start anew.
 */
function reloadOnNewToken(): void {
  window.addEventListener('hashchange', () => {
    const fragment = new URLSearchParams(window.location.hash.replace(/^#\/?/, ''));
    if (!fragment.has(TOKEN_FRAGMENT_KEY)) return;
    takeTokenFromAddress();
    window.location.reload();
  });
}

/** Keeps theme and language of the document what the settings say. */
function applySettings(setLanguage: ReturnType<typeof createTexts>['setLanguage']): void {
  const settings = useSettingsStore();
  watch(
    () => settings.theme,
    (theme) => {
      document.documentElement.dataset['theme'] = theme;
    },
    { immediate: true },
  );
  watch(
    () => settings.language,
    (language) => {
      setLanguage(language);
      document.documentElement.lang = language;
    },
    { immediate: true },
  );
}

/** Lets the streams of the fleet and of all that belongs to it, and the clock, follow whichever connection is open. */
function followConnection(): void {
  const connection = useConnectionStore();
  const fleet = useFleetStore();
  const incidents = useIncidentStore();
  const changes = useChangeStore();
  const policies = usePolicyStore();
  const clock = useClockStore();
  watch(
    () => connection.client,
    (client, _before, onCleanup) => {
      if (client === null) return;
      const ending = new AbortController();
      onCleanup(() => {
        ending.abort();
      });
      void fleet.follow(client, ending.signal);
      void incidents.follow(client, ending.signal);
      void changes.follow(client, ending.signal);
      void policies.follow(client, ending.signal);
      // Without main's time the ages are by this page's own clock, which is the same one on most machines.
      clock.synchronise(async () => (await client.app.readClock()).nowMs).catch(() => undefined);
    },
  );
}

/**
 * Starts the application in `#app`.
 * @param open how a connection to main is opened
 */
export function startApp(open: OpenConnection): void {
  const pinia = createPinia();
  const texts = createTexts('en');
  const app = createApp(App).use(pinia).use(texts.plugin);
  applySettings((language) => {
    texts.setLanguage(language);
  });
  reloadOnNewToken();
  followConnection();
  useClockStore().start();
  void useConnectionStore().run(open, new AbortController().signal);
  app.use(createAppRouter()).mount('#app');
}
