import { EventEmitter } from 'node:events';
import type { BrowserContext, Request, Route } from '@playwright/test';
import { report } from './reporting';

/** Chromium cannot be taught a scheme from outside, so a standard one is shown to it as https with this ending. */
const SHOWN_SUFFIX = '.stand-in.invalid';

type BeforeRequest = (
  details: { readonly url: string },
  answer: (answer: { cancel: boolean }) => void,
) => void;
type Permission = 'clipboard-sanitized-write';

/** Says whether a navigation may go on. */
export type NavigationGuard = (url: string, request: Request) => boolean;

export class FakeSession extends EventEmitter {
  readonly standardSchemes = new Set<string>();
  readonly #handlers = new Map<string, (request: globalThis.Request) => Response | Promise<Response>>();
  #beforeRequest: BeforeRequest | null = null;
  navigationGuard: NavigationGuard = () => true;

  readonly protocol = {
    handle: (
      scheme: string,
      handler: (request: globalThis.Request) => Response | Promise<Response>,
    ): void => {
      if (!this.standardSchemes.has(scheme))
        throw new Error(`${scheme} has no origin: it was not registered in time`);
      this.#handlers.set(scheme, handler);
    },
  };

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(
    handler: (contents: null, permission: string, answer: (is: boolean) => void) => void,
  ): void {
    for (const permission of ['geolocation', 'media', 'notifications', 'openExternal']) {
      handler(null, permission, (isGranted) => {
        if (isGranted) throw new Error(`the page may use ${permission}`);
      });
    }
  }

  setPermissionCheckHandler(handler: (contents: null, permission: Permission | 'media') => boolean): void {
    if (handler(null, 'media')) throw new Error('the page may use media');
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    if (handler()) throw new Error('the page may use devices');
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    if (isEnabled) throw new Error('the spell checker would fetch dictionaries');
  }

  setProxy(): Promise<void> {
    return Promise.resolve();
  }

  /** The address under which Chromium is shown `url`. */
  shown(url: string): string {
    const { protocol, host, pathname, search, hash } = new URL(url);
    return `https://${protocol.slice(0, -1)}.${host}${SHOWN_SUFFIX}${pathname}${search}${hash}`;
  }

  /** The address that main sees for what Chromium asks for. */
  real(url: string): string {
    const { host, pathname, search, hash } = new URL(url);
    if (!host.endsWith(SHOWN_SUFFIX)) return url;
    const [scheme = '', ...rest] = host.slice(0, -SHOWN_SUFFIX.length).split('.');
    return `${scheme}://${rest.join('.')}${pathname}${search}${hash}`;
  }

  /** Lets every request of the browser pass through main's handlers, and none to a network. */
  async attach(context: BrowserContext): Promise<void> {
    await context.route('**/*', (route, request) => this.#answer(route, request));
  }

  async #answer(route: Route, request: Request): Promise<void> {
    const url = this.real(request.url());
    if (request.isNavigationRequest() && !this.navigationGuard(url, request)) {
      report({ kind: 'blocked', url });
      // As in Electron, a navigation that main prevents leaves the page where it is.
      await route.fulfill({ status: 204 });
      return;
    }
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined || this.#isCancelled(url)) {
      report({ kind: 'blocked', url });
      await route.abort('blockedbyclient');
      return;
    }
    const response = await handler(new globalThis.Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #isCancelled(url: string): boolean {
    if (this.#beforeRequest === null) throw new Error('nothing keeps the page from the network');
    let isCancelled = false;
    this.#beforeRequest({ url }, ({ cancel }) => {
      isCancelled = cancel;
    });
    return isCancelled;
  }
}
