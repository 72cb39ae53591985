import { readDemoFleet } from '../sampling/recording/demoFleet';
import type { HostConfig } from '../../shared/model';
import { DEFAULT_CADENCE } from '../../shared/model';
import type { Fleet } from './fleet';
import { Refusal } from './refusal';

/** The demo hosts: recordings of real kernels that play in a loop beside the person's own hosts, and are never stored. */
export class DemoFleet {
  readonly #fleet: Fleet;
  readonly #folder: string;
  #shownIds: readonly string[] = [];

  /** @param folder where the recordings and their list are. */
  constructor(fleet: Fleet, folder: string) {
    this.#fleet = fleet;
    this.#folder = folder;
  }

  get isShown(): boolean {
    return this.#shownIds.length > 0;
  }

  /** Adds the demo hosts to the fleet or takes them out. Throws a {@link Refusal} if the recordings cannot be read. */
  async show(isShown: boolean): Promise<void> {
    if (isShown === this.isShown) return;
    if (!isShown) {
      for (const id of this.#shownIds) this.#fleet.remove(id);
      this.#shownIds = [];
      return;
    }
    const configs = await this.#configs();
    this.#shownIds = configs.map((config) => config.id);
    for (const config of configs) this.#fleet.add(config);
  }

  async #configs(): Promise<HostConfig[]> {
    try {
      return (await readDemoFleet(this.#folder)).map((host) => ({
        id: `demo:${host.name}`,
        name: host.name,
        connection: { kind: 'recording', path: host.path, isDemo: true, startRatio: host.startRatio },
        cadence: DEFAULT_CADENCE,
        sudo: 'never',
        group: null,
        tags: [],
      }));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new Refusal('refusal.no-demo', { problem });
    }
  }
}
