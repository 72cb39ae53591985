import type { HostIdentity } from '../../src/shared/model';
import type { Frame } from '../../src/main/sampling/frame';
import type { HostLogEvent } from '../../src/main/sampling/hostLog';
import type { SampleSource, ShellOpener, SourceEvent, SourceRequest } from '../../src/main/sampling/source';

export const TEST_IDENTITY: HostIdentity = {
  kernel: '6.1.0-49-amd64',
  arch: 'x86_64',
  hostname: 'web-01',
  pageBytes: 4096,
  bootId: 'a',
  cpus: 2,
  ticksPerSecond: 100,
};

const PROCESS_HEADER = 'pid\tppid\tuid\tcomm\trss_pages\tswap_pages\toom_score\toom_score_adj';

/** A small but real-looking frame: `freeKilobytes` and `swapFreeKilobytes` vary, the rest stands. */
export function frameOf(
  uptimeSeconds: number,
  options: {
    receivedAtMs?: number;
    freeKilobytes?: number;
    swapFreeKilobytes?: number;
    oomKills?: number;
    processes?: string | null;
  } = {},
): Frame {
  const sections: Record<string, string> = {
    meminfo: [
      'MemTotal:        1000000 kB',
      `MemFree:         ${String(options.freeKilobytes ?? 400_000)} kB`,
      'MemAvailable:     500000 kB',
      'SwapTotal:        200000 kB',
      `SwapFree:         ${String(options.swapFreeKilobytes ?? 200_000)} kB`,
      '',
    ].join('\n'),
    vmstat: `nr_free_pages 100\npswpin 0\npswpout 0\noom_kill ${String(options.oomKills ?? 0)}\n`,
  };
  if (options.processes !== null) {
    sections['processes'] =
      options.processes ??
      `${PROCESS_HEADER}\n1\t0\t0\tinit\t100\t0\t0\t0\n42\t1\t33\tnginx\t900\t0\t667\t0\n`;
  }
  return {
    uptimeSeconds,
    receivedAtMs: options.receivedAtMs ?? null,
    sections,
    refusals: {},
    kernelLog: null,
  };
}

/** One try to connect, steered by a test. */
export class ScriptedConnection {
  readonly request: SourceRequest;
  readonly #queue: (SourceEvent | Error)[] = [];
  #wake: (() => void) | null = null;

  constructor(request: SourceRequest) {
    this.request = request;
    request.signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  /** @param shells absent: there is no host behind it, as with a recording. */
  identify(identity: HostIdentity = TEST_IDENTITY, shells?: ShellOpener): void {
    this.#push({ kind: 'identity', identity, ...(shells === undefined ? {} : { shells }) });
  }

  send(frame: Frame): void {
    this.#push({ kind: 'frame', frame });
  }

  log(event: HostLogEvent): void {
    this.#push({ kind: 'log', event });
  }

  fail(error: Error): void {
    this.#push(error);
  }

  #push(event: SourceEvent | Error): void {
    this.#queue.push(event);
    this.#wake?.();
  }

  async *events(): AsyncGenerator<SourceEvent, void, undefined> {
    while (!this.request.signal.aborted) {
      const next = this.#queue.shift();
      if (next instanceof Error) throw next;
      if (next !== undefined) yield next;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}

/** A source whose connections a test drives one by one. */
export class ScriptedSource implements SampleSource {
  readonly connections: ScriptedConnection[] = [];

  stream(request: SourceRequest): AsyncGenerator<SourceEvent, void, undefined> {
    const connection = new ScriptedConnection(request);
    this.connections.push(connection);
    return connection.events();
  }

  /** The newest connection. */
  get current(): ScriptedConnection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('nothing has connected yet');
    return connection;
  }
}
