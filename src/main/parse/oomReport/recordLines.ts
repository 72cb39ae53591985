/**
 * Log records that take several lines: `journalctl -o json-pretty` and `-o export`. Their fields are gathered until the record
 * ends and handed on as one JSON line.
 */

/** A line, or a record made one, and the number of the line that it stands for. */
export interface GatheredLine {
  readonly text: string;
  readonly number: number;
}

const PRETTY_FIELD = /^\s+"([A-Za-z_0-9]{1,64})"\s*:\s*(.*?),?\s*$/;
const EXPORT_FIELD = /^([A-Z_][A-Z_0-9]{0,63})=(.*)$/;
/** Records have some thirty fields; what has many more is none. */
const MOST_FIELDS = 200;

/** A field whose text has newlines, or is no text: its name alone, then eight bytes of length and the text itself. */
const EXPORT_BINARY = /^[A-Z_][A-Z_0-9]{0,63}$/;
const LENGTH_BYTES = 8;

interface OpenRecord {
  /** The field that is being gathered by its lines. */
  binary: { readonly name: string; readonly lines: string[] } | null;
  readonly kind: 'pretty' | 'export';
  readonly fields: Map<string, unknown>;
  messageLine: number;
}

/** Passes lines through, and gathers those that are fields of a record. */
export class RecordLines {
  #record: OpenRecord | null = null;

  /** @returns what is to be read now; nothing while a record is being gathered */
  push(text: string, number: number): readonly GatheredLine[] {
    if (this.#record === null) {
      if (!this.#begins(text, number)) return [{ text, number }];
      return [];
    }
    const { kind } = this.#record;
    if (kind === 'pretty' ? /^\},?\s*$/.test(text) : text === '') return this.end();
    const isField = this.#take(text, number);
    if (isField && this.#record.fields.size <= MOST_FIELDS) return [];
    // Not a record after all, or one without end: what is known of it is given, and the line itself.
    return [...this.end(), { text, number }];
  }

  /** The record that is open, as far as it goes. */
  end(): readonly GatheredLine[] {
    const record = this.#record;
    this.#record = null;
    if (record === null || record.fields.size === 0) return [];
    return [{ text: JSON.stringify(Object.fromEntries(record.fields)), number: record.messageLine }];
  }

  #begins(text: string, number: number): boolean {
    if (text.trimEnd() === '{') {
      this.#record = { kind: 'pretty', fields: new Map(), messageLine: number, binary: null };
      return true;
    }
    if (!/^__?[A-Z][A-Z_]{0,63}=/.test(text)) return false;
    this.#record = { kind: 'export', fields: new Map(), messageLine: number, binary: null };
    return this.#take(text, number);
  }

  #take(text: string, number: number): boolean {
    const record = this.#record;
    if (record === null) return false;
    if (record.kind === 'export' && takesBinary(record, text, number)) return true;
    const [, name, value] = (record.kind === 'pretty' ? PRETTY_FIELD : EXPORT_FIELD).exec(text) ?? [];
    if (name === undefined || value === undefined) return false;
    record.fields.set(name, record.kind === 'pretty' ? jsonValue(value) : value);
    if (name === 'MESSAGE') record.messageLine = number;
    return true;
  }
}

/** Whether the line begins a field of several lines, or goes on with it. It ends where the next field begins. */
function takesBinary(record: OpenRecord, text: string, number: number): boolean {
  const { binary } = record;
  const isField = EXPORT_FIELD.test(text);
  if (binary !== null && !isField) {
    if (binary.lines.length < MOST_FIELDS) {
      binary.lines.push(binary.lines.length === 0 ? text.slice(LENGTH_BYTES) : text);
    }
    record.fields.set(binary.name, binary.lines.join('\n'));
    return true;
  }
  record.binary = null;
  if (!EXPORT_BINARY.test(text)) return false;
  record.binary = { name: text, lines: [] };
  if (text === 'MESSAGE') record.messageLine = number + 1;
  return true;
}

function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
