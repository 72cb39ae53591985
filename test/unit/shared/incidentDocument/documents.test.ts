import { describe, expect, it } from 'vitest';
import { explainedIncident } from '../../../../src/shared/incidentDocument/explainedIncident';
import { incidentHtml } from '../../../../src/shared/incidentDocument/html';
import { incidentJson } from '../../../../src/shared/incidentDocument/json';
import { incidentMarkdown } from '../../../../src/shared/incidentDocument/markdown';
import type { Language } from '../../../../src/shared/messages/format';
import { NO_CHANGES } from '../../../../src/shared/replay/replay';
import { incidentWith, killOf } from '../replay/replayIncidents';
import { SHOWN_TEXT, shownIncident } from './shownIncident';

const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];
const input = explainedIncident(shownIncident(), {
  text: SHOWN_TEXT,
  changes: { ...NO_CHANGES, adjByPid: new Map([[158, -1000]]), addedSwapBytes: -(512 * 1024 ** 2) },
});

describe('an incident as Markdown', () => {
  const document = incidentMarkdown(input, 'en');

  it.each([
    ['its title', '# `leaker (158)` was killed'],
    ['when, by the kernel’s clock', '- **When**: 45.514 s after the start of the machine'],
    ['the host', '- **Host**: `web-01`'],
    ['the kernel and its pages', '- **Kernel**: `6.1.0-50-amd64`, pages of 4.00 KiB'],
    ['the request', '- **Request**: order 0, `GFP_HIGHUSER_MOVABLE __GFP_COMP __GFP_ZERO`'],
    ['swap', '- **Swap**: 0 B free of 192 MiB'],
    ['what died and what it held: 171152 + 4 + 620 KiB', '- **Who died**: `leaker (158)`, 168 MiB resident'],
    [
      'the invocation',
      '| +0.000 s | `leaker (158)` asked for memory, and the OOM killer was invoked | 101 |',
    ],
    ['the kill, 0.25 s later', '| +0.250 s | `leaker (158)` was killed | 111 |'],
    ['the reaper, 1 s later', '| +1.000 s | the memory of `leaker (158)` was reaped | 112 |'],
    ['a zone within its reserve of 190 pages', '| `DMA` | 844 KiB | 136 KiB | 168 KiB | 200 KiB | 760 KiB |'],
    [
      'a zone below min',
      '| `DMA32` | 1.86 MiB | 3.61 MiB | 4.01 MiB | 4.41 MiB | 0 B | 191 MiB | at or below min |',
    ],
    // 42944 + 20094 + 544768 / 4096 pages of RAM and swap: 52688 + 49151
    ['the ranking', '| 1 | 158 | `leaker` | 63171 | 62.0 % | 168 MiB | 78.5 MiB | 532 KiB | 0 | died |'],
    [
      'who is exempt',
      '| 4 | 99 | `sshd` | – | – | 624 KiB | 1.04 MiB | 40.0 KiB | -1000 | cannot be killed |',
    ],
    ['a change of adj', '- oom_score_adj of `leaker (158)` is -1000'],
    ['a change of swap', '- 512 MiB less swap'],
    ['an understood line', '106  swap     [   45.526121] Free swap  = 0kB'],
    ['a line that says nothing', '110           [   45.600000] an ordinary line'],
  ])('says %s', (_what, text) => {
    expect(document).toContain(text);
  });

  it('ends with one newline and has no line that ends in blanks', () => {
    expect(document).toMatch(/[^\n]\n$/);
    expect(document).not.toMatch(/[ \t]$/m);
  });

  it('leaves out what the report does not have', () => {
    const bare = incidentMarkdown(
      explainedIncident(
        incidentWith({
          kernel: null,
          pageBytes: null,
          at: { bootSeconds: null, wallClock: null },
          constraint: null,
          kills: [killOf(7, { comm: 'x' })],
          complete: false,
          missing: ['tasks', 'zone'],
        }),
      ),
      'en',
    );
    expect(bare).toContain('- **When**: not in the log');
    expect(bare).toContain('- **Kernel**: not in the log');
    expect(bare).toContain('- **Not in the log**: task table; zones');
    expect(bare).not.toContain('Zones at that moment');
    expect(bare).not.toContain('## The report');
    expect(bare).not.toMatch(/NaN|undefined|null/);
  });
});

describe('an incident as a page', () => {
  it.each(LANGUAGES)('is one file in %s: no scripts, nothing from elsewhere', (language) => {
    const page = incidentHtml(input, language);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(page).toContain('prefers-color-scheme:dark');
    expect(page).not.toMatch(/<script|<link|<iframe|<img|\bon\w+=|javascript:|url\(|@import|style="/i);
    expect([...page.matchAll(/\b(?:href|src)="([^"]*)"/g)].every(([, to]) => to?.startsWith('#'))).toBe(true);
  });

  it('links each statement to a line that is on the page', () => {
    const page = incidentHtml(input, 'en');
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id ?? '');
    expect(targets.length).toBeGreaterThan(10);
    for (const id of targets) expect(page).toContain(`<div id="${id}"`);
  });

  it('draws free memory against the marks', () => {
    const page = incidentHtml(input, 'en');
    // DMA32: the scale ends at 1.6 times high, so free is 1900 / (4520 * 1.6) of 720.
    expect(page).toContain('<rect class="free below-min" x="0.0" y="2" width="189.2" height="14" rx="2"/>');
    // DMA: it ends at 1.6 times min and reserve (136 + 760 KiB).
    expect(page).toContain('<rect class="free kept" x="0.0" y="2" width="423.9" height="14" rx="2"/>');
    expect(page).toContain('aria-label="free 1.86 MiB, min 3.61 MiB, low 4.01 MiB, high 4.41 MiB"');
  });

  it('closes every element that it opens', () => {
    const page = incidentHtml(input, 'zh-CN');
    for (const name of [
      'article',
      'section',
      'div',
      'ul',
      'ol',
      'li',
      'table',
      'tr',
      'td',
      'svg',
      'bdi',
      'code',
      'main',
    ]) {
      const opened = page.match(new RegExp(`<${name}[ >]`, 'g'))?.length ?? 0;
      expect([name, opened]).toEqual([name, page.split(`</${name}>`).length - 1]);
    }
  });
});

describe('an incident as JSON', () => {
  it('is versioned, has the incident and its replay, and each sentence with its text', () => {
    const document: unknown = JSON.parse(incidentJson(input, 'zh-CN'));
    expect(document).toMatchObject({
      lowmarkIncident: 1,
      hostName: 'web-01',
      incident: JSON.parse(JSON.stringify(input.incident)) as object,
      replay: { incidentId: 'shown-1', predicted: 158, actual: 158, agrees: true, died: [158] },
      whatIf: {
        changes: { adj: [{ pid: 158, oomScoreAdj: -1000 }], removed: [], addedSwapBytes: -536_870_912 },
        before: 158,
        after: 130,
      },
      title: { code: input.title.code, text: expect.stringMatching(/leaker.*被杀/) as string },
      text: SHOWN_TEXT,
    });
  });
});

it.each(LANGUAGES)('the documents in %s have no gap and no code left in them', (language) => {
  for (const document of [incidentMarkdown(input, language), incidentHtml(input, language)]) {
    expect(document).not.toMatch(
      /\{\w+\}(?!.*@media)|(?:document|terminal|replay|cause|advice)\.[a-z]+-?[a-z]*['"<]/,
    );
    expect(document).not.toMatch(/NaN|undefined/);
  }
});
