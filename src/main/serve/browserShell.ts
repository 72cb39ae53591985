import { createApp, type App } from '../app';
import { systemClock } from '../clock';
import type { Log } from '../log';
import { dataFolderOf } from '../storage/dataFolder';
import { TOKEN_FRAGMENT_KEY } from '../../shared/api/transport';
import { readRendererFiles, RendererMissingError } from '../web/rendererFiles';
import type { ServeOptions } from './options';
import { startPageServer, type PageServer, type PageServerOptions } from './server';
import { newToken } from './token';

/** The port that is tried first, so that a tunnel to a jump host can be set up once. */
const USUAL_PORT = 7341;

/** Why the browser shell could not start, as one sentence for the person who started it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export interface BrowserShellSetting {
  readonly options: ServeOptions;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder of the renderer's build. */
  readonly rendererFolder: string;
  readonly resourcesFolder: string;
  readonly version: string;
  readonly log: Log;
}

export interface BrowserShell {
  /** The address to open, with the token of this run in its fragment. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts the application and the server of its page.
 *
 * @throws StartError
 */
export async function startBrowserShell(setting: BrowserShellSetting): Promise<BrowserShell> {
  const files = await filesOrSentence(setting.rendererFolder);
  const app = await appOrSentence(setting);
  const token = newToken();
  const server = await serverOrSentence(setting.options.port, {
    router: app.router,
    files,
    token,
    log: setting.log,
  }).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  return {
    address: `http://127.0.0.1:${String(server.port)}/#${TOKEN_FRAGMENT_KEY}=${token}`,
    close: async () => {
      await server.close();
      await app.close();
    },
  };
}

async function filesOrSentence(folder: string): ReturnType<typeof readRendererFiles> {
  try {
    return await readRendererFiles(folder);
  } catch (cause) {
    if (!(cause instanceof RendererMissingError)) throw cause;
    throw new StartError(`The page is not built (nothing in ${folder}): run "npm run build".`, { cause });
  }
}

async function appOrSentence({
  options,
  environment,
  resourcesFolder,
  version,
  log,
}: BrowserShellSetting): Promise<App> {
  const dataFolder = dataFolderOf(environment);
  try {
    return await createApp({
      shell: 'browser',
      dataFolder,
      resourcesFolder,
      version,
      isDemoShown: options.isDemoShown,
      clock: systemClock,
      log,
    });
  } catch (cause) {
    throw new StartError(`The data folder ${dataFolder} cannot be used: ${reasonOf(cause)}.`, { cause });
  }
}

async function serverOrSentence(
  port: number | null,
  options: Omit<PageServerOptions, 'port'>,
): Promise<PageServer> {
  try {
    return await startPageServer({ ...options, port: port ?? USUAL_PORT });
  } catch (cause) {
    if (port === null && codeOf(cause) === 'EADDRINUSE') return startPageServer({ ...options, port: 0 });
    throw new StartError(`Port ${String(port ?? USUAL_PORT)} cannot be listened on: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : null;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has it',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'there is a file where a folder should be',
};

function reasonOf(cause: unknown): string {
  return REASONS[codeOf(cause) ?? ''] ?? (cause instanceof Error ? cause.message : String(cause));
}
