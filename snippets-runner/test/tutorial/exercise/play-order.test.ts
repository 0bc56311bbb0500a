import { expect, test } from 'vitest';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import type { Exercise } from '../../../tutorial/page.ts';
import { element, exercise, mdx, snippet } from '../../commands/content-folder.ts';

const PAGE = mdx(
  [
    snippet('before', '$ docker info'),
    exercise(
      'no-name',
      'A `db` that is *not* found',
      'It worked\nyesterday.\n\nMake `web` reach [db](./a.mdx).',
      element('SetUp', snippet('break drawing=open', '$ docker rm db')),
      element('Check', snippet('ask expect="yes" retry-until="yes"', '$ ping -c 1 db && echo "yes"')),
      element('Hint', 'Look.\n'),
      element('Hint', 'Look at:\n\n- the `name`\n- the network\n'),
      element('Solution', 'Start it:\n', snippet('mend', '$ docker start db')),
      element('CleanUp', snippet('clear', '$ docker rm -f db')),
      element('Wrong message="no db"', snippet('wait', '$ sleep 1')),
      element('Wrong message="still none"', snippet('hope', '$ sleep 2')),
    ),
    snippet('after', '$ docker info'),
  ].join('\n'),
);

const { page, problems } = parsePage('p.mdx', PAGE, { locale: 'en', slug: 'p' });

test('an exercise has its parts, with their texts as a terminal shows them', () => {
  expect(problems).toEqual([]);
  expect(page?.exercises).toEqual([
    {
      id: 'no-name',
      title: 'A `db` that is not found',
      story: ['It worked yesterday.'],
      task: 'Make `web` reach db.',
      hints: ['Look.', 'Look at:\n\n- the `name`\n- the network'],
      explanation: ['Start it:'],
      setUp: ['break'],
      check: 'ask',
      messages: [{ text: 'yes', meaning: undefined, position: { line: 29, column: 1 } }],
      solution: ['mend'],
      cleanUp: ['clear'],
      wrong: [
        { snippets: ['wait'], message: 'no db' },
        { snippets: ['hope'], message: 'still none' },
      ],
      position: { line: 12, column: 1 },
    } satisfies Exercise,
  ]);
});

test('each wrong solution is tried in the broken network, and the check judges each', () => {
  const played = page?.snippets.map(({ id, check, repeats, hidden, expect: patterns }) => [
    id,
    check ?? '',
    ...(repeats === undefined ? [] : [repeats]),
    ...(hidden ? ['hidden'] : []),
    ...patterns.map((pattern) => (pattern.kind === 'text' ? pattern.text : pattern.source)),
  ]);
  expect(played).toEqual([
    ['before', ''],
    ['break', ''],
    ['ask', 'fails'],
    ['mend', ''],
    ['ask-solved', 'passes', 'ask', 'hidden', 'yes'],
    ['clear', ''],
    ['break-wrong-1', '', 'break', 'hidden'],
    ['wait', ''],
    ['ask-wrong-1', 'fails', 'ask', 'hidden', 'no db'],
    ['clear-wrong-1', '', 'clear', 'hidden'],
    ['break-wrong-2', '', 'break', 'hidden'],
    ['hope', ''],
    ['ask-wrong-2', 'fails', 'ask', 'hidden', 'still none'],
    ['clear-wrong-2', '', 'clear', 'hidden'],
    ['after', ''],
  ]);
  const retried = page?.snippets.filter(({ retryUntil }) => retryUntil).map(({ id }) => id);
  expect(retried).toEqual(['ask-solved']);
  expect(page?.snippets.filter(({ drawing }) => drawing).map(({ id }) => id)).toEqual(['break']);
});

test('a translation has the parts by reference', () => {
  const parts = ['SetUp', 'Check', 'Hint', 'Solution', 'CleanUp'];
  const text = mdx(
    exercise(
      'no-name',
      '找不到 `db`',
      '让 `web` 找到 db。',
      ...parts.map((name) =>
        element(
          name,
          name === 'Hint' ? '看。\n' : `<Snippet id="${name.toLowerCase()}" />\n`,
          ...(name === 'Check' ? ['<Says message="yes" means="行。" />\n<Says message="no" means="不行。" />\n'] : []),
        ),
      ),
    ),
  );
  const translation = parsePage('p.mdx', text, { locale: 'zh-cn', slug: 'p' });
  expect(translation.problems).toEqual([]);
  expect(translation.page?.exercises).toMatchObject([
    {
      title: '找不到 `db`',
      task: '让 `web` 找到 db。',
      setUp: ['setup'],
      check: 'check',
      cleanUp: ['cleanup'],
      messages: [
        { text: 'yes', meaning: '行。' },
        { text: 'no', meaning: '不行。' },
      ],
    },
  ]);
});
