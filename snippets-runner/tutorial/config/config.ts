/**
 * What `snippets.yaml` of a repository may contain. It changes how the repository's documents are read, and what is in
 * their labs. It runs nothing, and nothing in it reaches outside of the labs: it may be a stranger's.
 *
 * The JSON schema for editors is made from this one, so everything here is something that both can say.
 */
import * as z from 'zod';
import { DOCUMENT_LAB } from '../markdown/lab-comment.ts';
import { labSchema, toLabSpec } from '../page/lab.ts';
import type { LabSpec } from '../page.ts';

/** As a placeholder has it between its brackets, such as `your-address` or `MANAGER_IP`. */
export const VALUE_NAME = /^[A-Za-z][\w.-]*(?: [\w.-]+)*$/u;
/** It is typed into a shell: no control character, which would be a key press. */
export const VALUE_TEXT = /^\P{Cc}{1,1000}$/u;

/** Below the folder of the file. In base/glob.ts, only `*`, `?` and `**` have a meaning. */
const glob = z.string().regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^{}[\]\\!\p{Cc}]{1,200}$/u);
const language = z.string().regex(/^[A-Za-z0-9][\w+#.-]{0,60}$/u);
/** The blank at its end shows where the command begins. */
const prompt = z.string().regex(/^[^\s\p{Cc}]\P{Cc}{0,78} $/u);
const image = z.string().regex(/^[^\s\p{Cc}]{1,300}$/u);
const timeout = z.string().regex(/^(?:[1-9]\d{0,5}ms|[1-9]\d{0,2}s|(?:[1-9]|[1-5]\d|60)m)$/u);

export const configSchema = z.strictObject({
  files: z
    .strictObject({
      include: z.array(glob).optional().describe('The documents; default: all Markdown files.'),
      exclude: z.array(glob).optional().describe('Files that are none of them.'),
    })
    .optional()
    .describe(
      'The documents that are meant if no path is given, below the folder of this file. * is a part of a name, ** any folders; a folder means everything in it.',
    ),
  languages: z
    .strictObject({
      run: z.array(language).optional().describe('Languages of blocks that are run as those of "console" are.'),
      commands: z
        .array(language)
        .optional()
        .describe('Languages of blocks in which every line is a command, and none an output, if no line has a prompt.'),
      ignore: z.array(language).optional().describe('Languages of blocks that are neither run nor named.'),
    })
    .optional()
    .describe('What the languages of blocks mean, where it is other than usual.'),
  prompts: z
    .array(prompt)
    .optional()
    .describe('Further prompts of the shell, as they are in the documents, with the blank at their end: "demo> ".'),
  images: z.array(image).optional().describe('Images that each lab has besides those that its document names.'),
  lab: labSchema
    .pick({ nodes: true, needs: true, outside: true, leaves: true })
    .optional()
    .describe('The lab of documents that do not say otherwise in a comment.'),
  timeout: timeout.optional().describe('Time limit of a block, such as 30s; default: 60s.'),
  values: z
    .record(z.string().regex(VALUE_NAME), z.string().regex(VALUE_TEXT))
    .optional()
    .describe('Values of placeholders to which no document gives one: {your-address: 10.0.0.2}. Quote numbers.'),
});
type ConfigYaml = z.infer<typeof configSchema>;

/** How the documents of a repository are read. */
export interface DocumentConfig {
  /** Which documents are meant if no path is given. Undefined: none. */
  readonly files: { readonly include: readonly string[]; readonly exclude: readonly string[] } | undefined;
  /** In lower case. */
  readonly languages: Readonly<Record<'run' | 'commands' | 'ignore', ReadonlySet<string>>>;
  readonly prompts: readonly string[];
  readonly images: readonly string[];
  /** The lab of documents without a comment. */
  readonly lab: LabSpec;
  /** Whether the file has the nodes of the lab. */
  readonly statesNodes: boolean;
  /** Undefined: the usual one. */
  readonly timeoutMs: number | undefined;
  /** By the names of placeholders, without brackets. */
  readonly values: ReadonlyMap<string, string>;
}

export const NO_CONFIG = toDocumentConfig({});

export function toDocumentConfig(yaml: ConfigYaml): DocumentConfig {
  const { files, languages, prompts = [], images = [], lab, timeout: limit, values = {} } = yaml;
  const lower = (names: readonly string[] = []) => new Set(names.map((name) => name.toLowerCase()));
  return {
    files: files && { include: files.include ?? ['**'], exclude: files.exclude ?? [] },
    languages: {
      run: lower(languages?.run),
      commands: lower(languages?.commands),
      ignore: lower(languages?.ignore),
    },
    prompts,
    images,
    lab: lab ? toLabSpec(lab, DOCUMENT_LAB) : DOCUMENT_LAB,
    statesNodes: lab?.nodes !== undefined,
    timeoutMs: limit === undefined ? undefined : Number.parseInt(limit, 10) * unitOf(limit),
    values: new Map(Object.entries(values)),
  };
}

function unitOf(limit: string): number {
  if (limit.endsWith('ms')) return 1;
  return limit.endsWith('s') ? 1000 : 60_000;
}
