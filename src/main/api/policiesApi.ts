import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { doing, refusing } from './refusing';
import type { ApiServices } from './services';

/** `policies.*`: the policy file, and how hosts stand to it. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function policiesApi({ policies, watches }: ApiServices) {
  const os = implement(contract.policies);
  return os.router({
    watchDrift: os.watchDrift.handler(({ input, signal }) =>
      watches.run(input.watchId, signal, (watch) => policies.events(watch)),
    ),
    read: os.read.handler(({ errors }) => refusing(errors, () => policies.read())),
    check: os.check.handler(({ input }) => policies.check(input.text)),
    save: os.save.handler(({ input, errors }) =>
      refusing(errors, () => policies.save(input.text, input.replacesSha256)),
    ),
    readSuggestions: os.readSuggestions.handler(() => policies.suggestions()),
    checkDrift: os.checkDrift.handler(({ input, errors }) =>
      doing(errors, () => {
        policies.checkDrift(input.hostIds);
      }),
    ),
  });
}
