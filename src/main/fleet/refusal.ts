import type { Message } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';

/** A request that was understood and cannot be done, with the sentence that says why and what to do instead. */
export class Refusal extends Error {
  readonly sentence: Message;

  constructor(code: MessageCode, params: Message['params'] = {}) {
    super(code);
    this.name = 'Refusal';
    this.sentence = message(code, params);
  }
}
