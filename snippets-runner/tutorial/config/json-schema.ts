import * as z from 'zod';
import { configSchema } from './config.ts';

/**
 * Returns the JSON schema of `snippets.yaml`, for the completion of editors. It is of draft 7, which all of them know.
 * @param id its own address; undefined if that is not known
 */
export function configJsonSchema(id: string | undefined): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
  return {
    $schema,
    ...(id !== undefined && { $id: id }),
    title: 'snippets.yaml',
    description: 'How snippets reads the Markdown documents of a repository, and what is in their labs.',
    ...schema,
  };
}
