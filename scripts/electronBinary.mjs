import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { pinnedNode, toolEnvironment } from './setUp.mjs';

/** A download that stands still this long has failed; a slow one that moves may take its time. */
const STALL_LIMIT_MS = 20_000;
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const LOOK_MS = 1_000;
const PROBE_LIMIT_MS = 20_000;

/** Where Electron is unpacked, or would be. */
export function electronFolder(root) {
  return process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules', 'electron', 'dist');
}

function electronPath(root) {
  const record = join(root, 'node_modules', 'electron', 'path.txt');
  const name = existsSync(record) ? readFileSync(record, 'utf8') : 'electron';
  const path = join(electronFolder(root), name);
  return existsSync(path) ? path : null;
}

/**
 * Has Electron's binary, fetching it if need be, and tries whether it starts at all.
 *
 * @param say takes one line about what is being done
 * @returns `{ path }`, or `{ problem }` with a clause for "The window cannot open: …"
 */
export async function obtainElectron(say, root) {
  if (electronPath(root) === null) {
    const problem = await download(say, root);
    if (problem !== null) return { problem };
  }
  const path = electronPath(root);
  if (path === null) return { problem: 'Electron’s download ended without a binary' };
  const problem = await whyItDoesNotStart(path, root);
  return problem === null ? { path } : { problem };
}

async function download(say, root) {
  say('Fetching Electron, about 120 MB…');
  const temporary = join(root, '.cache', 'electron-download');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const stall = watchForStall([temporary, join(root, 'node_modules', 'electron', 'dist')]);
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const { exitCode, output, hitLimit } = await run(pinnedNode(root), [installer], {
    cwd: root,
    env: { ...toolEnvironment(root), TMPDIR: temporary, TEMP: temporary },
    limitMs: DOWNLOAD_LIMIT_MS,
    signal: stall.signal,
  });
  stall.stop();
  rmSync(temporary, { recursive: true, force: true });
  if (exitCode === 0) return null;
  const reason =
    stall.signal.aborted || hitLimit ? 'nothing arrived for too long' : downloadComplaint(output);
  return `Electron’s binary could not be fetched (${reason}; ELECTRON_MIRROR names another place to fetch it from)`;
}

/** The first line of an error, without the path of the code that threw it. */
export function downloadComplaint(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const cause = lines.find((line) =>
    /\b(E[A-Z]{4,}|getaddrinfo|certificate|HTTPError|status code|checksum)\b/i.test(line),
  );
  return (cause ?? lines.find((line) => line !== '') ?? 'no reason given').replace(
    /^(\[?cause\]?: )?(\w*Error: )+/,
    '',
  );
}

/** Aborts when nothing below the folders grows any more. */
function watchForStall(folders) {
  const controller = new AbortController();
  let lastBytes = -1;
  let lastGrowthMs = Date.now();
  const timer = setInterval(() => {
    const bytes = folders.reduce((sum, folder) => sum + bytesBelow(folder), 0);
    if (bytes !== lastBytes) lastGrowthMs = Date.now();
    lastBytes = bytes;
    if (Date.now() - lastGrowthMs > STALL_LIMIT_MS) controller.abort();
  }, LOOK_MS);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

function bytesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true }).reduce(
      (sum, name) => sum + statSync(join(folder, name)).size,
      0,
    );
  } catch {
    // Files come and go while it unpacks; the next look sees more.
    return 0;
  }
}

/** As plain Node it needs neither display nor sandbox, but all its libraries. */
async function whyItDoesNotStart(path, root) {
  const { exitCode, output } = await run(path, ['-p', 'process.versions.electron'], {
    cwd: root,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    limitMs: PROBE_LIMIT_MS,
  });
  if (exitCode === 0) return null;
  const library = /error while loading shared libraries: ([^:]+)/.exec(output)?.[1];
  return library === undefined
    ? `Electron does not start (${output.trim().split('\n')[0] || 'it says nothing'})`
    : `Electron needs the library ${library}, which is not installed`;
}
