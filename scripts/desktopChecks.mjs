import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is known of this machine without trying anything.
 *
 * @param electronFolder the unpacked Electron, or where it would be
 */
export function readMachine(electronFolder) {
  return {
    platform: process.platform,
    display: process.env.DISPLAY || process.env.WAYLAND_DISPLAY || null,
    isRoot: process.getuid?.() === 0,
    hasSandboxHelper: isSetuidRoot(join(electronFolder, 'chrome-sandbox')),
    apparmorRestrictsNamespaces: readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    unprivilegedNamespaces: readNumber('/proc/sys/kernel/unprivileged_userns_clone'),
    mostNamespaces: readNumber('/proc/sys/user/max_user_namespaces'),
  };
}

/** @returns the number in a file of /proc/sys, null where this kernel has no such file */
function readNumber(path) {
  try {
    const number = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isNaN(number) ? null : number;
  } catch {
    return null;
  }
}

function isSetuidRoot(path) {
  if (!existsSync(path)) return false;
  const { uid, mode } = statSync(path);
  return uid === 0 && (mode & 0o4000) !== 0;
}

/**
 * Why no window can be opened here, as far as it can be known without an Electron. The cheap and common reasons come
 * first: where there is no display, nothing is downloaded.
 *
 * @param machine see {@link readMachine}
 * @returns a clause for "The window cannot open: …", or null
 */
export function whyNoWindow(machine) {
  if (machine.platform !== 'linux') return null;
  if (machine.display === null) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  if (machine.isRoot) return 'this is root, and Chromium’s sandbox does not run as root';
  return whyNoSandbox(machine);
}

/** Chromium isolates its pages with user namespaces, or with a helper that root has installed. One of them must be. */
function whyNoSandbox(machine) {
  if (machine.hasSandboxHelper) return null;
  const lacking = 'Chromium’s sandbox needs user namespaces, and';
  if (machine.unprivilegedNamespaces === 0) return `${lacking} kernel.unprivileged_userns_clone is 0`;
  if (machine.mostNamespaces === 0) return `${lacking} user.max_user_namespaces is 0`;
  if (machine.apparmorRestrictsNamespaces === 1) {
    return `${lacking} kernel.apparmor_restrict_unprivileged_userns is 1`;
  }
  return null;
}
