import { contextBridge, ipcRenderer } from 'electron';
import { PORT_OFFER, type DesktopBridge } from '../shared/api/transport';

/**
 * Runs before the page, in a world of its own. The page sees one frozen object, which says that this is the desktop
 * shell, and may hand over one end of a MessageChannel, which goes to main. Nothing else passes.
 */

const bridge: DesktopBridge = { shell: 'desktop' };
contextBridge.exposeInMainWorld('lowmark', Object.freeze(bridge));

window.addEventListener('message', (event) => {
  // A frame or another window could post here too; only the page itself is listened to.
  if (event.source !== window || event.origin !== window.location.origin || event.data !== PORT_OFFER) return;
  const [port, ...others] = event.ports;
  if (port !== undefined && others.length === 0) ipcRenderer.postMessage(PORT_OFFER, null, [port]);
});
