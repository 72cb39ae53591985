import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { message } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { renderMessage } from '../../shared/messages/renderMessage';
import { systemClock } from '../clock';
import { Refusal } from '../fleet/refusal';
import { silentLog, stderrLog } from '../log';
import { SourceError } from '../sampling/sourceError';
import { dataFolderOf } from '../storage/dataFolder';
import { version } from '../../../package.json';
import { parseCommand, type Command } from './arguments';
import { askSecret } from './askSecret';
import { auditCommand, auditVerifyCommand } from './auditCommand';
import type { CliEnvironment } from './cliHost';
import type { CommandOutput } from './output';
import { NO_PROGRESS, terminalProgress } from './output';
import { policyCheckCommand } from './policyCommand';
import { SUGGESTIONS } from '../policies/suggestions';
import { recordCommand } from './recordCommand';
import { replayCommand } from './replayCommand';
import { reportCommand } from './reportCommand';
import { sampleCommand } from './sampleCommand';
import { USAGE } from './usage';

const EXIT = { ok: 0, failed: 1, badUsage: 2 } as const;

function complain(sentence: string): void {
  writeSync(process.stderr.fd, `lowmark: ${sentence}\n`);
}

/** Writes to standard output at the reader's pace: a pipe into `head` or a slow disk must not fill our memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function output(): CommandOutput {
  const toStderr = (text: string): void => {
    writeSync(process.stderr.fd, text);
  };
  return {
    write,
    complain,
    progress: process.stderr.isTTY ? terminalProgress(toStderr, systemClock) : NO_PROGRESS,
  };
}

/** What went wrong, for a person, in their language. */
function explain(error: unknown, language: Language): void {
  if (error instanceof SourceError) {
    complain(renderMessage(error.failure.message, language));
    const { offeredKey, kind } = error.failure;
    if (kind === 'host-key-unknown' && offeredKey !== null) {
      const { sha256, keyType } = offeredKey;
      complain(renderMessage(message('terminal.accept-host-key', { sha256, keyType }), language));
    }
  } else if (error instanceof Refusal) complain(renderMessage(error.sentence, language));
  else complain(error instanceof Error ? error.message : String(error));
}

async function run(command: Exclude<Command, { kind: 'help' | 'version' }>): Promise<number> {
  const environment: CliEnvironment = {
    dataFolder: dataFolderOf(process.env),
    clock: systemClock,
    log: process.env['LOWMARK_DEBUG'] === '1' ? stderrLog : silentLog,
    askSecret,
  };
  try {
    switch (command.kind) {
      case 'sample':
        await write(await sampleCommand(command, environment));
        return EXIT.ok;
      case 'record': {
        const interrupted = new AbortController();
        for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());
        complain(await recordCommand(command, environment, write, interrupted.signal));
        return EXIT.ok;
      }
      case 'report':
        return (await reportCommand(command, output())) ? EXIT.ok : EXIT.failed;
      case 'replay':
        return (await replayCommand(command, output())) ? EXIT.ok : EXIT.failed;
      case 'audit':
        await auditCommand(command, environment, output());
        return EXIT.ok;
      case 'audit-verify':
        return (await auditVerifyCommand(command, environment, output())) ? EXIT.ok : EXIT.failed;
      case 'policy-check':
        return EXIT[await policyCheckCommand(command, environment, output())];
      case 'policy-suggest':
        await write(SUGGESTIONS);
        return EXIT.ok;
    }
  } catch (error) {
    explain(error, command.language);
    return EXIT.failed;
  }
}

async function main(): Promise<number> {
  // A reader that goes away, as `head` does, is the end of the work and no error.
  process.stdout.on('error', () => process.exit(EXIT.ok));
  const parsed = parseCommand(process.argv.slice(2), process.env);
  if (!parsed.ok) {
    complain(`${parsed.problem} Try: lowmark --help`);
    return EXIT.badUsage;
  }
  switch (parsed.value.kind) {
    case 'help':
      await write(USAGE);
      return EXIT.ok;
    case 'version':
      await write(`lowmark ${version}\n`);
      return EXIT.ok;
    default:
      return run(parsed.value);
  }
}

process.exitCode = await main();
