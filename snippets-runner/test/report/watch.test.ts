import { describe, expect, test } from 'vitest';
import type { WhyAll } from '../../model/next-run.ts';
import type { PageThatRan } from '../../model/report.ts';
import { hasRun } from '../../report/run-report.ts';
import { createStyle } from '../../report/style.ts';
import { answerHead, clock, isSameResult, leaksReport, printedReport } from '../../report/watch.ts';
import { everythingRun } from './sample-run.ts';

const style = createStyle(false);
const at = new Date(2026, 10, 26, 4, 5, 6);

test('the time is that of the clock on the wall', () => {
  expect(clock(at)).toBe('04:05:06');
});

describe('the first line', () => {
  const head = (next: Parameters<typeof answerHead>[0]['next'], ran: number) =>
    answerHead({ at, next, ran, all: 9, durationMs: 1_234 }, style);

  test('says what ran', () => {
    expect(head({ kind: 'nothing' }, 0)).toBe('04:05:06 ran nothing: no command has changed');
    expect(head({ kind: 'rest', from: 7 }, 2)).toBe('04:05:06 ran 2 of 9 snippets in 1.2 s: only what is new');
    expect(head({ kind: 'all', why: { kind: 'first' } }, 9)).toBe('04:05:06 ran 9 snippets in 1.2 s');
    expect(head({ kind: 'all', why: { kind: 'first' } }, 3)).toBe('04:05:06 ran 3 of 9 snippets in 1.2 s');
  });

  test.each<[WhyAll, string]>([
    [{ kind: 'changed', snippet: 'create' }, 'create has changed, and had run already'],
    [{ kind: 'removed', snippet: 'create' }, 'create was removed, and had run already'],
    [{ kind: 'moved', snippet: 'create' }, 'create was moved, and had run already'],
    [{ kind: 'inserted', snippet: 'create' }, 'create is new, and later snippets had run already'],
    [{ kind: 'again' }, 'in one go, the result is another one'],
    [{ kind: 'other-lab', what: ['nodes', 'images'] }, 'it needs another lab (nodes, images)'],
    [{ kind: 'other-lab', what: ['files'] }, 'it needs another lab (files beside it)'],
    [{ kind: 'other-lab', what: ['values'] }, 'it needs another lab (values of placeholders)'],
    [{ kind: 'lost' }, 'the lab of the last run is gone'],
  ])('says why everything ran: %j', (why, text) => {
    expect(head({ kind: 'all', why }, 9)).toBe(`04:05:06 ran 9 snippets in 1.2 s, from the beginning: ${text}`);
  });
});

const page = everythingRun().pages.find((each): each is PageThatRan => hasRun(each) && each.result === 'failed');
if (!page) throw new TypeError('the sample has no page that failed');
const [first] = page.snippets;
if (!first) throw new TypeError('the page has no snippet');
const withFaults = (kinds: readonly ('no-capture' | 'not-run')[]): PageThatRan => ({
  ...page,
  leaks: [],
  snippets: [{ ...first, faults: kinds.map((kind) => ({ kind, position: first.position })) }],
});

test('what has no capture is shown as it was printed, and shortened', () => {
  const long = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
  const report = printedReport(withFaults(['no-capture']), new Map([[first.id, [long]]]), style);
  expect(report).toContain(`${first.id} printed:`);
  expect(report).toContain('line 11\n    … 28 more lines');
  expect(report).not.toContain('line 12');
});

test('what is compared, or has not run now, is not shown', () => {
  expect(printedReport(withFaults([]), new Map([[first.id, ['text']]]), style)).toBe('');
  expect(printedReport(withFaults(['no-capture']), new Map(), style)).toBe('');
});

test('what is left is told with what to do about it', () => {
  const leaks = [{ node: 'host', kind: 'networks' as const, names: ['pair'] }];
  expect(leaksReport({ ...page, leaks }, style)).toMatch(
    /host still has network pair\n {2}hint .*lab\.leaves: \[networks\]/u,
  );
  expect(leaksReport({ ...page, leaks: [] }, style)).toBe('');
});

test('two runs have the same result if the same faults are in the same places', () => {
  const [one, other] = [withFaults(['no-capture']), withFaults([])];
  expect(isSameResult(one, { ...one, durationMs: one.durationMs + 5 })).toBe(true);
  expect(isSameResult(one, other)).toBe(false);
  expect(isSameResult(other, { ...other, leaks: [{ node: 'host', kind: 'networks', names: ['pair'] }] })).toBe(false);
});
