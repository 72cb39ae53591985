import type { AppDescription } from '../../shared/schema/requests';
import type { Audit } from '../actions/audit';
import type { Changes } from '../actions/changes';
import type { Clock } from '../clock';
import type { Fleet } from '../fleet/fleet';
import type { HostRegistry } from '../fleet/hostRegistry';
import type { WatchRegistry } from '../fleet/watchRegistry';
import type { Incidents } from '../incidents/incidents';
import type { Log } from '../log';
import type { Policies } from '../policies/policies';

/** What the handlers may call. */
export interface ApiServices {
  readonly fleet: Fleet;
  readonly registry: HostRegistry;
  readonly watches: WatchRegistry;
  readonly incidents: Incidents;
  readonly changes: Changes;
  readonly audit: Audit;
  readonly policies: Policies;
  readonly describe: () => Promise<AppDescription>;
  readonly showDemo: (isShown: boolean) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}
