import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract';
import { doing, refusing } from './refusing';
import type { ApiServices } from './services';

/** `changes.*`: plans, their confirmation, and what came of them. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is derived from the contract
export function changesApi({ changes, watches }: ApiServices) {
  const os = implement(contract.changes);
  return os.router({
    watchChanges: os.watchChanges.handler(({ input, signal }) =>
      watches.run(input.watchId, signal, (watch) => changes.events(watch)),
    ),
    propose: os.propose.handler(({ input, signal, errors }) =>
      refusing(errors, () => changes.propose(input, signal)),
    ),
    proposeUndo: os.proposeUndo.handler(({ input, signal, errors }) =>
      refusing(errors, () => changes.proposeUndo(input.changeIds, signal)),
    ),
    confirm: os.confirm.handler(({ input, errors }) => refusing(errors, () => changes.confirm(input))),
    discard: os.discard.handler(({ input, errors }) =>
      doing(errors, () => {
        changes.discard(input.planId);
      }),
    ),
    readAgain: os.readAgain.handler(({ input, errors }) =>
      doing(errors, () => changes.readAgain(input.runId, input.hostId)),
    ),
    setReadOnly: os.setReadOnly.handler(({ input, errors }) =>
      doing(errors, () => changes.setReadOnly(input.isReadOnly)),
    ),
  });
}
