/** What happens to a log on its way through mail, terminals and editors. */
export interface Mangling {
  readonly name: string;
  readonly apply: (text: string) => string;
}

function everyLine(text: string, change: (line: string, at: number) => string): string {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return [...lines.map(change), ...(last === '' ? [] : [change(last, lines.length)]), ''].join('\n');
}

/** As `fold -s` and mail programs do: at the last blank before the column, and the rest without anything in front. */
function wrapped(line: string, columns: number): string {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns);
    if (at <= 0) break;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...pieces, rest].join('\n');
}

export const MANGLINGS: readonly Mangling[] = [
  { name: 'crlf', apply: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'quoted', apply: (text) => everyLine(text, (line) => `> ${line}`) },
  { name: 'quoted-twice', apply: (text) => everyLine(text, (line) => `>> ${line}`) },
  { name: 'quoted-apart', apply: (text) => everyLine(text, (line) => `> > ${line}`) },
  { name: 'bar-quoted', apply: (text) => everyLine(text, (line) => `| ${line}`) },
  { name: 'diff', apply: (text) => everyLine(text, (line) => `+${line}`) },
  { name: 'tab', apply: (text) => everyLine(text, (line) => `\t${line}`) },
  { name: 'indented', apply: (text) => everyLine(text, (line) => `        ${line}`) },
  { name: 'blank-lines', apply: (text) => everyLine(text, (line) => `${line}\n`) },
  { name: 'trailing-blanks', apply: (text) => everyLine(text, (line) => `${line}   `) },
  { name: 'grep-n', apply: (text) => everyLine(text, (line, at) => `${String(at + 1)}:${line}`) },
  { name: 'grep-file', apply: (text) => everyLine(text, (line) => `/var/log/kern.log:${line}`) },
  {
    name: 'grep-file-n',
    apply: (text) => everyLine(text, (line, at) => `kern.log.1:${String(at + 7)}:${line}`),
  },
  { name: 'byte-order-mark', apply: (text) => `\uFEFF${text}` },
  { name: 'no-last-newline', apply: (text) => text.replace(/\n$/, '') },
];

/** `dmesg --color`: the stamp green, what stands before a colon brown, errors red. */
export const COLOURED: Mangling = {
  name: 'dmesg-color',
  apply: (text) =>
    everyLine(text, (line) =>
      line
        .replace(/^(\[ *\d+\.\d+\] )/, '\u001b[32m$1\u001b[0m')
        .replace(/(Out of memory: )(.*)$/, '\u001b[33m$1\u001b[0m\u001b[31m$2\u001b[0m'),
    ),
};

/** The same as rsyslog writes it: escape characters as `#033`. */
export const ESCAPED_COLOURS: Mangling = {
  name: 'rsyslog-escaped-colours',
  apply: (text) => COLOURED.apply(text).replaceAll('\u001b', '#033'),
};

export const WRAPPED: Mangling = {
  name: 'wrapped-at-72',
  apply: (text) => everyLine(text, (line) => wrapped(line, 72)),
};

export const QUOTED_WRAPPED: Mangling = {
  name: 'wrapped-and-quoted',
  apply: (text) => everyLine(WRAPPED.apply(text), (line) => `> ${line}`),
};
