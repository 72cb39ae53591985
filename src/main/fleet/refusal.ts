import type { Message } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';

/** A request that was understood and cannot be done, with the sentence that says why and what to do instead. */
export class Refusal extends Error {
  readonly sentence: Message;

  /** @param said a code of the catalogue, or a sentence that another part has made. */
  constructor(said: MessageCode | Message, params: Message['params'] = {}) {
    const sentence = typeof said === 'string' ? message(said, params) : said;
    super(sentence.code);
    this.name = 'Refusal';
    this.sentence = sentence;
  }
}
