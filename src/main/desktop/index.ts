import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, session } from 'electron';
import { version } from '../../../package.json';
import { createApp, type App } from '../app';
import { systemClock } from '../clock';
import { stderrLog } from '../log';
import { dataFolderOf } from '../storage/dataFolder';
import { PageConnections } from '../web/pageConnections';
import { readRendererFiles } from '../web/rendererFiles';
import { surviveCrashes } from './crashes';
import { lockDownContents, lockDownSession, silenceChromium } from './lockDown';
import { bringToFront, createMainWindow, loadPage } from './mainWindow';
import { setMenu } from './menu';
import { acceptPagePort } from './pagePort';
import { registerPageScheme, servePage } from './pageProtocol';

/** The desktop shell: one window on the application. `--demo` shows the demo fleet. */

const BUILD_FOLDER = join(import.meta.dirname, '..');

const CLOSE_WITHIN_MS = 5_000;

/** Before Electron is ready: what can only be set then. */
function prepare(dataFolder: string): void {
  const chromiumFolder = join(dataFolder, 'chromium');
  mkdirSync(chromiumFolder, { recursive: true, mode: 0o700 });
  app.setPath('userData', dataFolder);
  // Caches and the like stay out of the way of what Lowmark itself keeps.
  app.setPath('sessionData', chromiumFolder);
  app.enableSandbox();
  silenceChromium();
  registerPageScheme();
}

async function start(dataFolder: string): Promise<void> {
  await app.whenReady();
  setMenu(process.platform);
  await lockDownSession(session.defaultSession);
  servePage(session.defaultSession, await readRendererFiles(join(BUILD_FOLDER, 'renderer')));
  const application = await createApp({
    shell: 'desktop',
    dataFolder,
    resourcesFolder: join(BUILD_FOLDER, '..', 'resources'),
    version,
    isDemoShown: process.argv.includes('--demo'),
    clock: systemClock,
    log: stderrLog,
  });
  closeBeforeQuit(application);
  await openWindow(application);
}

async function openWindow(application: App): Promise<void> {
  const window = createMainWindow(join(BUILD_FOLDER, 'preload', 'index.cjs'));
  lockDownContents(window.webContents);
  acceptPagePort(window.webContents, new PageConnections(application.router, stderrLog), stderrLog);
  surviveCrashes(window.webContents, {
    clock: systemClock,
    log: stderrLog,
    onGivenUp: () => {
      fail('The page keeps crashing. Lowmark ends; the lines on stderr say why.');
    },
  });
  app.on('second-instance', () => {
    bringToFront(window);
  });
  await loadPage(window);
}

/** Connections to hosts end, and the data folder is given free, before the process does. */
function closeBeforeQuit(application: App): void {
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.once('before-quit', (event) => {
    event.preventDefault();
    setTimeout(() => {
      app.exit(1);
    }, CLOSE_WITHIN_MS);
    application.close().then(
      () => {
        app.exit(0);
      },
      (error: unknown) => {
        stderrLog.warn('the desktop shell did not end cleanly', error);
        app.exit(1);
      },
    );
  });
}

function fail(sentence: string): void {
  dialog.showErrorBox('Lowmark', sentence);
  app.exit(1);
}

const dataFolder = dataFolderOf(process.env);
prepare(dataFolder);
if (app.requestSingleInstanceLock()) {
  start(dataFolder).catch((error: unknown) => {
    stderrLog.warn('the desktop shell could not start', error);
    fail(`Lowmark cannot start: ${error instanceof Error ? error.message : String(error)}`);
  });
} else {
  // The window of the process that has the lock comes to the front; this one has nothing to do.
  app.quit();
}
