import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm start -- [--serve] [--demo] [--port N]

  --serve    open the browser shell on 127.0.0.1 instead of the window
  --demo     also show the demo fleet
  --port N   the browser shell's port (by default 7341, or a free one where that is taken)
  --help     this text`;

/**
 * Understands the words after `npm start --`.
 *
 * @param words the command line
 * @returns `{ help }`, or `{ problem }` with a sentence, or what to start: `{ isServe, shared, serveOnly }`, where
 *   `shared` are the words for either shell and `serveOnly` those for the browser shell
 */
export function readStartOptions(words) {
  let values;
  try {
    ({ values } = parseArgs({
      args: words,
      options: {
        serve: { type: 'boolean' },
        demo: { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      strict: true,
    }));
  } catch (error) {
    return { problem: `${error.message.split(/\.\s/)[0].replace(/\.$/, '')}.` };
  }
  if (values.help) return { help: true };
  const { port } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    return { problem: `--port takes a number up to 65535, not "${port}".` };
  }
  return {
    isServe: values.serve === true,
    shared: values.demo ? ['--demo'] : [],
    serveOnly: port === undefined ? [] : ['--port', port],
  };
}
