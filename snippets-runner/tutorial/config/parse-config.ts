/** Parses the `snippets.yaml` of a repository. */
import { withinTime } from '../../base/time-limit.ts';
import { nodeMistakes } from '../page/lab.ts';
import type { Position } from '../page.ts';
import type { Problem } from '../problem.ts';
import { PARSED_WITHIN_MS, yamlTooSlow } from '../source/parse-limit.ts';
import { parseYaml, type YamlPath } from '../source/positioned-yaml.ts';
import { problemList } from '../source/problem-list.ts';
import { sourceText } from '../source/source-text.ts';
import { configSchema, type DocumentConfig, NO_CONFIG, toDocumentConfig } from './config.ts';
import { describeConfigIssue } from './config-messages.ts';

export interface ConfigRead {
  /** Without the keys that have mistakes. */
  readonly config: DocumentConfig;
  /** Sorted by position. */
  readonly problems: readonly Problem[];
  /** Returns the position of an image, by its index. */
  imagePosition(index: number): Position;
}

/**
 * Parses the file, and reports every mistake in it. Never throws, and ends.
 * @param file its path; problems show it
 */
export function parseConfig(file: string, text: string): ConfigRead {
  const parsing = withinTime(PARSED_WITHIN_MS, () => parsed(file, text.replace(/^\uFEFF/u, '')));
  if (parsing.kind === 'done') return parsing.result;
  const limit = { code: 'parsing-too-slow', withinMs: PARSED_WITHIN_MS, hint: YAML_HINT } as const;
  return nothing([yamlTooSlow(file, limit)]);
}

const YAML_HINT = 'The file is YAML: lines of "key: value". Write a value out in place of its alias.';

function nothing(problems: readonly Problem[]): ConfigRead {
  return { config: NO_CONFIG, problems, imagePosition: () => ({ line: 1, column: 1 }) };
}

function parsed(file: string, text: string): ConfigRead {
  const source = sourceText(text);
  const { report, sorted } = problemList(file, source);
  const yaml = parseYaml({ start: 0, end: text.length }, source, (position, message) =>
    report('config-invalid', position, message, YAML_HINT),
  );
  if (!yaml) return nothing(sorted());
  // A file of comments only.
  const data = yaml.data ?? {};
  const mistakes =
    configSchema.safeParse(data).error?.issues.flatMap((issue) => describeConfigIssue(issue, data)) ?? [];
  for (const { path, atKey, message, hint } of [...mistakes, ...hiddenKeys(data)]) {
    report('config-invalid', atKey ? yaml.positionOfKey(path) : yaml.positionOf(path), message, hint);
  }
  const valid = configSchema.parse(
    validPart(
      data,
      mistakes.map(({ path }) => path),
    ),
  );
  reportClashes(valid, (path, message, hint) => report('config-invalid', yaml.positionOf(path), message, hint));
  const imagePosition = (index: number) => yaml.positionOf(['images', index]);
  return { config: toDocumentConfig(valid), problems: sorted(), imagePosition };
}

/** Zod leaves out a key `__proto__` without a word. */
function hiddenKeys(data: unknown) {
  const { values } = data as { readonly values?: unknown };
  if (typeof values !== 'object' || values === null || !Object.hasOwn(values, '__proto__')) return [];
  const message = '"__proto__" cannot stand between < and >';
  return [{ path: ['values', '__proto__'], atKey: true, message, hint: 'Choose another name.' }];
}

/** Each key below these counts for itself. It does not below `files`: a misspelt key may say which are meant. */
const DIVIDED: readonly unknown[] = ['languages', 'lab', 'values'] satisfies (keyof typeof configSchema.shape)[];

/**
 * Returns the keys that the schema knows, without what has a mistake.
 * @param mistakes their paths
 */
function validPart(data: unknown, mistakes: readonly YamlPath[]): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {};
  const known = Object.entries(data).filter(([key]) => Object.hasOwn(configSchema.shape, key));
  return Object.fromEntries(
    known.flatMap(([key, value]) => {
      const wrong = mistakes.filter(([first]) => first === key).map(([, second]) => second);
      if (wrong.length === 0) return [[key, value]];
      // Without a second key, the mistake is the value itself.
      if (!DIVIDED.includes(key) || wrong.includes(undefined)) return [];
      return [[key, Object.fromEntries(Object.entries(value as object).filter(([name]) => !wrong.includes(name)))]];
    }),
  );
}

/** Reports what is wrong between values that are right by themselves. */
function reportClashes(
  { languages, lab }: ReturnType<typeof configSchema.parse>,
  report: (path: YamlPath, message: string, hint: string) => void,
): void {
  const listOf = new Map<string, keyof DocumentConfig['languages']>();
  for (const list of ['run', 'commands', 'ignore'] as const) {
    for (const [index, name] of (languages?.[list] ?? []).entries()) {
      const other = listOf.get(name.toLowerCase()) ?? list;
      listOf.set(name.toLowerCase(), other);
      if (other === list) continue;
      const message = `the language "${name}" is in "${other}", too`;
      report(['languages', list, index], message, 'Delete it from one of the two lists.');
    }
  }
  for (const { index, message, hint } of nodeMistakes(lab ?? {})) report(['lab', 'nodes', index], message, hint);
}
