import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoListSchema } from '../../../shared/schema/recording';

/** One demo host: a recording of a real kernel under a plausible name. */
export interface DemoHost {
  readonly name: string;
  readonly path: string;
  /** Where in its run (0 to 1) it starts, so that the fleet does not move in step. */
  readonly startRatio: number;
}

/**
 * The demo hosts listed in `demo.json` of a folder.
 *
 * @throws the system's error, or that of the schema, where the list cannot be read.
 */
export async function readDemoFleet(folder: string): Promise<DemoHost[]> {
  const list = demoListSchema.parse(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')));
  return list.map(({ file, name, startRatio }) => ({ name, path: join(folder, file), startRatio }));
}
