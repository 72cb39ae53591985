import type { CgroupSample } from '../../shared/model';
import type { Result } from '../../shared/result';
import { ok } from '../../shared/result';
import { cgroupOf } from '../parse/cgroup';
import { parseRawFiles } from '../parse/rawFiles';

/** Which cgroups there are, one path a line: whoever is not on the list is gone. */
const LIST_OF_ALL = '/cgroup.paths';

interface KnownCgroup {
  readonly files: Map<string, string>;
  sample: CgroupSample;
}

/**
 * The cgroups of a host, from passes of which each reads only some of their files: what a pass does not bring stands as it
 * was. A cgroup goes only when a list of all leaves it out.
 */
export class CgroupState {
  readonly #known = new Map<string, KnownCgroup>();

  /**
   * Takes in the `cgroup` section of one pass.
   *
   * @param text any text is accepted; files that are of no memory cgroup are left out
   * @returns every cgroup known now. Those without news are the same objects as before.
   */
  merge(text: string): Result<readonly CgroupSample[]> {
    const result = parseRawFiles('cgroup', text);
    if (!result.ok) return result;
    const news = new Map<string, Map<string, string>>();
    for (const { path: filePath, text: content } of result.value) {
      if (filePath === LIST_OF_ALL) this.#forgetOthers(new Set(content.split('\n')));
      const slash = filePath.lastIndexOf('/');
      const name = filePath.slice(slash + 1);
      if (slash === -1 || !name.startsWith('memory.')) continue;
      const path = filePath.slice(0, slash) || '/';
      const files = news.get(path) ?? new Map<string, string>();
      news.set(path, files.set(name, content));
    }
    for (const [path, files] of news) this.#update(path, files);
    return ok([...this.#known.values()].map(({ sample }) => sample));
  }

  #forgetOthers(paths: ReadonlySet<string>): void {
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
  }

  #update(path: string, news: ReadonlyMap<string, string>): void {
    const files = new Map([...(this.#known.get(path)?.files ?? []), ...news]);
    this.#known.set(path, { files, sample: cgroupOf(path, files) });
  }
}
