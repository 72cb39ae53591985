import { isUnitName } from '../../change/unitName';

/** Who runs the processes of a cgroup, by its path. */
export type CgroupOwner =
  | { readonly kind: 'unit'; readonly unit: string; readonly isUser: boolean }
  | { readonly kind: 'container'; readonly runtime: 'docker' | 'podman'; readonly id: string }
  | { readonly kind: 'pod' }
  /** All pods of a node, or all of one class of service: kubelet sets their limit by what the node keeps for pods. */
  | { readonly kind: 'pods' }
  | { readonly kind: 'session' };

const CONTAINER = /^(?:docker-|libpod-)?([0-9a-f]{12,64})(?:\.scope)?$/;
const SHOWN_ID = 12;
/** `pod<uid>`, or `kubepods-burstable-pod<uid>.slice` where systemd makes the groups. */
const POD = /(?:^|-)pod[0-9a-f]/;

/**
 * The owner of a cgroup as systemd, Docker, Podman and Kubernetes lay their trees out.
 *
 * @returns null for a path of none of them
 */
export function ownerOf(path: string | null): CgroupOwner | null {
  const names = path?.split('/').filter((name) => name !== '') ?? [];
  if (names.some((name) => name.startsWith('kubepods'))) return podOwnerOf(names);
  const at = names.findLastIndex((name) => CONTAINER.test(name));
  const [, id] = CONTAINER.exec(names[at] ?? '') ?? [];
  if (id !== undefined && names.some((name) => /^docker\b|^docker-/.test(name)))
    return { kind: 'container', runtime: 'docker', id: id.slice(0, SHOWN_ID) };
  if (id !== undefined && names.some((name) => /^libpod/.test(name)))
    return { kind: 'container', runtime: 'podman', id: id.slice(0, SHOWN_ID) };
  const unit = names.findLast((name) => name.endsWith('.service') || isNamedScope(name));
  if (unit !== undefined) {
    const above = names.slice(0, names.indexOf(unit));
    return { kind: 'unit', unit, isUser: above.some((name) => /^user@\d+\.service$/.test(name)) };
  }
  return names.some((name) => /^session-[^/]+\.scope$/.test(name)) ? { kind: 'session' } : null;
}

/**
 * The service of the system's own systemd that runs the processes of a cgroup: one that can be restarted, and whose files can
 * say what its processes start with. Those of a user's own systemd are not.
 *
 * @returns null where it is none, or its name is no name of a service
 */
export function systemServiceOf(path: string | null): string | null {
  const owner = ownerOf(path);
  return owner?.kind === 'unit' && !owner.isUser && owner.unit.endsWith('.service') && isUnitName(owner.unit)
    ? owner.unit
    : null;
}

function podOwnerOf(names: readonly string[]): CgroupOwner {
  return { kind: names.some((name) => POD.test(name)) ? 'pod' : 'pods' };
}

function isNamedScope(name: string): boolean {
  return name.endsWith('.scope') && !name.startsWith('session-');
}

/** A word for a shell: as it is where nothing in it means something, else quoted. The text comes from a log. */
export function shellWord(text: string): string {
  return /^[\w:.@/+-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that shows whether an owner's processes run; null where there is none to give. */
export function statusCommandOf(owner: CgroupOwner): string | null {
  switch (owner.kind) {
    case 'unit':
      return `systemctl ${owner.isUser ? '--user ' : ''}status ${shellWord(owner.unit)}`;
    case 'container':
      return `${owner.runtime} ps --all --filter id=${owner.id}`;
    case 'pod':
    case 'pods':
    case 'session':
      return null;
  }
}
