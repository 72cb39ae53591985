import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.mjs';

const APT_LIMIT_MS = 8 * 60_000;

/** What the tests need of the machine beyond npm's packages, and the Debian package that has it. */
const NEEDED = [
  { name: 'chromium', apt: 'chromium', isThere: () => browserPath() !== null },
  { name: 'sshd', apt: 'openssh-server', isThere: () => existsSync('/usr/sbin/sshd') },
  { name: 'ssh-keygen', apt: 'openssh-client', isThere: () => existsSync('/usr/bin/ssh-keygen') },
  // The awks and shells of other systems, for the script that hosts run.
  { name: 'busybox', apt: 'busybox', isThere: () => isProgram('busybox') },
  { name: 'mawk', apt: 'mawk', isThere: () => isProgram('mawk') },
  { name: 'gawk', apt: 'gawk', isThere: () => isProgram('gawk') },
  { name: 'original-awk', apt: 'original-awk', isThere: () => isProgram('original-awk') },
];

function isProgram(name) {
  return ['/bin', '/usr/bin'].some((folder) => existsSync(`${folder}/${name}`));
}

/** The Chromium that tests and pictures use. */
export function browserPath() {
  const candidates = [process.env.LOWMARK_CHROMIUM, '/usr/bin/chromium'];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/**
 * Installs what is missing where that is possible: on Debian, as root.
 *
 * @param say takes one line about what is being done
 * @returns what is still missing: `{ names, why }`
 */
export async function ensureSystemPackages(say) {
  const missing = NEEDED.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return { names: [], why: '' };
  const problem =
    whyNoApt() ??
    (await installWithApt(
      missing.map(({ apt }) => apt),
      say,
    ));
  const names = NEEDED.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  return {
    names,
    why: names.length === 0 ? '' : `${names.join(', ')} missing: ${problem ?? 'apt-get brought nothing'}`,
  };
}

function whyNoApt() {
  if (!existsSync('/usr/bin/apt-get')) return 'this system has no apt-get';
  if (process.getuid?.() !== 0) return 'installing needs root';
  const release = readFileSync('/etc/os-release', 'utf8');
  // Elsewhere the same names are other things: Ubuntu's chromium fetches a snap.
  return /^ID=debian$/m.test(release) ? null : 'installing them is tried on Debian only';
}

async function installWithApt(packages, say) {
  say(`Installing ${packages.join(', ')} with apt-get…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return withoutStartingServices(async () => {
    for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      const { exitCode, output } = await run('apt-get', ['-q', ...words], { env, limitMs: APT_LIMIT_MS });
      const complaint = output.split('\n').findLast((line) => line.startsWith('E: '));
      if (exitCode !== 0)
        return `apt-get ${words[0]} failed${complaint === undefined ? '' : ` (${complaint.slice(3)})`}`;
    }
    return null;
  });
}

/** The tests bring their own sshd on loopback: installing the package must not open port 22. */
async function withoutStartingServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policy);
  }
}
