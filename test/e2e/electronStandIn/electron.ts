import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { report } from './reporting';
import { FakeSession } from './session';
import { FakeWebContents } from './webContents';

/**
 * As much of Electron as Lowmark's main process uses, over a real Chromium that Playwright drives. It proves that the
 * built main process and preload fit together and with the page: names, order, the port, navigation, life and death.
 * It does not prove what only Electron has: worlds that are isolated, the sandbox, the scheme itself (it is shown as
 * https), dialogs, menus. Those are proven where the binary of Electron is installed.
 */

let context: BrowserContext | null = null;
const profile = mkdtempSync(join(tmpdir(), 'lowmark-stand-in-'));

/** The port on which the test joins this browser. */
const DEBUGGING_PORT = process.env['LOWMARK_STAND_IN_PORT'] ?? '';
const CHROMIUM_ARGS: unknown = JSON.parse(process.env['LOWMARK_STAND_IN_ARGS'] ?? '[]');

class FakeApp extends EventEmitter {
  readonly commandLine = {
    appendSwitch: (): void => {
      this.#mustNotBeReady('commandLine.appendSwitch');
    },
  };
  #ready: Promise<void> | null = null;
  #isSandboxed = false;
  readonly paths = new Map<string, string>();

  setPath(name: string, path: string): void {
    this.#mustNotBeReady('setPath');
    this.paths.set(name, path);
  }

  enableSandbox(): void {
    this.#mustNotBeReady('enableSandbox');
    this.#isSandboxed = true;
  }

  requestSingleInstanceLock(): boolean {
    if (!this.paths.has('userData')) throw new Error('the lock would be that of another data folder');
    return true;
  }

  whenReady(): Promise<void> {
    this.#ready ??= this.#launch();
    return this.#ready;
  }

  quit(): void {
    let isPrevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }

  exit(code = 0): void {
    void (context?.close() ?? Promise.resolve()).finally(() => {
      rmSync(profile, { recursive: true, force: true });
      process.exit(code);
    });
  }

  async #launch(): Promise<void> {
    if (!this.#isSandboxed) throw new Error('the sandbox was not enabled');
    const args = Array.isArray(CHROMIUM_ARGS) ? CHROMIUM_ARGS.map(String) : [];
    context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env['LOWMARK_STAND_IN_CHROMIUM'] ?? '',
      args: [...args, `--remote-debugging-port=${DEBUGGING_PORT}`],
      viewport: null,
      // The test says when this process ends; the browser must not do so first.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    await session.defaultSession.attach(context);
  }

  #mustNotBeReady(what: string): void {
    if (this.#ready !== null) throw new Error(`${what} is of no effect once Electron is ready`);
  }
}

export const app = new FakeApp();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    app.quit();
  });

export const session = { defaultSession: new FakeSession() };

export const protocol = {
  registerSchemesAsPrivileged: (
    schemes: readonly { scheme: string; privileges: { standard?: boolean } }[],
  ): void => {
    for (const { scheme, privileges } of schemes) {
      if (privileges.standard === true) session.defaultSession.standardSchemes.add(scheme);
    }
  },
};

/** What a window of Lowmark must not be without. */
const REQUIRED_PREFERENCES: Readonly<Record<string, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: false,
};

export class BrowserWindow extends EventEmitter {
  readonly webContents: FakeWebContents;

  constructor({ webPreferences }: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
    super();
    for (const [name, wanted] of Object.entries(REQUIRED_PREFERENCES)) {
      if (webPreferences[name] !== wanted)
        throw new Error(`webPreferences.${name} has to be ${String(wanted)}`);
    }
    if (context === null) throw new Error('a window was made before Electron was ready');
    this.webContents = new FakeWebContents(
      context,
      session.defaultSession,
      String(webPreferences['preload']),
    );
    this.webContents.once('destroyed', () => {
      this.emit('closed');
      app.emit('window-all-closed');
    });
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    report({ kind: 'window', endpoint: `http://127.0.0.1:${DEBUGGING_PORT}` });
    this.emit('ready-to-show');
  }

  show(): void {
    report({ kind: 'shown' });
  }

  focus(): void {
    // A headless browser has no focus to give.
  }

  restore(): void {
    // Nor can it be minimised.
  }

  isMinimized(): boolean {
    return false;
  }
}

export const dialog = {
  showErrorBox: (title: string, text: string): void => {
    report({ kind: 'problem', text: `${title}: ${text}` });
  },
};

export const nativeTheme = { shouldUseDarkColors: true };

export const Menu = {
  buildFromTemplate: (template: readonly object[]): readonly object[] => template,
  setApplicationMenu: (): void => undefined,
};
