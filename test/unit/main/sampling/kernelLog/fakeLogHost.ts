import { LogChannel } from '../../../../../src/main/sampling/kernelLog/logChannel';
import type { ManualClock } from '../../../../support/manualClock';

const TOKEN = '0123456789abcdef0123456789abcdef';

/** A section of an answer. */
export type Section = readonly [name: string, text: string];

/** The other end of a {@link LogChannel}, steered by a test. */
export class FakeLogHost {
  readonly ended = new AbortController();
  readonly requests: string[] = [];
  readonly channel: LogChannel;

  constructor(clock: ManualClock) {
    this.channel = new LogChannel({
      token: TOKEN,
      write: (line) => void this.requests.push(line.trim()),
      clock,
      ended: this.ended.signal,
    });
  }

  /** Says that standard error is a way of its own. */
  open(): void {
    this.say(`bash: no job control\nlog ${TOKEN}\n`);
  }

  say(text: string): void {
    this.channel.take(Buffer.from(text));
  }

  /** Answers the newest request with a piece. */
  give(...sections: readonly Section[]): void {
    const [number = ''] = this.requests.findLast((line) => line.includes(' log '))?.split(' ') ?? [];
    const text = sections.map(([name, content]) => `\n${TOKEN} section ${name}\n${content}`).join('');
    this.say(`${text}\n${TOKEN} end ${number}\n`);
  }

  /** Answers the newest request with its last piece. */
  finish(...sections: readonly Section[]): void {
    this.give(...sections, ['log_done', 'epoch 1767225600\n']);
  }

  /** What the newest request asks for, without its number. */
  get asked(): string {
    return this.requests.at(-1)?.replace(/^\d+ /, '') ?? '';
  }
}
