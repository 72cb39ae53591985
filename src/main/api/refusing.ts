import type { Message } from '../../shared/model';
import { Refusal } from '../fleet/refusal';

/** The contract's one typed error, as oRPC hands it to a handler. */
interface RefusedErrors {
  readonly REFUSED: (options: {
    data: { sentence: { code: string; params: Record<string, string | number> } };
  }) => Error;
}

function copyOf(sentence: Message): { code: string; params: Record<string, string | number> } {
  return { code: sentence.code, params: { ...sentence.params } };
}

/**
 * Runs a service call and turns its {@link Refusal} into the contract's typed error. Everything else passes through
 * and reaches the renderer as a bare internal error.
 */
export async function refusing<Answer>(
  errors: RefusedErrors,
  call: () => Promise<Answer> | Answer,
): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Refusal) throw errors.REFUSED({ data: { sentence: copyOf(error.sentence) } });
    throw error;
  }
}

/** {@link refusing} for work that answers nothing. */
export async function doing(
  errors: Parameters<typeof refusing>[0],
  work: () => unknown,
): Promise<Record<string, never>> {
  await refusing(errors, work);
  return {};
}
