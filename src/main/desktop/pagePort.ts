import type { IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import { PORT_OFFER } from '../../shared/api/transport';
import type { Log } from '../log';
import type { PageConnections } from '../web/pageConnections';
import { PAGE_ORIGIN } from './pageProtocol';
import { PortLink } from './portLink';

/**
 * Connects the page of a window to the API: the only message that main takes from a renderer. One port at a time; the
 * one before is dropped when the page offers another, is loaded anew, crashes or is closed.
 */
export function acceptPagePort(contents: WebContents, pages: PageConnections, log: Log): void {
  let current: PortLink | null = null;
  const drop = (): void => {
    current?.close();
    current = null;
  };
  contents.ipc.on(PORT_OFFER, (event: IpcMainEvent) => {
    const [port, ...others] = event.ports;
    if (port === undefined || others.length > 0 || !isOwnPage(event.senderFrame)) {
      log.warn('a port from something that is not the page was refused');
      for (const refused of event.ports) refused.close();
      return;
    }
    drop();
    current = new PortLink(port);
    pages.connect(current);
  });
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) drop();
  });
  contents.on('render-process-gone', drop);
  contents.on('destroyed', drop);
}

/** The top frame of the window, showing the page. Null: a frame that is already gone. */
function isOwnPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === PAGE_ORIGIN;
}
