import { describe, expect, test } from 'vitest';
import { mutantsOf } from '../../../scripts/mutation/mutants.ts';
import type { SitePage } from '../../tutorial/page.ts';
import { element, exercise, snippet } from '../commands/content-folder.ts';
import { pageOf } from '../run/pages.ts';

const CHECK = [
  '$ date; if ! ping -c 1 db',
  '> then echo "Not yet: no db."; false',
  '> elif ping -c 1 web; then echo "Not yet: web."; false',
  '> else echo Solved; fi',
];

function mutantsWith(...check: readonly string[]) {
  const body = [
    exercise(
      'no-db',
      'No db',
      'It is gone.\n\nBring it back.',
      element('SetUp', snippet('break', '$ docker network create app')),
      element('Check', snippet('ask', ...check)),
      element('Hint', 'Look.\n'),
      element('Solution', snippet('mend', '$ docker start db')),
      element('CleanUp', snippet('clear', '$ docker rm --force db')),
      element('Wrong message="no db"', snippet('hope', '$ sleep 1')),
    ),
    snippet('after', '$ docker info'),
  ].join('\n');
  return mutantsOf(pageOf(body) as SitePage);
}

describe('mutants of an exercise', () => {
  const mutants = mutantsWith(...CHECK);

  test('change what is played several times each time', () => {
    const [{ page } = { page: undefined }] = mutants.filter(({ original }) => original.startsWith('break, '));
    const texts = page?.snippets.filter(({ id }) => id.startsWith('break')).map(({ steps }) => steps[0]?.text);
    expect(texts).toHaveLength(2);
    expect(new Set(texts).size).toBe(1);
    expect(texts).not.toContain('docker network create app');
    const originals = mutants.map(({ original }) => original.split(', $ ')[0]);
    expect(new Set(originals)).toEqual(new Set(['break', 'ask', 'mend', 'clear', 'hope', 'after']));
  });

  test('leave out each command of set-up and solutions', () => {
    const removals = mutants.filter(({ rule }) => rule === 'removal');
    expect(removals.map(({ original, change }) => [original, change])).toEqual([
      ['break, $ docker network create app', '$ true'],
      ['mend, $ docker start db', '$ true'],
      ['hope, $ sleep 1', '$ true'],
    ]);
  });

  test('leave out each condition of the check', () => {
    const conditions = mutants.filter(({ rule }) => rule === 'condition').map(({ change }) => change);
    expect(conditions).toEqual([
      '$ date; if false then echo "Not yet: no db."; false elif ping -c 1 web; then echo "Not yet: web."; false else echo Solved; fi',
      '$ date; if ! ping -c 1 db then echo "Not yet: no db."; false elif false; then echo "Not yet: web."; false else echo Solved; fi',
    ]);
    const other = mutantsWith('$ if ping -c 1 db', '> then echo Solved', '> else false; fi');
    expect(other.flatMap(({ rule, change }) => (rule === 'condition' ? change : []))).toEqual([
      '$ if true then echo Solved else false; fi',
    ]);
  });
});
