/**
 * What `systemctl show` prints of units: a property a line, a blank line between units (systemctl-show.c, bus_print_property).
 *
 *     LoadState=loaded
 *     RestartUSec=1min 30s
 *
 * Properties that a release does not know are left out: `InvocationID` came with systemd 232.
 */
import type { InspectedUnit } from '../../shared/change/inspection';
import type { SurveyedUnit } from '../../shared/model';
import { kernelLines, parseCount, parseSignedCount } from './kernelText';

/** The name of Lowmark's drop-in in a unit's folder. */
const DROP_IN = /\/90-lowmark-oom\.conf$/;
const MAX_PID = 2 ** 31 - 1;
const MAX_ADJ = 1000;
/** PATH_MAX; nothing that is asked for is longer. */
const LONGEST_CHARACTERS = 4096;
const MOST_PATHS = 200;

type Properties = ReadonlyMap<string, string>;

function propertyOf(line: string): readonly [string, string] | null {
  const [, name, value] = /^([A-Za-z]{1,60})=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? null : [name, value];
}

function textOf(properties: Properties, name: string): string | null {
  const text = properties.get(name) ?? '';
  return text === '' || text.length > LONGEST_CHARACTERS ? null : text;
}

function adjOf(properties: Properties): number | null {
  const adj = parseSignedCount(properties.get('OOMScoreAdjust') ?? '');
  return adj === null || Math.abs(adj) > MAX_ADJ ? null : adj;
}

function pathsOf(properties: Properties, name: string): string[] {
  return (properties.get(name) ?? '')
    .split(' ', MOST_PATHS)
    .filter((path) => path.startsWith('/') && path.length <= LONGEST_CHARACTERS);
}

const SECONDS_OF: ReadonlyMap<string, number> = new Map([
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['min', 60],
  ['h', 3_600],
  ['d', 86_400],
  ['w', 604_800],
  // As systemd counts them (time-util.h): 30.4375 and 365.25 days.
  ['month', 2_629_800],
  ['y', 31_557_600],
]);

/**
 * A span of time as systemd prints it (format_timespan in basic/time-util.c), in seconds: `100ms`, `1min 30s`, `0`.
 *
 * @returns null for anything else, `infinity` too
 */
export function parseTimeSpanSeconds(text: string): number | null {
  if (text === '0') return 0;
  let seconds = 0;
  for (const part of text.split(' ')) {
    const [, amount = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?)([a-z]{1,5})$/.exec(part) ?? [];
    const factor = SECONDS_OF.get(unit);
    if (factor === undefined) return null;
    // Its own parts are whole microseconds.
    seconds += Math.round(Number(amount) * factor * 1e6) / 1e6;
  }
  return seconds;
}

/** One unit of the script's answer: what systemctl printed, and what the script found beside it. */
interface UnitBlock {
  readonly unit: string;
  readonly properties: Map<string, string>;
  pids: readonly number[];
  checksum: string | null;
  readonly dropInLines: string[];
}

function pidsIn(text: string): readonly number[] {
  const pids = text
    .split(' ')
    .map(parseCount)
    .filter((pid) => pid !== null && pid >= 1 && pid <= MAX_PID);
  return [...new Set(pids)].filter((pid) => pid !== null);
}

function takeLine(block: UnitBlock, line: string): void {
  const property = propertyOf(line);
  if (line.startsWith('>')) block.dropInLines.push(line.slice(1));
  else if (line.startsWith('=pids ')) block.pids = pidsIn(line.slice('=pids '.length));
  else if (line.startsWith('=cksum ')) block.checksum = /^=cksum (\d+ \d+)\b/.exec(line)?.[1] ?? null;
  else if (property !== null) block.properties.set(...property);
}

/** The text of a drop-in: `cksum` says whether its last line ends like the others. */
function dropInTextOf({ checksum, dropInLines }: UnitBlock): string | null {
  if (checksum === null) return null;
  const text = dropInLines.map((line) => `${line}\n`).join('');
  const bytes = Number(checksum.split(' ')[1]);
  const isCutShort = new TextEncoder().encode(text).length === bytes + 1;
  return isCutShort ? text.slice(0, -1) : text;
}

function inspectedUnit(block: UnitBlock): InspectedUnit {
  const { unit, properties, pids, checksum } = block;
  const restartSpan = textOf(properties, 'RestartUSec');
  return {
    unit,
    loadState: textOf(properties, 'LoadState') ?? 'not-found',
    activeState: textOf(properties, 'ActiveState') ?? 'unknown',
    subState: textOf(properties, 'SubState') ?? 'unknown',
    description: textOf(properties, 'Description'),
    result: textOf(properties, 'Result'),
    restart: textOf(properties, 'Restart'),
    restartSeconds: restartSpan === null ? null : parseTimeSpanSeconds(restartSpan),
    oomScoreAdjust: adjOf(properties),
    fragmentPath: textOf(properties, 'FragmentPath'),
    dropInPaths: pathsOf(properties, 'DropInPaths'),
    invocationId: invocationOf(properties),
    controlGroup: textOf(properties, 'ControlGroup'),
    pids,
    dropInText: dropInTextOf(block),
    dropInChecksum: checksum,
  };
}

function invocationOf(properties: Properties): string | null {
  const id = properties.get('InvocationID') ?? '';
  return /^[0-9a-f]{32}$/.test(id) ? id : null;
}

/**
 * Reads what the script says of single units: for each a line `=unit NAME`, what systemctl prints, `=pids`, and where
 * Lowmark's drop-in is, `=cksum` and its lines behind `>`.
 *
 * @param text any text is accepted
 * @returns the units in their order; what stands before the first, and a line that was cut off, is left out
 */
export function parseInspectedUnits(text: string): readonly InspectedUnit[] {
  const blocks: UnitBlock[] = [];
  for (const line of kernelLines(text)) {
    if (!line.isWhole) continue;
    const [, unit] = /^=unit (\S+)$/.exec(line.text) ?? [];
    const block = blocks.at(-1);
    if (unit !== undefined)
      blocks.push({ unit, properties: new Map(), pids: [], checksum: null, dropInLines: [] });
    else if (block !== undefined) takeLine(block, line.text);
  }
  return blocks.map(inspectedUnit);
}

/**
 * Reads `systemctl show` of many units at once, with `Id`, `OOMScoreAdjust`, `FragmentPath` and `DropInPaths`.
 *
 * @param text any text is accepted
 * @returns the services in their order; a unit without a name, or cut off, is left out
 */
export function parseSurveyedUnits(text: string): readonly SurveyedUnit[] {
  const units = new Map<string, SurveyedUnit>();
  const isCut = text !== '' && !text.endsWith('\n');
  const blocks = text.split(/\r?\n\r?\n+/);
  // The last properties of a unit may be those that are missing.
  if (isCut) blocks.pop();
  for (const block of blocks) {
    const properties = new Map(
      block.split(/\r?\n/).flatMap((line) => {
        const property = propertyOf(line);
        return property === null ? [] : [property];
      }),
    );
    const unit = textOf(properties, 'Id');
    if (unit === null || !/^\S+\.service$/.test(unit) || units.has(unit)) continue;
    const dropIns = pathsOf(properties, 'DropInPaths');
    units.set(unit, {
      unit,
      adj: adjOf(properties),
      files: [...pathsOf(properties, 'FragmentPath'), ...dropIns],
      hasDropIn: dropIns.some((path) => DROP_IN.test(path)),
    });
  }
  return [...units.values()];
}
