import { describe, expect, test } from 'vitest';
import { unifyOutputs } from '../../../compare/outputs/unify.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { createComparison, NO_CONTEXT } from '../../../compare/tokens/match.ts';
import { processorTime } from '../../base/processor-time.ts';

const ID = '9f1c4a7d3b2e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8';
const DIGEST = `sha256:${ID}`;
const PS = `CONTAINER ID   IMAGE   COMMAND                  STATUS
${ID.slice(0, 12)}   nginx   "/docker-entrypoint.…"   Up 2 seconds`;
const INSPECT = `[
    {
        "Id": "${ID}",
        "Name": "demo"
    }
]`;

function matches(shown: string, printed: string, elides = true): boolean {
  const comparison = createComparison(new Substitution(), { ...NO_CONTEXT, elides });
  return unifyOutputs(shown, printed, comparison).matches;
}

test.each([
  ['a digest', 'Digest: sha256:7cc4b5...', `Digest: ${DIGEST}`],
  ['a digest, with the sign of an ellipsis', 'Digest: sha256:7cc4b5…', `Digest: ${DIGEST}`],
  ['an id alone', '4bcff63911fc...', ID],
  ['an id in JSON', INSPECT.replace(ID, '90ee74...'), INSPECT],
  ['an id in a listing', PS.replace(ID.slice(0, 12), '90ee74...   '), PS],
  ['an id that makes its column narrower', PS.replace(`${ID.slice(0, 12)}   `, '90ee7...   '), PS],
  ['a word that Docker itself cuts', PS.replace('"/docker-entrypoint.…"', '"/docker-entr..."     '), PS],
  ['the rest of a line', 'PING google.com ...', 'PING google.com from the outside'],
  ['the rest of a line, without a blank', 'Hello from Dock...', 'Hello from Docker!'],
  ['the middle of a word', '/var/lib/.../merged', '/var/lib/docker/overlay2/merged'],
  ['two ids of two lines', 'a 12ab...\na 34cd...', `a ${ID}\na ${ID.replace('9f', '8f')}`],
  ['dots that are printed', 'Pulling from library/nginx...', 'Pulling from library/nginx...'],
])('is no difference: %s', (_what, shown, printed) => {
  expect(matches(shown, printed)).toBe(true);
  // A capture shows everything.
  expect(matches(shown, printed, false)).toBe(shown === printed);
});

test.each([
  ['another beginning', 'Digest: md5:7cc4b5...', `Digest: ${DIGEST}`],
  ['another end', '/var/lib/.../merged', '/var/lib/docker/diff'],
  ['another word beside it', 'digest: sha256:7cc4b5...', `Digest: ${DIGEST}`],
  ['a word that is no id', 'Status: 90ee74...', 'Status: running'],
  ['a word with another beginning', 'Hello from Dork...', 'Hello from Docker!'],
  ['one line more', 'id 12ab...', `id ${ID}\nmore`],
  ['one line less', 'id 12ab...\nmore', `id ${ID}`],
  ['nothing printed', 'id 12ab...', ''],
  ['more than was printed', `id ${ID}00...`, `id ${ID}`],
])('is a difference: %s', (_what, shown, printed) => {
  expect(matches(shown, printed)).toBe(false);
});

describe('a line that is cut', () => {
  test('is not slow to compare', () => {
    const long = 'a '.repeat(50_000);
    const spentMs = processorTime();
    matches(`${long}...`, long);
    matches('x...\n'.repeat(2_000), 'y\n'.repeat(2_000));
    expect(spentMs()).toBeLessThan(20_000);
  });
});
