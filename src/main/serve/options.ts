import { parseArgs } from 'node:util';
import { failed, ok, type Result } from '../../shared/result';

/** What the browser shell is started with. */
export interface ServeOptions {
  /** 0: any free port; null: the usual one, or any free one where that is taken. */
  readonly port: number | null;
  readonly isDemoShown: boolean;
}

const LAST_PORT = 65_535;

/** Reads the command line; the problem is one sentence. */
export function parseServeOptions(args: readonly string[]): Result<ServeOptions, string> {
  const parsed = parsedArguments(args);
  if (!parsed.ok) return parsed;
  const { port = null, demo = false } = parsed.value;
  if (port === null) return ok({ port, isDemoShown: demo });
  if (!/^\d{1,5}$/.test(port) || Number(port) > LAST_PORT) {
    return failed(`--port takes a number from 0 to ${String(LAST_PORT)} (0: any free port), not "${port}".`);
  }
  return ok({ port: Number(port), isDemoShown: demo });
}

function parsedArguments(args: readonly string[]): Result<{ port?: string; demo?: boolean }, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, demo: { type: 'boolean' } },
      allowPositionals: false,
    });
    return ok({ ...values });
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}
