import { EventEmitter } from 'node:events';

/** Main's end of a port as Electron has it: messages wait until `start`, and each side is told of the other's close. */
export class FakeMessagePortMain extends EventEmitter {
  readonly #toPage: (data: string) => void;
  readonly #closePage: () => void;
  #waiting: string[] | null = [];
  #isOpen = true;

  constructor(toPage: (data: string) => void, closePage: () => void) {
    super();
    this.#toPage = toPage;
    this.#closePage = closePage;
  }

  postMessage(data: unknown): void {
    if (typeof data !== 'string') throw new TypeError('the stand-in carries strings only');
    if (this.#isOpen) this.#toPage(data);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.emit('message', { data });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#closePage();
  }

  /** What the page posted into its end. */
  arrive(data: string): void {
    if (!this.#isOpen) return;
    if (this.#waiting === null) this.emit('message', { data });
    else this.#waiting.push(data);
  }

  /** The page's end is gone. */
  pageClosed(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.emit('close');
  }
}
