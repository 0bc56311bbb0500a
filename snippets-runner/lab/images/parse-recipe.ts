/** Parses content/images/NAME/image.yaml, and keeps the positions that problems need. */
import * as z from 'zod';
import { withinTime } from '../../base/time-limit.ts';
import { IMAGE_NAME, IMAGE_REFERENCE } from '../../tutorial/names.ts';
import type { Position } from '../../tutorial/page.ts';
import type { Problem } from '../../tutorial/problem.ts';
import { PARSED_WITHIN_MS, yamlTooSlow } from '../../tutorial/source/parse-limit.ts';
import { type PositionedYaml, parseYaml } from '../../tutorial/source/positioned-yaml.ts';
import { problemList } from '../../tutorial/source/problem-list.ts';
import { sourceText } from '../../tutorial/source/source-text.ts';

export interface ParsedRecipe {
  /** Name in the registry, such as `alpine:3.22`. */
  readonly reference: string;
  /** Debian packages in the base of the stand-in. */
  readonly packages: readonly string[];
}

/** Debian's grammar: https://www.debian.org/doc/debian-policy/ch-controlfields.html#source. Some programs allow more. */
const PACKAGE = /^[a-z0-9][a-z0-9+.-]+$/u;

const aText = (what: string) => z.string({ error: `${what} is a text` });
const schema = z.strictObject({
  reference: aText('`reference`').refine((value) => IMAGE_REFERENCE.test(value), {
    error: ({ input }) => `${JSON.stringify(input)} is not the name of an image in a registry`,
  }),
  packages: z
    .array(
      aText('a package').refine((value) => PACKAGE.test(value), {
        error: ({ input }) => `${JSON.stringify(input)} is not the name of a Debian package`,
      }),
      { error: '`packages` is a list' },
    )
    .min(1, { error: '`packages` has no package' }),
});

export interface RecipeRead {
  readonly recipe: ParsedRecipe | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Parses a recipe. Never throws, and ends.
 * @param name of the image: the name of its folder
 * @param file path of the recipe; problems show it
 */
export function parseRecipe(name: string, file: string, text: string): RecipeRead {
  const parsing = withinTime(PARSED_WITHIN_MS, () => parsed(name, file, text));
  if (parsing.kind === 'done') return parsing.result;
  const limit = { code: 'parsing-too-slow', withinMs: PARSED_WITHIN_MS, hint: HINT } as const;
  return { recipe: undefined, problems: [yamlTooSlow(file, limit)] };
}

function parsed(name: string, file: string, text: string): RecipeRead {
  // A byte order mark is no part of the text: editors count columns without it.
  const source = text.replace(/^\uFEFF/u, '');
  const given = sourceText(source);
  const problems = problemList(file, given);
  const report = (position: Position, message: string) => problems.report('recipe-invalid', position, message, HINT);
  if (!IMAGE_NAME.test(name)) report({ line: 1, column: 1 }, `"${name}" cannot be the name of an image`);
  const yaml = parseYaml({ start: 0, end: source.length }, given, report);
  const result = yaml && schema.safeParse(yaml.data);
  for (const issue of result?.error?.issues ?? []) reportIssue(issue, yaml as PositionedYaml, report);
  const sorted = problems.sorted();
  return { recipe: sorted.length === 0 ? result?.data : undefined, problems: sorted };
}

const HINT =
  'A recipe has `reference`, such as nginx:1.30, and `packages`, a list of names of Debian packages. Its folder has the name of the image, such as nginx.';

function reportIssue(
  issue: z.core.$ZodIssue,
  yaml: PositionedYaml,
  report: (position: Position, message: string) => void,
): void {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) report(yaml.positionOfKey([...path, key]), `there is no key "${key}"`);
  } else if (path.length === 0) {
    report({ line: 1, column: 1 }, 'a recipe has the keys `reference` and `packages`');
  } else if (path.length === 1 && !Object.hasOwn(yaml.data as object, path[0] ?? '')) {
    report({ line: 1, column: 1 }, `\`${path[0]}\` is missing`);
  } else {
    report(yaml.positionOf(path), issue.message);
  }
}
