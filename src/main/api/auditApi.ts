import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { refusing } from './refusing';
import type { ApiServices } from './services';

/** `audit.*`: who changed what. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function auditApi({ audit }: ApiServices) {
  const os = implement(contract.audit);
  return os.router({
    search: os.search.handler(({ input, errors }) => refusing(errors, () => audit.search(input))),
    readPlan: os.readPlan.handler(({ input, errors }) => refusing(errors, () => audit.plan(input.runId))),
    verify: os.verify.handler(({ errors }) => refusing(errors, () => audit.verify())),
    exportEntries: os.exportEntries.handler(({ input, errors }) =>
      refusing(errors, () => audit.exportEntries(input)),
    ),
  });
}
