/** The release of a kernel as far as the OOM killer's history needs it. */
export interface KernelRelease {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The major version of Red Hat's kernel (`el7`), whose code is newer than its number; null for all others. */
  readonly enterpriseLinux: number | null;
}

/**
 * Reads `uname -r`.
 * @returns null where it does not begin with a version
 */
export function parseKernelRelease(text: string | null): KernelRelease | null {
  const [, major, minor, patch] = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(text ?? '') ?? [];
  if (text === null || major === undefined || minor === undefined) return null;
  const [, enterprise] = /\.el(\d{1,2})(?:[._a-z]|$)/.exec(text) ?? [];
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch ?? 0),
    enterpriseLinux: enterprise === undefined ? null : Number(enterprise),
  };
}

/** Whether a release is the given one or a later one. */
export function isAtLeast(
  { major, minor, patch }: KernelRelease,
  ...[wantedMajor, wantedMinor, wantedPatch = 0]: readonly [major: number, minor: number, patch?: number]
): boolean {
  if (major !== wantedMajor) return major > wantedMajor;
  if (minor !== wantedMinor) return minor > wantedMinor;
  return patch >= wantedPatch;
}
