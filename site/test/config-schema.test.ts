import { expect, inject, test } from 'vitest';
import { configJsonSchema } from '../../snippets-runner/tutorial/config/json-schema.ts';
import { TEST_SITE } from './setup/build.ts';

test('the schema of snippets.yaml is published, with its own address', async () => {
  const { url, base } = inject('real');
  const response = await fetch(`${url}snippets.schema.json`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/u);
  expect(await response.json()).toEqual(configJsonSchema(`${TEST_SITE}${base}snippets.schema.json`));
});
