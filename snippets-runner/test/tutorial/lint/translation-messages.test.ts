import { expect, test } from 'vitest';
import { element, exercise, snippet } from '../../commands/content-folder.ts';
import { lintProblems } from './lint-sources.ts';

const page = (heading: string, part: (id: string) => string, says = '') =>
  exercise(
    'ask',
    heading,
    heading,
    element('SetUp', part('break')),
    element('Check', part('check'), says),
    element('Hint', `${heading}\n`),
    element('Solution', part('mend')),
    element('CleanUp', part('clear')),
  );

const CHECK = `$ if ! nc db 80
> then echo "Not yet: port 80 of db is closed."; false
> else echo 'Solved: it is open.'; fi`;
const SOURCE = page('Ask', (id) => snippet(id, id === 'check' ? CHECK : '$ true'));
const CLOSED = '<Says message="Not yet: port 80 of db is closed." means="db 的端口 80 没有打开。" />\n';
const OPEN = '<Says message="Solved: it is open." means="端口打开了。" />\n';

const found = (says: string, source = SOURCE) => {
  const translation = page('问', (id) => `<Snippet id="${id}" />\n`, says);
  return lintProblems({ pages: { 'en/a.mdx': source, 'zh-cn/a.mdx': translation } }).map(
    ({ position, code, message }) => `${position?.line} ${code} ${message}`,
  );
};

test('each message of a check is explained once, in any order, with or without blank lines', () => {
  expect(found(OPEN + CLOSED)).toEqual([]);
  expect(found(`${CLOSED}\n${OPEN}`)).toEqual([]);
});

test.each([
  [
    'one that is missing',
    OPEN,
    '8 translation-messages the check says "Not yet: port 80 of db is closed.", but the translation does not explain it',
  ],
  [
    'one that is explained twice',
    CLOSED + OPEN + OPEN,
    '24 translation-messages "Solved: it is open." is explained twice',
  ],
  [
    'one that the check does not say',
    `${CLOSED}${OPEN}<Says message="Solved." means="解决了。" />\n`,
    '24 translation-messages the check does not say "Solved."',
  ],
  [
    'one that is written otherwise',
    CLOSED.replace('Not yet', 'Not yat') + OPEN,
    '22 translation-messages the check does not say "Not yat: port 80 of db is closed."',
  ],
  [
    'another number',
    CLOSED.replace('端口 80', '端口 81') + OPEN,
    '22 translation-messages the meaning has not the numbers of "Not yet: port 80 of db is closed."',
  ],
  ['markup', CLOSED + OPEN.replace('端口', '`db`'), '23 translation-messages readers see "`" as it is'],
  [
    'half-width punctuation',
    CLOSED + OPEN.replace('。', '.'),
    '23 typography "." is half-width, but is next to a Chinese character',
  ],
])('%s is found', (_what, says, problem) => expect(found(says)).toEqual([problem]));

test('a text that the shell makes, such as one with a variable, is not explained', () => {
  const other = SOURCE.replace('"Not yet: port 80 of db is closed."', '"Not yet: $HOST"').replace(
    "'Solved: it is open.'",
    'Solved',
  );
  expect(found('', other)).toEqual([]);
});
