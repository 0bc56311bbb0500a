/** Editors check `snippets.yaml` by the JSON schema, and the tool by the other: they must agree. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../../tutorial/config/config.ts';
import { configJsonSchema } from '../../../tutorial/config/json-schema.ts';
import { BAD, GOOD } from './examples.ts';

const schema = configJsonSchema('https://example.org/snippets.schema.json');
const validate = new Ajv({ allErrors: true }).compile(schema);

describe('the JSON schema', () => {
  test.each(Object.entries(GOOD))('accepts %s', (_name, text) => {
    expect({ isValid: validate(parse(text) ?? {}), errors: validate.errors }).toEqual({ isValid: true, errors: null });
  });

  test.each(Object.entries(BAD))('refuses %s, where the tool does', (_name, { text, problems }) => {
    const data: unknown = parse(text);
    expect(validate(data)).toBe(false);
    const places = (validate.errors ?? []).map(({ instancePath }) => instancePath);
    // An unknown key is a mistake of the mapping that it is in, for both.
    const issues = configSchema.safeParse(data).error?.issues.map(({ path }) => path.map(String)) ?? [];
    for (const path of issues) expect(places.some((place) => `/${path.join('/')}`.startsWith(place))).toBe(true);
    expect(places.length).toBeGreaterThanOrEqual(problems.length);
  });

  test('agrees with the tool about anything', () => {
    const words = [
      'README.md',
      'term',
      'demo> ',
      '30s',
      'host',
      'ipvs',
      'containers',
      'a b',
      '',
      '../x',
      '\n',
      'nginx',
    ];
    const word = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 }));
    const value = fc.oneof(word, fc.array(word, { maxLength: 3 }), fc.integer(), fc.boolean(), fc.constant(null));
    const inner = fc.constantFrom(
      'include',
      'exclude',
      'run',
      'ignore',
      'nodes',
      'needs',
      'outside',
      'leaves',
      'x',
      'A',
    );
    const mapping = fc.dictionary(inner, value, { maxKeys: 3 });
    const key = fc.constantFrom('files', 'languages', 'prompts', 'images', 'lab', 'timeout', 'values', 'x');
    let valid = 0;
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(value, mapping), { maxKeys: 2 }), (data) => {
        const isValid = configSchema.safeParse(data).success;
        expect(validate(data)).toBe(isValid);
        if (isValid) valid += 1;
      }),
      { numRuns: 5000 },
    );
    expect(valid).toBeGreaterThan(500);
  });

  test('has its address and says what it is', () => {
    expect(schema).toMatchObject({ $id: 'https://example.org/snippets.schema.json', title: 'snippets.yaml' });
    expect(configJsonSchema(undefined)).not.toHaveProperty('$id');
  });

  test('describes each key', () => {
    const keys = keysOf(schema);
    expect(keys.map(({ key }) => key)).toEqual(expect.arrayContaining(['files', 'exclude', 'nodes', 'values']));
    for (const { key, description } of keys) expect(description, key).toMatch(/^[A-Z].{10,}\.$/u);
  });
});

interface Properties {
  readonly properties?: Readonly<Record<string, Properties & { readonly description?: string }>>;
}

function keysOf({ properties = {} }: Properties): readonly { readonly key: string; readonly description?: string }[] {
  return Object.entries(properties).flatMap(([key, value]) => [
    { key, ...(value.description !== undefined && { description: value.description }) },
    ...keysOf(value),
  ]);
}
