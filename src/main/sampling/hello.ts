import type { HostIdentity } from '../../shared/model';

/** What the script says of a host before the first request. */
export interface Hello {
  /** `uname -s`, made safe to print; `?` if it said nothing. */
  readonly system: string;
  readonly hasProc: boolean;
  readonly hasAwk: boolean;
  readonly identity: HostIdentity;
}

const LONGEST_ANSWER = 255;
const LARGEST_PAGE_BYTES = 1024 * 1024;

/** A page is a power of two, from 4 KiB on: anything else would make nonsense of every number in pages. */
function pageBytesOf(text: string | null): number | null {
  const bytes = positiveInteger(text);
  if (bytes === null || bytes < 4096 || bytes > LARGEST_PAGE_BYTES) return null;
  return Number.isInteger(Math.log2(bytes)) ? bytes : null;
}

function positiveInteger(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** Foreign text that ends up in sentences. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?').trim();
}

/**
 * Reads the section `hello` of the sampling script: lines of a key, a blank and an answer. Total: an answer that is not
 * there or makes no sense is null, unknown keys are ignored.
 */
export function parseHello(text: string): Hello {
  const answers = new Map<string, string>();
  for (const line of text.split('\n')) {
    const blank = line.indexOf(' ');
    if (blank <= 0) continue;
    const answer = plain(line.slice(blank + 1, blank + 1 + LONGEST_ANSWER));
    if (answer !== '') answers.set(line.slice(0, blank), answer);
  }
  const of = (key: string): string | null => answers.get(key) ?? null;
  return {
    system: of('system') ?? '?',
    hasProc: of('proc') === 'yes',
    hasAwk: of('awk') === 'yes',
    identity: {
      kernel: of('kernel'),
      arch: of('arch'),
      hostname: of('hostname'),
      pageBytes: pageBytesOf(of('page-bytes')),
      bootId: of('boot-id'),
      cpus: positiveInteger(of('cpus')),
      ticksPerSecond: positiveInteger(of('ticks-per-second')),
    },
  };
}
