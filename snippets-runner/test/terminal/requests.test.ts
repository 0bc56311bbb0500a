import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { namePlace, RequestFilter } from '../../terminal/requests.ts';

const take = (filter: RequestFilter, text: string) =>
  [...filter.take(Buffer.from(text))].map(({ shown, request }) => [Buffer.from(shown).toString(), request]);

/** What a terminal shows, and the requests, whatever the pieces in which it arrives. */
function taken(pieces: readonly string[]) {
  const filter = new RequestFilter();
  const all = pieces.flatMap((piece) => take(filter, piece));
  return { shown: all.map(([shown]) => shown).join(''), requests: all.flatMap(([, request]) => request ?? []) };
}

const PRINTED = '$ check\r\n\x1b]7113;check\x07yes \x1b[32m网络\x1b[m\x1b]7113;on worker-1\x07$ ';

test('requests are taken out of what is shown, wherever a read ends', () => {
  const whole = { shown: '$ check\r\nyes \x1b[32m网络\x1b[m$ ', requests: ['check', 'on worker-1'] };
  expect(taken([PRINTED])).toEqual(whole);
  for (let cut = 1; cut < PRINTED.length; cut++) {
    const pieces = [PRINTED.slice(0, cut), PRINTED.slice(cut)];
    expect(taken(pieces)).toEqual(whole);
  }
  expect(taken(PRINTED.split(''))).toEqual(whole);
});

test('what is before a request is shown before it is answered', () => {
  expect(take(new RequestFilter(), 'a\x1b]7113;hint\x07b')).toEqual([
    ['a', 'hint'],
    ['b', undefined],
  ]);
});

test('other marks, and one without an end, are shown', () => {
  expect(taken(['\x1b]0;title\x07x']).shown).toBe('\x1b]0;title\x07x');
  const endless = `\x1b]7113;${'x'.repeat(400)}`;
  expect(taken([endless, 'y'])).toEqual({ shown: `${endless}y`, requests: [] });
});

test.each([
  ['$ ', 'host $ '],
  ['$ \\[mark\\]', 'host $ \\[mark\\]'],
  ['host $ ', 'host $ '],
  ['mine> ', 'mine> '],
])('the place is named once, and only before a prompt that is unchanged: %j', (before, after) => {
  // A bash that is not interactive takes no prompt from its environment.
  const commands = `PS1=$1; ${namePlace('host ')}; ${namePlace('host ')}; printf %s "$PS1"`;
  expect(execFileSync('bash', ['-c', commands, 'bash', before], { encoding: 'utf8' })).toBe(after);
});
