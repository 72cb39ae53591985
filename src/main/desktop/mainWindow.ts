import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE_ADDRESS } from './pageProtocol';

/** The page's own background in its two themes, so that nothing flashes before its style sheet is there. */
const BACKGROUND = { dark: '#0f1317', light: '#f3f5f7' } as const;

/**
 * Makes the window, not yet shown and not yet loaded. Some of these preferences are Electron's defaults; all are
 * stated, so that a change of a default cannot weaken them.
 *
 * @param preloadFile the built preload.
 */
export function createMainWindow(preloadFile: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Lowmark',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}

/** Loads the page into the window. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(PAGE_ADDRESS);
}

/** Brings the window to the front, for somebody who started Lowmark a second time. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
