import type { RouteLocationRaw } from 'vue-router';
import type { AdviceAction } from '../../../../shared/replay/advice';
import type { TextKey } from '../../i18n/catalogue';

/** Where a step of advice leads: to another page, or to a place on this one. */
export type AdviceTarget =
  | { readonly kind: 'route'; readonly to: RouteLocationRaw; readonly label: TextKey }
  | { readonly kind: 'try-adj'; readonly pid: number; readonly label: TextKey }
  | { readonly kind: 'similar'; readonly label: TextKey };

/**
 * The target of an action.
 * @param hostId the host of the list; null: the report is of a file, and there is no page to lead to
 */
export function adviceTargetOf(action: AdviceAction | null, hostId: string | null): AdviceTarget | null {
  if (action === null) return null;
  if (action.kind === 'try-adj') return { kind: 'try-adj', pid: action.pid, label: 'incident.action.tryAdj' };
  if (action.kind === 'show-similar') return { kind: 'similar', label: 'incident.action.showSimilar' };
  if (hostId === null) return null;
  return {
    kind: 'route',
    to: { name: 'host', params: { hostId }, query: queryOf(action) },
    label: LABELS[action.kind],
  };
}

type HostAction = Exclude<AdviceAction, { readonly kind: 'try-adj' | 'show-similar' }>;

const LABELS: Readonly<Record<HostAction['kind'], TextKey>> = {
  'open-host': 'incident.action.openHost',
  'show-victims': 'incident.action.showVictims',
  'show-cgroup': 'incident.action.showCgroup',
  'show-zones': 'incident.action.showZones',
};

function queryOf(action: HostAction): Record<string, string> {
  switch (action.kind) {
    case 'open-host':
      return {};
    case 'show-victims':
      return { tab: 'victims' };
    case 'show-cgroup':
      return { tab: 'victims', cgroup: action.path };
    case 'show-zones':
      return { tab: 'zones' };
  }
}
