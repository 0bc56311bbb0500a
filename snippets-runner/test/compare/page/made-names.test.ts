import { expect, test } from 'vitest';
import { namesMadeBy } from '../../../compare/page/made-names.ts';
import { processorTime } from '../../base/processor-time.ts';

test.each([
  ['docker network create \\\n  --driver bridge app', ['app']],
  ['docker run --name web nginx && mkdir -p /srv/data', ['web', 'data']],
  ['docker network create one\ndocker network create two', ['one', 'two']],
])('%j makes %j', (command, names) => {
  expect([...namesMadeBy([command])]).toEqual(names);
});

test.each([
  ['network create ', 4_000],
  ['add -', 10_000],
  ['add\n-', 10_000],
  ['git clone /', 6_000],
])('%j, many times in a command that nobody would write, takes little time', (part, times) => {
  const elapsed = processorTime();
  namesMadeBy([`${part.repeat(times)}!`]);
  expect(elapsed()).toBeLessThan(300);
});
