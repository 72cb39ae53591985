import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { openIncidentDatabase } from '../storage/incidentDatabase';
import { IncidentMemory } from '../storage/incidentMemory';
import { HostKernelLogs } from './hostKernelLogs';
import { IncidentLog } from './incidentLog';
import { LogImports } from './logImports';

/** Everything about kills that were: the list, the logs they come from, the files that people bring. */
export interface Incidents {
  readonly list: IncidentLog;
  readonly logs: HostKernelLogs;
  readonly imports: LogImports;
  close(): Promise<void>;
}

export interface IncidentsDependencies {
  readonly dataFolder: string;
  /** False where another process holds the write lock: what is read is kept until this one ends. */
  readonly mayWrite: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** In the data folder: about a thousand incidents a year for twenty years. */
const STORED = { incidents: 20_000, bytes: 1024 ** 3 };
const IN_MEMORY = { incidents: 2_000, bytes: 64 * 1024 ** 2 };

/** Puts the parts together. What was stored is loaded while the application starts. */
export async function openIncidents({
  dataFolder,
  mayWrite,
  clock,
  log,
}: IncidentsDependencies): Promise<Incidents> {
  const path = join(dataFolder, 'incidents.db');
  const stored = await openIncidentDatabase(path, { isReadOnly: !mayWrite, bounds: STORED, log });
  const list = new IncidentLog({ stored, mayWrite, memory: new IncidentMemory(IN_MEMORY), log });
  const logs = new HostKernelLogs({ incidents: list, clock, log });
  const imports = new LogImports(list, clock);
  return {
    list,
    logs,
    imports,
    close: async () => {
      logs.close();
      await imports.close();
      await list.close();
    },
  };
}
