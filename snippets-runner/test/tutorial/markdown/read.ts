/** What is read of a Markdown document, in a form that tests can show in a few lines. */
import type { DocumentConfig } from '../../../tutorial/config/config.ts';
import { parseConfig } from '../../../tutorial/config/parse-config.ts';
import { type MarkdownRequest, parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';

export interface Read {
  /** A line for each step: the text, for an input behind `<`, and after ` -> ` the output, if the block shows one. */
  readonly steps: readonly string[];
  /** `line:column reason`. */
  readonly leftOut: readonly string[];
  /** `line:column code`. */
  readonly problems: readonly string[];
}

export function read(...lines: readonly string[]): Read {
  return readText({ file: 'README.md' }, lines);
}

export function readAs(file: string, ...lines: readonly string[]): Read {
  return readText({ file }, lines);
}

/** @param config the `snippets.yaml` of the document's repository */
export function readWith(config: string, ...lines: readonly string[]): Read {
  return readText({ file: 'README.md', config: configOf(config) }, lines);
}

function readText(given: Pick<MarkdownRequest, 'file' | 'config'>, lines: readonly string[]): Read {
  const request = { ...given, images: [], knownImages: [] };
  const { document, problems } = parseMarkdown({ ...request, text: `${lines.join('\n')}\n` });
  return {
    steps: document.snippets.flatMap(({ steps }, snippet) =>
      steps.map(({ kind, text }, index) => {
        const output = document.shown[snippet]?.steps?.[index]?.output ?? '';
        return `${kind === 'input' ? '<' : ''}${text}${output === '' ? '' : ` -> ${output}`}`;
      }),
    ),
    leftOut: document.leftOut.map(({ position, reason }) => `${position.line}:${position.column} ${reason}`),
    problems: problems.map(({ position, code }) => `${position?.line}:${position?.column} ${code}`),
  };
}

/** @throws TypeError if the text has a mistake */
export function configOf(text: string): DocumentConfig {
  const { config, problems } = parseConfig('snippets.yaml', text);
  if (problems.length > 0) throw new TypeError(problems.map(({ message }) => message).join('\n'));
  return config;
}

/** Returns a block with a language. */
export function fenced(language: string, ...lines: readonly string[]): string {
  return ['', `\`\`\`${language}`, ...lines, '```', ''].join('\n');
}

/** Returns only commands that are run, without outputs. */
export function commandsOf(...lines: readonly string[]): readonly string[] {
  return read(...lines).steps.map((step) => step.replace(/ -> [\s\S]*/u, ''));
}
