import { describe, expect, test } from 'vitest';
import { mutantsOf } from '../../../scripts/mutation/mutants.ts';
import { judgeShown, type RanDocument, shortenedDocument } from '../../../scripts/mutation/noticed-shown.ts';
import { SHOWN_KINDS, shownMutantsOf } from '../../../scripts/mutation/shown-values.ts';
import { documentOf, runOf } from '../commands/documents.ts';

const ID = '0a1b2c3d4e5f';
const LONG_ID = ID.repeat(6).slice(0, 64);
const PING = 'PING 172.18.0.2 (172.18.0.2): 56 data bytes\n64 bytes from 172.18.0.2: seq=0 ttl=64 time=0.045 ms';
const TEXT = [
  '> - in a list',
  '>',
  '>   ```console',
  '>   $ docker run -d --name web alpine',
  `>   ${LONG_ID}`,
  '>   $ docker ps',
  '>   CONTAINER ID   STATUS         SIZE     NAMES',
  `>   ${ID}   Up 3 seconds   12.3MB   web`,
  '>   ```',
  '',
  '```console',
  '$ ping web',
  ...PING.split('\n'),
  '$ cat poem',
  'One line that is so long that it is cut by people',
  '# and a comment',
  '$ docker network inspect -f json net',
  '{"Driver": "bridge"}',
  '```',
  '',
].join('\n');
const document = documentOf(TEXT);
const printed = document.shown.flatMap(({ steps = [] }) => steps.map(({ output }) => output));
const ran: RanDocument = { document, text: TEXT, recording: runOf(document, printed), parse: documentOf };
const mutants = shownMutantsOf(document, TEXT, ran.recording, ['web']);

test('mutants of what a document shows differ from it in one line, which is of an output', () => {
  const lines = TEXT.split('\n');
  expect(new Set(mutants.map(({ kind }) => kind))).toEqual(new Set(SHOWN_KINDS.filter((kind) => kind !== 'cut')));
  for (const { text, kind, place, change } of mutants) {
    const number = Number(place.split(':')[1]?.split(',')[0]);
    const changed = text.split('\n');
    if (kind === 'line') expect(changed).toEqual(lines.toSpliced(number - 1, 1));
    else expect(changed.filter((line, at) => line !== lines[at])).toEqual([changed[number - 1]]);
    const [, other = ''] = change.split(' -> ');
    if (kind !== 'line') expect(changed[number - 1]).toContain(other);
  }
  expect(mutants.filter(({ line }) => line.includes('comment'))).toEqual([]);
});

describe('as the document is, and shortened', () => {
  const short = shortenedDocument(ran);

  test('ids and long lines are cut', () => {
    expect(short?.text.split('\n').filter((line) => line.includes('...'))).toEqual([
      `>   ${LONG_ID.slice(0, 8)}...`,
      '64 bytes from 172.18.0.2: seq=0 ...',
      'One line that is so ...',
    ]);
  });

  test.each([
    ['whole', ran],
    ['shortened', short as RanDocument],
  ])('%s: every mutant is noticed, or has a reason', (_what, each) => {
    const judged = judgeShown(each, 1000, 7);
    expect(judged.length).toBeGreaterThan(30);
    const unnoticed = judged.filter(({ isNoticed, excuse }) => !isNoticed && excuse === undefined);
    expect(unnoticed.map(({ mutant: { change, line } }) => `${line}: ${change}`)).toEqual([]);
    expect(judged.filter(({ isNoticed }) => isNoticed).length).toBeGreaterThan(25);
  });
});

test('a mutant of a document may go unnoticed where CONTRIBUTING.md says so', () => {
  const text = '```console\n$ docker run --rm alpine\n```\n\n```console\n$ echo one\none\n$ docker run --rm a\n```\n';
  const excused = mutantsOf(documentOf(text)).map(({ original, rule, excuse }) => [
    original.replace(/,.*\$ /u, ' '),
    rule,
    excuse?.split(' ').slice(0, 3).join(' '),
  ]);
  expect(excused).toEqual([
    ['block-1 docker run --rm alpine', 'flag', 'what stays on'],
    ['block-1 docker run --rm alpine', 'exit', undefined],
    ['block-2 echo one', 'exit', 'a document may'],
    ['block-2 echo one', 'argument', undefined],
    ['block-2 docker run --rm a', 'flag', 'what stays on'],
    ['block-2 docker run --rm a', 'exit', undefined],
    ['block-2 echo one', 'order', undefined],
  ]);
});
