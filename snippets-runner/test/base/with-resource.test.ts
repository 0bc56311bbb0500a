import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withResource } from '../../base/with-resource.ts';

const RUNNER = join(import.meta.dirname, '../..');

function resource(failure?: Error) {
  const events: string[] = [];
  return {
    events,
    [Symbol.asyncDispose]: async () => {
      events.push('taken down');
      if (failure) throw failure;
    },
  };
}

const first = new RangeError('first');
const second = new RangeError('second');
const fails = () => Promise.reject(first);

describe('a resource', () => {
  test('is disposed after its use', async () => {
    const used = resource();
    const result = await withResource(used, async ({ events }) => events.push('used'));
    expect([result, used.events]).toEqual([1, ['used', 'taken down']]);
  });

  test('is disposed if its use fails', async () => {
    const used = resource();
    await expect(withResource(used, fails)).rejects.toBe(first);
    expect(used.events).toEqual(['taken down']);
  });

  test('that cannot be disposed is an error, but never hides an earlier error', async () => {
    await expect(withResource(resource(second), async () => 1)).rejects.toBe(second);
    await expect(withResource(resource(second), fails)).rejects.toBe(first);
  });
});

test('the runner does not use `using`, which Node 22 lacks', () => {
  const sources = globSync('**/*.ts', { cwd: RUNNER }).filter((file) => !file.startsWith('test/'));
  expect(sources.length).toBeGreaterThan(50);
  const using = /^\s*(?:await )?using \w+ = /mu;
  expect(sources.filter((file) => using.test(readFileSync(join(RUNNER, file), 'utf8')))).toEqual([]);
});
