import { describe, expect, it } from 'vitest';
import { incidentTable } from '../../../../src/main/cli/incidentTable';
import { replayTable } from '../../../../src/main/cli/replayTable';
import { explainedIncident } from '../../../../src/shared/incidentDocument/explainedIncident';
import { incidentHtml } from '../../../../src/shared/incidentDocument/html';
import { incidentMarkdown } from '../../../../src/shared/incidentDocument/markdown';
import { visibleText } from '../../../../src/shared/incidentDocument/visibleText';
import type { Incident } from '../../../../src/shared/model';
import { HOSTILE_NAMES, SHOWN_TEXT, shownIncident } from './shownIncident';

/** An incident in which everything that a stranger may write is this name. */
function namedIncident(name: string): Incident {
  const { tasks, kills, zones, trigger, ...others } = shownIncident();
  return {
    ...others,
    hostname: name,
    kernel: name,
    at: { bootSeconds: null, wallClock: name },
    constraint: 'memcg',
    cpuset: name,
    memsAllowed: name,
    oomGroup: name,
    cgroup: {
      path: name,
      taskPath: name,
      usageBytes: 1024,
      limitBytes: 1024,
      failCount: null,
      swap: null,
      memorySwap: null,
      kmem: null,
      stats: null,
    },
    trigger: trigger === null ? null : { ...trigger, comm: name, gfpFlags: [name] },
    tasks: tasks.map((task) => ({ ...task, comm: name })),
    kills: kills.map((kill) => ({ ...kill, comm: name, chosen: { pid: 130, comm: name, score: 1 } })),
    zones: zones.map((zone) => ({ ...zone, name })),
  };
}

const hostileText = SHOWN_TEXT.replaceAll(
  'leaker',
  HOSTILE_NAMES.filter((name) => !name.includes('\n')).join(' '),
);

/** The same document with a harmless name: its markup is what every other one has to have as well. */
function shapeOfHtml(page: string): string[] {
  return page.match(/<\/?[a-z][a-z0-9]*|<!/gi) ?? [];
}

const plainPage = shapeOfHtml(
  incidentHtml(explainedIncident(namedIncident('plain'), { text: SHOWN_TEXT }), 'en'),
);

describe.each(HOSTILE_NAMES)('a name such as %j', (name) => {
  const input = explainedIncident(namedIncident(name), { text: SHOWN_TEXT });

  it('adds no element and no attribute to the page', () => {
    const page = incidentHtml(input, 'en');
    expect(shapeOfHtml(page)).toEqual(plainPage);
    expect(page).not.toMatch(/<[^>]*\s(?:on\w+|src|style)=/i);
  });

  it('stays within its line and its cell in Markdown', () => {
    const lines = incidentMarkdown(input, 'en').split('\n');
    const start = lines.findIndex((line) => /^\| \\# \|/.test(line));
    const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
    expect(lines.slice(start + 2, start + 6).map(cells)).toEqual(
      [0, 0, 0, 0].map(() => cells(lines[start] ?? '')),
    );
    // Outside of the report's own block, every sign that begins markup is in a code span or escaped.
    const prose = lines.slice(0, lines.lastIndexOf('## The report')).map(withoutCode).join('\n');
    expect(prose).not.toMatch(/(?<!\\)<(?!\/?code>)|(?<!\\)\[|!\[|https?:|@here|\*\*bold/);
  });

  it('moves no cursor in a terminal', () => {
    for (const table of [incidentTable(input, name, 'en'), replayTable(input, null, 'zh-CN')]) {
      // eslint-disable-next-line no-control-regex -- control characters are what must not be there
      expect(table).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

/** A line without what stands between backticks; a span ends at a run as long as the one that began it. */
function withoutCode(line: string): string {
  return line.replace(/<code>[^<]*<\/code>/g, '').replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '');
}

describe('lines of a report that try to be something else', () => {
  const input = explainedIncident(shownIncident(), { text: hostileText });

  it('stay in their block in Markdown: its fence is longer than any in it', () => {
    const document = incidentMarkdown(input, 'en');
    const block = document.slice(document.indexOf('## The report'));
    expect(block.match(/^````+(?:text)?$/gm)).toEqual(['````text', '````']);
  });

  it('stay text on the page', () => {
    const page = incidentHtml(input, 'en');
    expect(page).toContain('&lt;img src=x&gt;');
    expect(page).not.toMatch(/<img|<svg\/|<\/code><\/td>/i);
  });
});

describe('foreign text made visible', () => {
  it.each([
    ['nginx: worker', 'nginx: worker'],
    ['内存 耗尽 😀', '内存 耗尽 😀'],
    ['a\u001b[2Jb', 'a␛[2Jb'],
    ['a\r\nb\u0000', 'a␍␊b␀'],
    ['a\tb', 'a    b'],
    ['a\u202eb', 'a<U+202E>b'],
    ['a\u200bb\ufeff', 'a<U+200B>b<U+FEFF>'],
    ['\u0085\u007f', '<U+0085>␡'],
    ['\ud83d', '<U+D83D>'],
    ['\ude00', '<U+DE00>'],
  ])('%j becomes %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});
