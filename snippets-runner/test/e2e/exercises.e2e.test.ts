/** Exercises on a real daemon: one that can be solved passes, and each way in which one can be wrong is red. */
import { afterEach, expect, test } from 'vitest';
import { type ContentFolder, element, exercise, mdx, snippet } from '../commands/content-folder.ts';
import { e2eFolder } from './pages.ts';
import { snippets } from './snippets.ts';

interface Exercise {
  readonly setUp?: string;
  readonly solution?: string;
  readonly wrong?: string;
  readonly message?: string;
}

/** An exercise whose check asks for the network `net`. */
function page({
  setUp = 'docker network create other',
  solution = 'docker network create net',
  wrong = 'docker network create nett',
  message = 'network net not found',
}: Exercise): string {
  return mdx(
    exercise(
      'missing',
      'A network is missing',
      'Make the network `net`.',
      element('SetUp', snippet('set-up', `$ ${setUp}`)),
      element('Check', snippet('check', '$ docker network inspect --format "{{.Name}} is there" net')),
      element('Hint', 'Networks are created.\n'),
      element('Solution', snippet('solution', `$ ${solution}`)),
      element('CleanUp', snippet('clean-up', '$ docker network rm --force net nett other')),
      element(`Wrong message="${message}"`, snippet('wrong', `$ ${wrong}`)),
    ),
    'lab: {images: []}\n',
  );
}

let folder: ContentFolder;
afterEach(() => folder[Symbol.dispose]());

test('one that can be solved passes, and its wrong solution leaves it unsolved', async () => {
  folder = e2eFolder({ 'en/e2e/exercise.mdx': page({}) });
  expect(await snippets(['capture'], { cwd: folder.home })).toMatchObject({ exit: 0 });
  expect(await snippets(['verify'], { cwd: folder.home })).toMatchObject({ exit: 0 });
});

test.for<[what: string, exercise: Exercise, said: RegExp]>([
  [
    'solved from the start',
    { setUp: 'docker network create net', solution: 'true' },
    /snippet check on[\s\S]*has to fail/u,
  ],
  ['not solved by its solution', { solution: 'true' }, /snippet check-solved on[\s\S]*expected exit code 0, got 1/u],
  ['solved by a wrong solution', { wrong: 'docker network create net' }, /snippet check-wrong-1 on[\s\S]*has to fail/u],
  [
    'another message',
    { message: 'net is blue' },
    /snippet check-wrong-1 on[\s\S]*does not match expect="net is blue"/u,
  ],
])('%s; no capture is written', async ([, exercise, said]) => {
  folder = e2eFolder({ 'en/e2e/exercise.mdx': page(exercise) });
  const { exit, stdout } = await snippets(['capture'], { cwd: folder.home });
  expect(exit).toBe(1);
  expect(stdout).toMatch(said);
});
