import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { SECURITY_HEADERS } from './securityHeaders';

/** A file of the renderer's build, as it is served. */
export interface RendererFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Files below this folder have a hash of their content in their name. */
const HASHED_FOLDER = '/assets/';

/** The build is not there, or not whole. */
export class RendererMissingError extends Error {
  override readonly name = 'RendererMissingError';
}

/**
 * Reads the renderer's build into memory: a few megabytes, once. Requests are then looked up by their exact path, so
 * that there is no path to traverse, and the files cannot change under a page that is open.
 *
 * @returns the files by their URL path; `/` is the page itself.
 * @throws RendererMissingError where `folder` holds no page.
 */
export async function readRendererFiles(folder: string): Promise<ReadonlyMap<string, RendererFile>> {
  const files = new Map<string, RendererFile>();
  for (const path of await filesIn(folder)) {
    const urlPath = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(urlPath, { body: await readFile(path), headers: headersOf(urlPath) });
  }
  const page = files.get('/index.html');
  if (page === undefined) throw new RendererMissingError(`there is no built page in ${folder}`);
  files.set('/', page);
  return files;
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    // Regular files only: a link could lead out of the folder.
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    throw new RendererMissingError(`the built page in ${folder} cannot be read`, { cause });
  }
}

function headersOf(urlPath: string): Readonly<Record<string, string>> {
  return {
    ...SECURITY_HEADERS,
    'Content-Type': CONTENT_TYPES[extname(urlPath)] ?? 'application/octet-stream',
    'Cache-Control': urlPath.startsWith(HASHED_FOLDER) ? 'private, max-age=31536000, immutable' : 'no-store',
  };
}
