import { describe, expect, test } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { RunEvent } from '../../model/event.ts';
import type { PageOutcome } from '../../model/outcome.ts';
import { eventLine, NO_PROGRESS, nextProgress, type Progress, progressLines } from '../../report/progress.ts';
import { createStyle, indent, seconds } from '../../report/style.ts';
import { samplePage } from '../tutorial/capture/sample.ts';

const PLAIN = createStyle(false);
const PAGE = samplePage();
const OTHER = { ...samplePage(), file: 'other.mdx' };
const [create, attach] = PAGE.snippets;
if (!create || !attach) throw new TypeError('the sample page has other snippets');
const SKIPPED: PageOutcome = { kind: 'skipped', page: PAGE, reason: 'no ipvs' };

/** Returns the progress after events that come once a second, from second 0 on. */
function progressOf(...events: RunEvent[]): Progress {
  return events.reduce((progress, event, second) => nextProgress(progress, event, second * 1000), NO_PROGRESS);
}

const planned: RunEvent = {
  kind: 'planned',
  pages: [PAGE, OTHER].map((page) => ({ kind: 'skipped', page, reason: '' })),
};

describe('progress on a terminal', () => {
  test('shows nothing before there is anything', () => {
    expect(progressLines(NO_PROGRESS, 0, PLAIN)).toBe('');
  });

  test('shows the running pages, for how long they run, and the number of pages', () => {
    const progress = progressOf(
      planned,
      { kind: 'lab-booting', page: PAGE },
      { kind: 'lab-booting', page: OTHER },
      { kind: 'lab-ready', page: PAGE, durationMs: 700 },
      { kind: 'snippet-started', page: PAGE, snippet: attach, index: 1 },
    );
    expect(progressLines(progress, 12_000, PLAIN).split('\n')).toEqual([
      'booting other.mdx: host 10 s',
      'running bridge/sample.mdx: attach 2/2 11 s',
      '0 of 2 pages',
    ]);
  });

  test('no longer shows a page that has ended', () => {
    const progress = progressOf(planned, { kind: 'lab-booting', page: PAGE }, { kind: 'page-ended', outcome: SKIPPED });
    expect(progressLines(progress, 3000, PLAIN)).toBe('1 of 2 pages');
  });

  test('shows the preparation until a lab is ready', () => {
    const preparing: RunEvent = { kind: 'preparing', message: 'making image node' };
    expect(progressLines(progressOf(preparing), 0, PLAIN)).toBe('preparing making image node');
    const ready: RunEvent = { kind: 'lab-ready', page: PAGE, durationMs: 1 };
    expect(progressLines(progressOf(preparing, ready), 0, PLAIN)).toBe('');
  });
});

describe('an event leaves a line', () => {
  const error = new SnippetsError('engine-lost', 'the Docker daemon went away while removing lab ab12cd34', '');
  const left: RunEvent = { kind: 'lab-left', labId: 'ab12cd34', error };
  const LEFT = `left lab ab12cd34: ${error.message}\n  hint \`npx snippets clean\` removes it after this run`;
  const snippetStarted: RunEvent = { kind: 'snippet-started', page: PAGE, snippet: create, index: 0 };
  const ready: RunEvent = { kind: 'lab-ready', page: PAGE, durationMs: 700 };

  test.each<[string, RunEvent, string | undefined, string | undefined]>([
    ['planned', planned, undefined, undefined],
    ['lab-booting', { kind: 'lab-booting', page: PAGE }, undefined, undefined],
    ['lab-ready', ready, undefined, 'lab of bridge/sample.mdx ready in 0.7 s'],
    ['snippet-started', snippetStarted, undefined, 'bridge/sample.mdx: create on host'],
    ['lab-left', left, LEFT, LEFT],
    ['preparing', { kind: 'preparing', message: 'pulling alpine' }, 'pulling alpine', 'pulling alpine'],
    [
      'page-ended',
      { kind: 'page-ended', outcome: SKIPPED },
      'skipped bridge/sample.mdx: no ipvs',
      'skipped bridge/sample.mdx: no ipvs',
    ],
  ])('%s', (_kind, event, normal, verbose) => {
    expect(eventLine(event, false, PLAIN)).toBe(normal);
    expect(eventLine(event, true, PLAIN)).toBe(verbose);
  });
});

test.each([
  [40, '0.0 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min 00 s'],
  [119_700, '2 min 00 s'],
  [605_000, '10 min 05 s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(seconds(milliseconds)).toBe(text);
});

test('empty lines are not indented', () => {
  expect(indent('a\n\nb', '  ')).toBe('  a\n\n  b');
});
