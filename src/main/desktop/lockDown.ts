import { app, type Session, type WebContents } from 'electron';
import { PAGE_ADDRESS } from './pageProtocol';

/** The one thing beyond its window that the page may do: put text on the clipboard when a person asks for it. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/**
 * Keeps Chromium from speaking to anybody on its own: no name is ever looked up, and the services that would want one
 * are off. Has to be called before Electron is ready. (Connections to hosts are Node's, and not touched by this.)
 */
export function silenceChromium(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('dns-prefetch-disable');
  app.commandLine.appendSwitch('no-pings');
}

/** Takes everything from the page's session that the page has no use for. */
export async function lockDownSession(session: Session): Promise<void> {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === ALLOWED_PERMISSION);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === ALLOWED_PERMISSION);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !url.startsWith(PAGE_ADDRESS) });
  });
  await session.setProxy({ mode: 'direct' });
}

/** Keeps a window on its page: it goes nowhere else, and opens and embeds nothing. */
export function lockDownContents(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault: () => void }): void => {
    if (withoutFragment(event.url) !== PAGE_ADDRESS) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
