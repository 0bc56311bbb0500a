import { expect, test } from 'vitest';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { element, exercise, mdx, snippet } from '../../commands/content-folder.ts';
import { captureOf, lintSources, parsedSource } from './lint-sources.ts';

const part = (name: string, tag = name) => element(tag, snippet(name.toLowerCase(), '$ true'));
const WRONG = part('Wrong', 'Wrong message="still broken"');
const PARTS = [part('SetUp'), part('Check'), element('Hint', 'Look.\n'), part('Solution'), part('CleanUp'), WRONG];
const PAGE = mdx(exercise('one', 'One', 'Mend it.', ...PARTS));

/** Lints the page as if some of its snippets had printed nothing. */
function lintWith(...silent: readonly string[]): string[] {
  const captured = captureOf(parsedSource('en/a.mdx', PAGE));
  const snippets = captured.snippets.map((each) =>
    silent.includes(each.id) ? { ...each, steps: each.steps.map((step) => ({ ...step, output: ' \n' })) } : each,
  );
  const pages = { 'en/a.mdx': PAGE };
  return lintSources({ pages, captures: new Map([['a', { ...captured, snippets }]]) }).filter(
    (problem) => !problem.includes('translation-missing'),
  );
}

test.each([
  ['check', 'before the exercise is solved'],
  ['check-solved', 'when it is solved'],
  ['check-wrong-1', 'after wrong solution 1'],
])('a check that prints nothing is a mistake: %s', (id, when) => {
  const line = PAGE.split('\n').indexOf('```console snippet=check') + 1;
  expect(lintWith(id)).toEqual([
    `en/a.mdx:${line}:1 exercise-silent the check of "one" prints nothing ${when}, so its reader is not told why`,
  ]);
});

test('what breaks and mends the network may print nothing', () => {
  expect(lintWith()).toEqual([]);
  expect(lintWith('setup', 'solution', 'cleanup', 'wrong', 'setup-wrong-1')).toEqual([]);
});

test('a wrong solution names a text that can be seen', () => {
  const blank = PAGE.replace('still broken', ' ');
  const { problems } = parsePage('en/a.mdx', blank, { locale: 'en', slug: 'a' });
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['exercise-invalid', '<Wrong> has no message'],
  ]);
});
