/** What the page's half of the stand-in tells main's half. */
export type FromPage =
  | { readonly kind: 'post'; readonly channel: string; readonly ports: readonly number[] }
  | { readonly kind: 'port-message'; readonly port: number; readonly data: string }
  | { readonly kind: 'port-close'; readonly port: number };

/** The name under which the page's half reaches main's. A real preload has no such thing in the page's world. */
export const BINDING = '__standInToMain';

/** The names under which main's half reaches the page's. */
export const TO_PORT = '__standInToPort';
export const CLOSE_PORT = '__standInClosePort';

/**
 * A script that runs the text of a preload before the page, in the top frame, with as much of `electron` as a
 * sandboxed preload has: any other `require` throws, as it does there.
 */
export function preloadScope(preload: string): string {
  return `(() => {
    if (window.top !== window) return;
    const toMain = (message) => window.${BINDING}(message);
    const ports = new Map();
    const take = (port) => {
      const id = Math.floor(Math.random() * 2 ** 48);
      ports.set(id, port);
      port.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') throw new TypeError('the stand-in carries strings only');
        toMain({ kind: 'port-message', port: id, data });
      });
      port.addEventListener('close', () => toMain({ kind: 'port-close', port: id }));
      port.start();
      return id;
    };
    Object.defineProperty(window, '${TO_PORT}', { value: (id, data) => ports.get(id)?.postMessage(data) });
    Object.defineProperty(window, '${CLOSE_PORT}', { value: (id) => ports.get(id)?.close() });
    const frozen = (value) => {
      if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
      return Object.freeze(value);
    };
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name, api) => {
          Object.defineProperty(window, name, { value: frozen(structuredClone(api)), enumerable: true });
        },
      },
      ipcRenderer: {
        postMessage: (channel, message, transfer = []) => {
          if (message !== null) throw new TypeError('the stand-in carries ports only');
          toMain({ kind: 'post', channel, ports: transfer.map(take) });
        },
      },
    };
    const require = (name) => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return electron;
    };
    ((require, module, exports) => {
${preload}
    })(require, { exports: {} }, {});
  })();`;
}
