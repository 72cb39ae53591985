import { protocol, type Session } from 'electron';
import type { RendererFile } from '../web/rendererFiles';
import { SECURITY_HEADERS } from '../web/securityHeaders';

/**
 * The page is loaded from a scheme of its own and not from file:. So it has a real origin, which the CSP's 'self', the
 * preload and the check of a sender can name; it is served from the same list of files with the same headers as in the
 * browser shell; and no address of it reaches anything else on the disk.
 */
const SCHEME = 'app';

export const PAGE_ORIGIN = `${SCHEME}://lowmark`;

/** The one page there is. What follows in its fragment is the router's. */
export const PAGE_ADDRESS = `${PAGE_ORIGIN}/`;

/** Makes the scheme one with an origin. Has to be called before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Answers the page's requests from the renderer's build. */
export function servePage(session: Session, files: ReadonlyMap<string, RendererFile>): void {
  session.protocol.handle(SCHEME, ({ method, url }) => {
    const file =
      method === 'GET' && url.startsWith(PAGE_ADDRESS) ? files.get(new URL(url).pathname) : undefined;
    return file === undefined
      ? new Response(null, { status: 404, headers: SECURITY_HEADERS })
      : new Response(file.body, { headers: file.headers });
  });
}
