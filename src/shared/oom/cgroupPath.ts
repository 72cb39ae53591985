/** Whether a cgroup is another one or below it. Both are paths below the mount; the mount itself is a slash. */
export function isWithinCgroup(path: string, ancestor: string): boolean {
  return ancestor === '/' || path === ancestor || path.startsWith(`${ancestor}/`);
}
