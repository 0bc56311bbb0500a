/** Pages that begin with snippets of another page: what they get from it, and every mistake in that. */
import { describe, expect, test } from 'vitest';
import { withBeginning } from '../../../tutorial/page/beginning.ts';
import { type ParseResult, parsePage } from '../../../tutorial/page/parse-page.ts';
import { scriptText } from '../../../tutorial/page-script.ts';
import { element, exercise, snippet } from '../../commands/content-folder.ts';

function parsed(slug: string, front: readonly string[], body: string): ParseResult {
  const text = ['---', `title: About ${slug}`, 'description: A page.', ...front, '---', '', body].join('\n');
  return parsePage(`${slug}.mdx`, text, { slug, locale: 'en' });
}

const NODES = 'lab: {nodes: [manager, worker]}';
const SWARM = parsed(
  'swarm',
  [NODES],
  [
    snippet('init', '$ docker swarm init --advertise-addr <MANAGER_IP>'),
    snippet('token save=TOKEN:/(.+)/', '$ docker swarm join-token --quiet worker'),
    snippet('look', '$ docker info'),
    snippet('join node=worker', '$ docker swarm join --token <TOKEN> <MANAGER_IP>'),
  ].join('\n'),
);
const ALL = 'begins: {page: swarm, snippets: [init, token, join]}';
const OWN = snippet('own', '$ docker node ls');
const OWN_AND_JOIN = `${OWN}\n${snippet('join node=worker', '$ docker info')}`;

function begun(
  front: readonly string[] = [NODES, ALL],
  body = OWN,
  others: Readonly<Record<string, ParseResult>> = { swarm: SWARM },
): ParseResult {
  return withBeginning(parsed('page', front, body), {
    find: (slug) => others[slug],
    slugs: () => Object.keys(others),
  });
}

const problemsOf = ({ problems }: ParseResult) =>
  problems.map(({ code, position, message }) => `${position?.line}:${position?.column} ${code} ${message}`);

test('a page gets the snippets that it names, and not those between them', () => {
  const { page, problems } = begun();
  expect(problems).toEqual([]);
  expect(page?.beginning).toMatchObject({ slug: 'swarm', file: 'swarm.mdx', title: 'About swarm' });
  expect(page?.beginning?.snippets.map(({ id }) => id)).toEqual(['init', 'token', 'join']);
  expect(page?.snippets.map(({ id }) => id)).toEqual(['own']);
});

test('a page uses values that they save', () => {
  expect(begun([NODES, ALL], snippet('own', '$ echo <TOKEN>')).problems).toEqual([]);
});

test('a page without `begins` stays as it is', () => {
  expect(SWARM.problems).toEqual([]);
  expect(withBeginning(SWARM, { find: () => undefined, slugs: () => [] })).toBe(SWARM);
});

test('a script has them first, and says where they are from', () => {
  const { page } = begun();
  const script = page ? scriptText(page) : '';
  expect(script).toMatch(/# init \(on manager\), of swarm\.mdx[\s\S]*docker swarm init[\s\S]*# own \(on manager\)\n/u);
  expect(script).toContain('TOKEN=$(found');
  expect(script).not.toContain('docker info');
});

describe('is refused', () => {
  const of = (page: string, ...ids: string[]) => `begins: {page: ${page}, snippets: [${ids.join(', ')}]}`;

  test.each<[what: string, front: readonly string[], problem: string]>([
    ['of a page that does not exist', [NODES, of('swam', 'init')], '5:16 beginning-invalid there is no page "swam"'],
    ['of itself', [NODES, of('page', 'own')], '5:16 beginning-invalid a page cannot begin with its own snippets'],
    ['with an unknown snippet', [NODES, of('swarm', 'inti')], '5:34 beginning-invalid swarm.mdx has no snippet "inti"'],
    [
      'in another order',
      [NODES, of('swarm', 'token', 'init')],
      '5:41 beginning-invalid "init" is not after the snippet before it',
    ],
    ['twice', [NODES, of('swarm', 'init', 'init')], '5:40 beginning-invalid "init" is not after the snippet before it'],
    [
      'without the snippet that saves a value',
      [NODES, of('swarm', 'init', 'join')],
      '5:40 beginning-invalid "join" needs <TOKEN>, which has no value here',
    ],
    [
      'without a node',
      ['lab: {nodes: [manager]}', ALL],
      '5:47 beginning-invalid "join" of swarm.mdx runs on the node "worker", which the lab of this page does not have',
    ],
    [
      'without what the other lab has',
      [NODES, of('outside', 'own')],
      '5:16 beginning-invalid the lab of outside.mdx has a web server outside of its nodes, and that of this page does not',
    ],
    [
      'without its images',
      [NODES, of('images', 'own')],
      '5:16 beginning-invalid the lab of images.mdx has images "alpine", and that of this page does not',
    ],
    [
      'of a page that begins with another one',
      [NODES, of('second', 'own')],
      '5:16 beginning-invalid the page "second" itself begins with snippets of "swarm"',
    ],
    [
      'of a page with mistakes',
      [NODES, of('wrong', 'own')],
      '5:16 beginning-invalid the page "wrong" has mistakes, so no page can begin with it',
    ],
    [
      'of an exercise',
      [NODES, of('exercise', 'broken')],
      '5:37 beginning-invalid "broken" of exercise.mdx is a part of an exercise',
    ],
  ])('%s', (_what, front, problem) => {
    const section = exercise(
      'one',
      'Broken',
      'Mend it.',
      element('SetUp', snippet('broken', '$ true')),
      element('Check', snippet('check', '$ test -e mended')),
      element('Hint', 'Files.\n'),
      element('Solution', snippet('solution', '$ touch mended')),
      element('CleanUp', snippet('clean', '$ rm -f mended')),
    );
    const result = begun(front, OWN, {
      swarm: SWARM,
      outside: parsed('outside', ['lab: {nodes: [manager, worker], outside: true}'], OWN),
      images: parsed('images', ['lab: {nodes: [manager, worker], images: [alpine]}'], OWN),
      second: parsed('second', [NODES, ALL], OWN),
      wrong: parsed('wrong', [NODES], snippet('own', '$ echo <NOBODY>')),
      exercise: parsed('exercise', [NODES], section),
    });
    expect(problemsOf(result)).toEqual([problem]);
    expect(result.page?.beginning).toBeUndefined();
  });

  test.each([
    ['a name that is near', 'swam', 'Did you mean "swarm"?'],
    ['none', 'bridge/default', '`npx snippets list` shows the pages.'],
  ])('of a page that does not exist, with a hint: %s', (_what, page, hint) => {
    expect(begun([NODES, of(page, 'init')]).problems[0]?.hint).toBe(hint);
  });

  test('for all mistakes at once', () => {
    const other = { images: parsed('images', ['lab: {nodes: [manager, worker], images: [alpine]}'], OWN_AND_JOIN) };
    expect(problemsOf(begun(['lab: {nodes: [manager]}', of('images', 'onw', 'join')], OWN, other)).sort()).toEqual([
      '5:16 beginning-invalid the lab of images.mdx has images "alpine", and that of this page does not',
      '5:35 beginning-invalid images.mdx has no snippet "onw"',
      '5:40 beginning-invalid "join" of images.mdx runs on the node "worker", which the lab of this page does not have',
    ]);
  });

  test('where a placeholder has no value in either page, or two', () => {
    const body = snippet('own save=TOKEN:/(.+)/', '$ echo <TOKE>');
    expect(problemsOf(begun([NODES, ALL], body))).toEqual([
      '8:1 save-duplicate <TOKEN> already has a value, from snippet "token" of swarm.mdx',
      '9:8 placeholder-unknown the placeholder <TOKE> has no value here',
    ]);
  });

  test('in a translation, and with other keys', () => {
    const translation = parsePage('x.mdx', `---\ntitle: 标题\ndescription: 说明\n${ALL}\n---\n`, {
      slug: 'x',
      locale: 'zh-cn',
    });
    expect(problemsOf(translation)).toEqual(['4:1 front-matter-invalid a translation has no "begins"']);
    const other = parsed('page', [NODES, 'begins: {page: swarm, after: init, snippets: []}'], OWN);
    expect(problemsOf(other).sort()).toEqual([
      '5:23 front-matter-invalid begins.after is not a known key',
      '5:46 front-matter-invalid begins.snippets is empty',
    ]);
  });
});
