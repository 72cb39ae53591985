/**
 * Log lines inside JSON: the journal's (`journalctl -o json`), the container runtime's (`{"log": …}`), and collectors' that
 * keep the line in a field of a usual name.
 */
import type { Prefixes } from './carriedLine';
import { epochTime } from './timestamps';

/** Fields that hold the line itself, the likeliest first. */
const MESSAGE_FIELDS = ['MESSAGE', 'log', 'message', 'msg', 'textPayload', 'line', 'text'] as const;
const TIME_FIELDS = ['time', 'timestamp', '@timestamp', 'ts'] as const;
const HOST_FIELDS = ['_HOSTNAME', 'hostname', 'host'] as const;
/** Collectors put the record one level down. */
const NESTED_FIELDS = ['jsonPayload', 'record', '_source'] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The line inside a JSON line, with what the record says of it put into `prefixes`.
 * @returns null where the text is no JSON object with a line in it
 */
export function readJsonLine(text: string, prefixes: Prefixes): string | null {
  const start = startOfObject(text);
  if (start === null) return rubyHashLine(text, prefixes);
  const fields = parseObject(text.slice(start));
  if (fields === null) return null;
  const message = messageOf(fields) ?? messageOfNested(fields);
  if (message === null) return null;
  takeTimes(fields, prefixes);
  prefixes.hostname ??= textIn(fields, HOST_FIELDS);
  const transport = fields['_TRANSPORT'];
  if (typeof transport === 'string') {
    const isKernel = transport === 'kernel' || fields['SYSLOG_IDENTIFIER'] === 'kernel';
    prefixes.origin = isKernel ? 'kernel' : 'user';
  }
  return message;
}

/** Where the object begins: at once, or behind the signs of `json-sse` and `json-seq`. */
function startOfObject(text: string): number | null {
  // eslint-disable-next-line no-control-regex -- the record separator of json-seq
  const [before] = /^(?:data: |\u001e)?\s*(?=\{)/.exec(text) ?? [];
  return before === undefined || !/\}\s*,?\s*$/.test(text) ? null : before.length;
}

function parseObject(text: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(text.replace(/,\s*$/, ''));
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function messageOf(fields: Fields): string | null {
  for (const name of MESSAGE_FIELDS) {
    const value = fields[name];
    if (typeof value === 'string') return value.replace(/\r?\n$/, '');
    if (Array.isArray(value)) return bytesAsText(value);
  }
  return null;
}

function messageOfNested(fields: Fields): string | null {
  for (const name of NESTED_FIELDS) {
    const inner = fields[name];
    const message = isFields(inner) ? messageOf(inner) : null;
    if (message !== null) return message;
  }
  return null;
}

/** The journal writes a message that is not UTF-8 as a list of bytes. */
function bytesAsText(values: readonly unknown[]): string | null {
  const bytes = values.filter((value) => typeof value === 'number');
  return bytes.length === values.length ? new TextDecoder().decode(Uint8Array.from(bytes)) : null;
}

function textIn(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

function takeTimes(fields: Fields, prefixes: Prefixes): void {
  const realtime = microsecondsIn(fields, '__REALTIME_TIMESTAMP');
  const monotonic = microsecondsIn(fields, '_SOURCE_MONOTONIC_TIMESTAMP');
  if (realtime !== null) prefixes.wallClock ??= epochTime(realtime);
  if (monotonic !== null) prefixes.bootSeconds ??= monotonic / 1e6;
  const printed = textIn(fields, TIME_FIELDS);
  if (printed !== null && /^\d{4}-\d{2}-\d{2}T/.test(printed)) prefixes.wallClock ??= printed;
}

function microsecondsIn(fields: Fields, name: string): number | null {
  const value = fields[name];
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : null;
}

/** `{"log"=>"…"}`, as Fluent Bit prints records. */
function rubyHashLine(text: string, prefixes: Prefixes): string | null {
  if (!text.includes('"=>"')) return null;
  const [, seconds, fraction] = /\[(\d{9,10})\.(\d{1,9})[,\]]/.exec(text) ?? [];
  if (seconds !== undefined) {
    prefixes.wallClock ??= epochTime(Number(`${seconds}.${fraction ?? '0'}`) * 1e6);
  }
  const [, escaped] = /"(?:log|message|MESSAGE|msg)"=>"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  if (escaped === undefined) return null;
  try {
    const line: unknown = JSON.parse(`"${escaped}"`);
    return typeof line === 'string' ? line.replace(/\n$/, '') : null;
  } catch {
    return escaped;
  }
}
