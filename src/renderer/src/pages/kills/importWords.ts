import { formatBytes } from '../../../../shared/messages/format';
import type { LogImportResult, Message } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';
import type { LogImport } from '../../stores/incidentImportStore';

function resultWords(name: string, result: LogImportResult): readonly (Message | Text)[] {
  const { incidentKeys, signs, knownAlready, readBytes, problem } = result;
  const problems = problem === null ? [] : [problem];
  const signText: Text[] =
    signs.length === 0 ? [] : [{ key: 'kills.import.signs', params: { count: signs.length } }];
  if (incidentKeys.length > 0) {
    const known: Text[] =
      knownAlready === 0 ? [] : [{ key: 'kills.import.known', params: { count: knownAlready } }];
    const done: Text = { key: 'kills.import.done', params: { name, count: incidentKeys.length } };
    return [done, ...known, ...signText, ...problems];
  }
  const params = { name, amount: formatBytes(readBytes) };
  if (signs.length > 0) return [{ key: 'kills.import.nothingButSigns', params }, ...signText, ...problems];
  // What was not read to its end may hold one after all.
  return problem === null ? [{ key: 'kills.import.nothing', params }] : problems;
}

/** What there is to say of an import that does not run. */
export function importWordsOf({ fileName: name, totalBytes, state }: LogImport): readonly (Message | Text)[] {
  switch (state.kind) {
    case 'running':
      return [];
    case 'waiting':
      return [{ key: 'kills.import.waiting', params: { name } }];
    case 'cancelled':
      return [{ key: 'kills.import.cancelled', params: { name } }];
    case 'failed':
      return [state.problem];
    case 'done':
      return totalBytes === 0
        ? [{ key: 'kills.import.empty', params: { name } }]
        : resultWords(name, state.result);
  }
}
