import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockedWhile } from './lock.mjs';
import { run } from './run.mjs';

/** The checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that may start these scripts, and the oldest that may run Lowmark. */
const OLDEST_STARTER = 20;
const OLDEST_RUNTIME = 24;

/** An installation or a build that takes longer than this hangs. */
const INSTALL_LIMIT_MS = 15 * 60_000;
const BUILD_LIMIT_MS = 5 * 60_000;

/** Why something cannot be had, as one sentence for the person at the terminal. */
export class SetUpError extends Error {}

/** The Node that Lowmark is built, tested and run with, whatever the system has. */
export function pinnedNode(root = ROOT) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The environment of every tool: the pinned Node comes first, as it does in an npm script. */
export function toolEnvironment(root = ROOT) {
  return {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
  };
}

/** The file that a package's command runs, so that it can be given to the pinned Node. */
export function toolPath(packageName, command = packageName, root = ROOT) {
  const folder = join(root, 'node_modules', ...packageName.split('/'));
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** What decides which packages are installed. A new script or description in package.json changes nothing. */
export function dependencyHash(root) {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return createHash('sha256')
    .update(
      JSON.stringify([
        dependencies,
        devDependencies,
        overrides,
        allowScripts,
        process.platform,
        process.arch,
      ]),
    )
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Whether npm itself left the packages of the lockfile behind. npm writes its own record last, so an interrupted
 * installation has none, or one that says less.
 */
export function isInstalledAsLocked(lockfile, installed) {
  return Object.entries(lockfile.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    // A package for another platform is rightly absent.
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** What decides how the build comes out. */
export function sourceHash(root) {
  const hash = createHash('sha256');
  const files = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json'];
  for (const path of [...files, ...filesBelow(root, 'src')]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function readJsonIfThere(path) {
  const text = readIfThere(path);
  return text === null ? null : JSON.parse(text);
}

/**
 * Has the packages of the lockfile and the pinned Node, installing them if need be.
 *
 * @param say takes one line about what is being done
 * @throws SetUpError
 */
export async function ensurePackages(say, root = ROOT) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_STARTER) {
    throw new SetUpError(
      `Node ${process.versions.node} is too old: Lowmark needs Node ${OLDEST_STARTER} or newer.`,
    );
  }
  if (arePackagesThere(root)) return;
  await lockedWhile(join(root, '.cache', 'packages.lock'), say, async () => {
    if (arePackagesThere(root)) return;
    if (!isAdoptable(root)) await install(say, root);
    await checkRuntime(root);
    writeFileSync(packageStamp(root), dependencyHash(root));
  });
}

function packageStamp(root) {
  return join(root, 'node_modules', '.set-up');
}

function arePackagesThere(root) {
  return readIfThere(packageStamp(root)) === dependencyHash(root) && existsSync(pinnedNode(root));
}

/** Someone ran npm by hand, and it ended well. */
function isAdoptable(root) {
  const installed = readJsonIfThere(join(root, 'node_modules', '.package-lock.json'));
  const lockfile = readJsonIfThere(join(root, 'package-lock.json'));
  return (
    installed !== null &&
    lockfile !== null &&
    existsSync(pinnedNode(root)) &&
    isInstalledAsLocked(lockfile, installed)
  );
}

async function install(say, root) {
  say('Installing npm packages, about a minute…');
  rmSync(packageStamp(root), { force: true });
  // The native parts of ssh2 are not wanted, and older npm builds them unless told to run no script at all. The
  // pinned Node's script is the one that is needed: it fetches the binary.
  await npm(root, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  say(`Fetching Node ${OLDEST_RUNTIME}…`);
  await npm(root, ['rebuild', 'node', '--foreground-scripts']);
}

async function npm(root, words) {
  const [command, ...prefix] = npmCommand(root);
  const { exitCode, output } = await run(command, [...prefix, ...words], {
    cwd: root,
    limitMs: INSTALL_LIMIT_MS,
  });
  if (exitCode === 0) return;
  throw new SetUpError(`npm ${words[0]} failed: ${npmComplaint(output)}`);
}

/** npm as it was started, or as it is found; never with the Node that it is about to replace. */
function npmCommand(root) {
  const { npm_execpath: npmPath, npm_node_execpath: npmNode } = process.env;
  const isPinned = (path) => path.startsWith(join(root, 'node_modules') + sep);
  const node = [npmNode, process.execPath].find((path) => path !== undefined && !isPinned(path));
  return npmPath !== undefined && node !== undefined && existsSync(npmPath) ? [node, npmPath] : ['npm'];
}

/** The lines in which npm says what went wrong, without its advice and the place of its log. */
export function npmComplaint(output) {
  const complaints = output
    .split('\n')
    .map((line) => /^npm (?:error|ERR!) ?(.*)$/.exec(line)?.[1]?.trim() ?? '')
    .filter(
      (text) => text !== '' && !/^(A complete log|Clean install|Install a|Options:|Run "npm help)/.test(text),
    );
  const code = complaints.find((text) => text.startsWith('code '))?.slice('code '.length);
  const sentence = complaints.find((text) => !/^(code|errno|syscall|path|command|network This) ?/.test(text));
  return [code, sentence ?? output.trim().split('\n').at(-1)].filter(Boolean).join(': ');
}

async function checkRuntime(root) {
  const { exitCode, output } = await run(pinnedNode(root), ['--version'], { cwd: root, limitMs: 30_000 });
  const major = Number(/^v(\d+)\./.exec(output)?.[1]);
  if (exitCode === 0 && major >= OLDEST_RUNTIME) return;
  throw new SetUpError(
    `node_modules/node does not run as Node ${OLDEST_RUNTIME} or newer: ${output.trim() || 'no answer'}`,
  );
}

const BUILT = ['main/desktop.js', 'main/serve.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html'];

/**
 * Has the build of these sources, building if need be. Needs {@link ensurePackages}.
 *
 * @param say takes one line about what is being done
 * @throws SetUpError with the build's own words
 */
export async function ensureBuild(say, root = ROOT) {
  if (isBuilt(root)) return;
  await lockedWhile(join(root, '.cache', 'build.lock'), say, async () => {
    if (isBuilt(root)) return;
    say('Building…');
    // Taken before the build: what changes meanwhile is noticed next time.
    const hash = sourceHash(root);
    const { exitCode, output } = await run(
      pinnedNode(root),
      [toolPath('electron-vite', 'electron-vite', root), 'build'],
      {
        cwd: root,
        env: toolEnvironment(root),
        limitMs: BUILD_LIMIT_MS,
      },
    );
    const missing = BUILT.filter((path) => !existsSync(join(root, 'out', path)));
    if (exitCode !== 0) throw new SetUpError(`The build failed:\n${output.trim()}`);
    if (missing.length > 0) throw new SetUpError(`The build ended without ${missing.join(', ')}.`);
    writeFileSync(buildStamp(root), hash);
  });
}

/** Lies where every build by hand wipes it away. */
function buildStamp(root) {
  return join(root, 'out', 'main', '.built-from');
}

function isBuilt(root) {
  return (
    BUILT.every(
      (path) => existsSync(join(root, 'out', path)) && statSync(join(root, 'out', path)).size > 0,
    ) && readIfThere(buildStamp(root)) === sourceHash(root)
  );
}
