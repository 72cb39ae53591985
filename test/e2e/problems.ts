import type { BrowserContext, Page } from '@playwright/test';

/**
 * What must not happen on any page of any test: an error on the console (a violated policy is one), an exception
 * nobody caught, a request to anywhere but the shell itself. A test that provokes one says so beforehand.
 */
export class Problems {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Things of this kind are part of the test. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  add(problem: string): void {
    this.#found.push(problem);
  }

  /** What nobody expected. */
  get unexpected(): readonly string[] {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  /** Watches every page of the context, popups included. */
  watch(context: BrowserContext, isOwn: (url: string) => boolean): void {
    const watchPage = (page: Page): void => {
      page.on('console', (message) => {
        if (message.type() === 'error') this.add(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => {
        this.add(`page error: ${error.stack ?? error.message}`);
      });
      page.on('websocket', (socket) => {
        if (!isOwn(socket.url())) this.add(`foreign socket: ${socket.url()}`);
      });
    };
    context.pages().forEach(watchPage);
    context.on('page', watchPage);
    context.on('request', (request) => {
      if (!isOwn(request.url())) this.add(`foreign request: ${request.url()}`);
    });
  }
}
