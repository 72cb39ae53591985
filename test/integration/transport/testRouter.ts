import { implement } from '@orpc/server';
import { contract } from '../../../src/shared/api/contract';
import type { PacedWatch } from '../../../src/main/fleet/pacedWatch';
import { WatchRegistry } from '../../../src/main/fleet/watchRegistry';
import type { FleetEvent } from '../../../src/shared/model';
import type { AppDescription } from '../../../src/shared/schema/requests';
import type { ApiRouter } from '../../../src/main/web/pageConnections';
import { idleHandlers } from '../../support/idleApi';
import { ManualClock } from '../../support/manualClock';

export const DESCRIPTION: AppDescription = {
  version: '0.0.0-test',
  shell: 'browser',
  readOnlyReason: null,
  isDemoShown: false,
  canWatchThisMachine: true,
  defaultUser: 'nobody',
  keyFiles: [],
  hasAgent: false,
};

/**
 * The contract over a few lines of application: enough to see what a transport does to calls, errors and streams. The
 * streams are paced by the product's own watches, under a clock that the test moves.
 */
export class TestApplication {
  readonly clock = new ManualClock();
  readonly watches = new WatchRegistry(this.clock);
  /** Streams that have begun and not ended. */
  openStreams = 0;
  begunStreams = 0;
  /** Events that streams have handed to the transport. */
  sentEvents = 0;
  readonly router: ApiRouter;
  readonly #open = new Set<PacedWatch>();

  /** @param validatesOutput false: as a main would behave that does not keep to the contract. */
  constructor(validatesOutput = true) {
    const os = validatesOutput
      ? implement(contract)
      : implement(contract).$config({ initialOutputValidationIndex: Number.NaN });
    const done = (): Record<string, never> => ({});
    this.router = os.router({
      app: {
        describe: os.app.describe.handler(() => DESCRIPTION),
        readClock: os.app.readClock.handler(() => ({ nowMs: this.clock.nowMs() })),
        showDemo: os.app.showDemo.handler(done),
      },
      fleet: {
        watchFleet: os.fleet.watchFleet.handler(({ input, signal }) =>
          this.watches.run(input.watchId, signal, (watch) => this.#events(watch)),
        ),
        acknowledge: os.fleet.acknowledge.handler(({ input }) => {
          this.watches.acknowledge(input.watchId, input.sequence);
          return {};
        }),
        addHost: os.fleet.addHost.handler(({ input }) => ({ hostId: input.name ?? '' })),
        addThisMachine: os.fleet.addThisMachine.handler(() => ({ hostId: 'this-machine' })),
        updateHost: os.fleet.updateHost.handler(done),
        removeHost: os.fleet.removeHost.handler(({ input, errors }) => {
          throw errors.REFUSED({
            data: { sentence: { code: 'refused.noSuchHost', params: { host: input.hostId } } },
          });
        }),
        restoreHost: os.fleet.restoreHost.handler(() => {
          throw new Error('detail that is nobody’s business outside');
        }),
        reconnectHost: os.fleet.reconnectHost.handler(done),
        pauseHost: os.fleet.pauseHost.handler(done),
        acceptHostKey: os.fleet.acceptHostKey.handler(done),
        provideSecret: os.fleet.provideSecret.handler(done),
      },
      host: {
        watchHost: os.host.watchHost.handler(async function* () {
          yield await Promise.resolve({ kind: 'removed' as const, sequence: 1 });
        }),
      },
      incidents: {
        watchIncidents: os.incidents.watchIncidents.handler(async function* () {
          yield await Promise.resolve({ kind: 'snapshot' as const, sequence: 1, incidents: [], logs: [] });
        }),
        readIncident: os.incidents.readIncident.handler(({ input, errors }) => {
          throw errors.REFUSED({
            data: { sentence: { code: 'refusal.no-such-incident', params: { key: input.key } } },
          });
        }),
        forgetIncident: os.incidents.forgetIncident.handler(done),
        restoreIncident: os.incidents.restoreIncident.handler(done),
        readLogAgain: os.incidents.readLogAgain.handler(done),
        beginImport: os.incidents.beginImport.handler(({ input }) => ({ importId: input.fileName })),
        pushImport: os.incidents.pushImport.handler(({ input }) => ({
          readBytes: Buffer.from(input.base64, 'base64').length,
          incidents: 0,
        })),
        finishImport: os.incidents.finishImport.handler(() => ({
          incidentKeys: [],
          signs: [],
          readBytes: 0,
          knownAlready: 0,
          problem: null,
        })),
        cancelImport: os.incidents.cancelImport.handler(done),
      },
      ...idleHandlers(os),
    });
  }

  /** Something changed that every stream would send. */
  change(): void {
    for (const watch of this.#open) watch.markDirty();
  }

  /** Lets `ms` pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  async *#events(watch: PacedWatch): AsyncGenerator<FleetEvent, void, undefined> {
    this.openStreams += 1;
    this.begunStreams += 1;
    this.#open.add(watch);
    try {
      this.sentEvents += 1;
      yield { kind: 'snapshot', sequence: watch.nextSequence(), rows: [], swapHistory: {} };
      while (await watch.due()) {
        this.sentEvents += 1;
        yield { kind: 'delta', sequence: watch.nextSequence(), upserted: [], removedIds: [], swapPoints: {} };
      }
    } finally {
      this.#open.delete(watch);
      this.openStreams -= 1;
    }
  }
}
