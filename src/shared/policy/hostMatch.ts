import type { HostMatch } from '../model';
import { fitsAny } from '../glob';

/** A host as rules ask for it. */
export interface PolicyHost {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly tags: readonly string[];
}

/** Whether a rule is for a host: every host where it names none, else one pattern of any list has to fit. */
export function fitsHost({ names, groups, tags }: HostMatch, host: PolicyHost): boolean {
  if (names.length + groups.length + tags.length === 0) return true;
  return (
    fitsAny(names, host.name) ||
    (host.group !== null && fitsAny(groups, host.group)) ||
    host.tags.some((tag) => fitsAny(tags, tag))
  );
}
