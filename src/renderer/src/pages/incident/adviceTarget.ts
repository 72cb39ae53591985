import type { RouteLocationRaw } from 'vue-router';
import type { ChangeItem, ChangeRequest } from '../../../../shared/model';
import type { AdviceAction } from '../../../../shared/replay/advice';
import { requestFor } from '../../change/changeRequests';
import type { TextKey } from '../../i18n/catalogue';

/** Where a step of advice leads: to another page, to a place on this one, or to the plan of a change. */
export type AdviceTarget =
  | { readonly kind: 'route'; readonly to: RouteLocationRaw; readonly label: TextKey }
  | { readonly kind: 'try-adj'; readonly pid: number; readonly label: TextKey }
  | { readonly kind: 'similar'; readonly label: TextKey }
  | { readonly kind: 'change'; readonly request: ChangeRequest; readonly label: TextKey };

/** What a report is of. */
export interface AdviceSource {
  readonly incidentKey: string;
  /** The host of the list; null: the report is of a file, and there is no page to lead to and nothing to be changed. */
  readonly hostId: string | null;
}

/** The target of an action; null: there is none, what the step says in words is all. */
export function adviceTargetOf(
  action: AdviceAction | null,
  { incidentKey, hostId }: AdviceSource,
): AdviceTarget | null {
  if (action === null) return null;
  if (action.kind === 'try-adj') return { kind: 'try-adj', pid: action.pid, label: 'incident.action.tryAdj' };
  if (action.kind === 'show-similar') return { kind: 'similar', label: 'incident.action.showSimilar' };
  if (hostId === null) return null;
  if (action.kind === 'restart-unit' || action.kind === 'protect-unit') {
    const request = requestFor([itemOf(action, hostId)], { kind: 'incident', key: incidentKey });
    const label = action.kind === 'restart-unit' ? 'change.entry.restart' : 'change.entry.protect';
    return { kind: 'change', request, label };
  }
  return {
    kind: 'route',
    to: { name: 'host', params: { hostId }, query: queryOf(action) },
    label: LABELS[action.kind],
  };
}

type UnitAction = Extract<AdviceAction, { readonly kind: 'restart-unit' | 'protect-unit' }>;
type HostAction = Exclude<AdviceAction, UnitAction | { readonly kind: 'try-adj' | 'show-similar' }>;

/** The processes that the unit runs now are protected with it: what died may long be back. */
function itemOf(action: UnitAction, hostId: string): ChangeItem {
  const { unit } = action;
  return action.kind === 'restart-unit'
    ? { kind: 'restart-unit', hostId, unit }
    : { kind: 'set-unit-adj', hostId, unit, adj: action.adj, isAppliedNow: true };
}

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
