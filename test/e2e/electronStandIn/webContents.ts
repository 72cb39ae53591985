import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Frame, Page, Request } from '@playwright/test';
import { FakeMessagePortMain } from './messagePortMain';
import { BINDING, CLOSE_PORT, preloadScope, TO_PORT, type FromPage } from './preloadScope';
import { report } from './reporting';
import type { FakeSession } from './session';

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' | 'allow' };

/** A page of the real browser, as main sees it. */
export class FakeWebContents extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly #context: BrowserContext;
  readonly #session: FakeSession;
  readonly #preload: string;
  #page: Page | null = null;
  #ports = new Map<number, FakeMessagePortMain>();
  #windowOpenHandler: WindowOpenHandler | null = null;
  #isLoadingForMain = false;
  #hasCrashed = false;
  /** What main posts arrives in the order in which it was posted. */
  #toPage: Promise<unknown> = Promise.resolve();

  constructor(context: BrowserContext, session: FakeSession, preloadFile: string) {
    super();
    this.#context = context;
    this.#session = session;
    this.#preload = readFileSync(preloadFile, 'utf8');
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  async load(url: string): Promise<void> {
    const page = this.#page ?? (await this.#open());
    await this.#forMain(() => page.goto(this.#session.shown(url)));
  }

  reload(): void {
    const page = this.#page;
    if (page !== null) void this.#forMain(() => (this.#hasCrashed ? this.#replace(page) : page.reload()));
  }

  /** Playwright has no further use for a page that has crashed: a new one takes its place in the window. */
  async #replace(crashed: Page): Promise<void> {
    const address = crashed.url();
    crashed.removeAllListeners('close');
    const page = await this.#adopt(await this.#context.newPage());
    this.#hasCrashed = false;
    await page.goto(address);
    await crashed.close();
  }

  async #forMain(load: () => Promise<unknown>): Promise<void> {
    this.#isLoadingForMain = true;
    await load();
    this.#isLoadingForMain = false;
  }

  async #open(): Promise<Page> {
    if (this.#windowOpenHandler === null) throw new Error('nothing keeps the page from opening windows');
    const page = await this.#adopt(this.#context.pages()[0] ?? (await this.#context.newPage()));
    this.#context.on('page', (popup) => {
      if (popup === this.#page || this.#hasCrashed) return;
      if (this.#windowOpenHandler?.({ url: popup.url() }).action === 'deny') void popup.close();
    });
    return page;
  }

  async #adopt(page: Page): Promise<Page> {
    this.#page = page;
    this.#session.navigationGuard = (url, request) => this.#mayNavigate(url, request);
    await page.exposeBinding(BINDING, ({ frame }, message: FromPage) => {
      this.#fromPage(message, frame);
    });
    await page.addInitScript({ content: preloadScope(this.#preload) });
    this.#reportProblems(page);
    page.on('crash', () => {
      this.#hasCrashed = true;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('close', () => {
      this.emit('destroyed');
    });
    return page;
  }

  #reportProblems(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') report({ kind: 'problem', text: `console: ${message.text()}` });
    });
    page.on('pageerror', (error) => {
      report({ kind: 'problem', text: `page error: ${error.message}` });
    });
  }

  #mayNavigate(url: string, request: Request): boolean {
    const frame = frameOf(request);
    if (frame === null || frame.page() !== this.#page) return false;
    const isMainFrame = frame === this.#page.mainFrame();
    if (!this.#isLoadingForMain && isMainFrame && this.#isPrevented('will-navigate', url)) return false;
    if (!this.#isLoadingForMain && this.#isPrevented('will-frame-navigate', url)) return false;
    this.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false });
    return true;
  }

  #isPrevented(event: string, url: string): boolean {
    let isPrevented = false;
    const preventDefault = (): void => {
      isPrevented = true;
    };
    this.emit(event, { url, preventDefault });
    return isPrevented;
  }

  #fromPage(message: FromPage, frame: Frame): void {
    if (message.kind === 'port-message') this.#ports.get(message.port)?.arrive(message.data);
    else if (message.kind === 'port-close') this.#ports.get(message.port)?.pageClosed();
    else {
      const origin = new URL(this.#session.real(frame.url()));
      this.ipc.emit(message.channel, {
        ports: message.ports.map((port) => this.#portOf(port)),
        senderFrame: { origin: `${origin.protocol}//${origin.host}`, parent: frame.parentFrame() },
      });
    }
  }

  #portOf(id: number): FakeMessagePortMain {
    const port = new FakeMessagePortMain(
      (data) => {
        this.#inPage(TO_PORT, id, data);
      },
      () => {
        this.#inPage(CLOSE_PORT, id, null);
      },
    );
    this.#ports.set(id, port);
    return port;
  }

  #inPage(name: string, id: number, data: string | null): void {
    const post = (): Promise<unknown> | undefined =>
      this.#page?.evaluate(
        (call) => {
          const target: unknown = Reflect.get(window, call.name);
          if (typeof target === 'function') Reflect.apply(target, window, [call.id, call.data]);
        },
        { name, id, data },
      );
    // A page that is gone, or going, has nobody to take it.
    this.#toPage = this.#toPage.then(post).catch(() => undefined);
  }
}

/** Null for a window that is only just being opened. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}
