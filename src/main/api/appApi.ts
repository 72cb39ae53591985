import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { refusing } from './refusing';
import type { ApiServices } from './services';

/** `app.*`: what this Lowmark is and shows. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function appApi({ describe, showDemo, clock }: ApiServices) {
  const os = implement(contract.app);
  return os.router({
    describe: os.describe.handler(() => describe()),
    readClock: os.readClock.handler(() => ({ nowMs: clock.nowMs() })),
    showDemo: os.showDemo.handler(async ({ input, errors }) => {
      await refusing(errors, () => showDemo(input.isShown));
      return {};
    }),
  });
}
