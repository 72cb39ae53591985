import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { IncidentDetail } from '../../shared/model';
import { storedIncidentSchema } from '../../shared/schema/storage';
import { nextTurn } from '../nextTurn';

/** What is kept of one incident beside its summary: compressed, since a report of 24,000 tasks is 9 MB as text. */
export interface PackedIncident {
  readonly body: Uint8Array;
  readonly text: Uint8Array | null;
}

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** So many tasks are written as JSON in a few milliseconds. */
const TASKS_AT_ONCE = 2_000;

/** The stored form of an incident. The loop is not held up for long, however many tasks there are. */
export async function packIncident(detail: Omit<IncidentDetail, 'summary'>): Promise<PackedIncident> {
  const { incident, isTextCut, hostPageBytes, text } = detail;
  const frame = JSON.stringify({ incident: { ...incident, tasks: [] }, isTextCut, hostPageBytes });
  const body = await packWithTasks(frame, incident.tasks);
  return { body, text: text === null ? null : await pack(text, { level: 6 }) };
}

/** Puts the tasks into the one empty place that was left for them. */
async function packWithTasks(frame: string, tasks: readonly unknown[]): Promise<Uint8Array> {
  const mark = '"tasks":[]';
  // Nothing before it is free text that could hold the mark: a quote inside a string is escaped.
  const at = frame.indexOf(mark) + mark.length - 1;
  const pieces = [Buffer.from(frame.slice(0, at))];
  for (let from = 0; from < tasks.length; from += TASKS_AT_ONCE) {
    const some = JSON.stringify(tasks.slice(from, from + TASKS_AT_ONCE)).slice(1, -1);
    pieces.push(Buffer.from(from === 0 ? some : `,${some}`));
    if (tasks.length > TASKS_AT_ONCE) await nextTurn();
  }
  pieces.push(Buffer.from(frame.slice(at)));
  return pack(Buffer.concat(pieces), { level: 3 });
}

/**
 * An incident from its stored form; null where that is not what this version writes.
 *
 * @throws where it cannot be decompressed.
 */
export async function unpackIncident({
  body,
  text,
}: PackedIncident): Promise<Omit<IncidentDetail, 'summary'> | null> {
  const json = (await unpack(body)).toString('utf8');
  await nextTurn();
  const parsed = storedIncidentSchema.safeParse(JSON.parse(json));
  if (!parsed.success) return null;
  return { ...parsed.data, text: text === null ? null : (await unpack(text)).toString('utf8') };
}
