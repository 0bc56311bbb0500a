/** What is read of a Markdown document, in a form that tests can show in a few lines. */
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';

export interface Read {
  /** A line for each step: the text, for an input behind `<`, and after ` -> ` the output, if the block shows one. */
  readonly steps: readonly string[];
  /** `line:column reason`. */
  readonly leftOut: readonly string[];
  /** `line:column code`. */
  readonly problems: readonly string[];
}

export function read(...lines: readonly string[]): Read {
  return readAs('README.md', ...lines);
}

export function readAs(file: string, ...lines: readonly string[]): Read {
  const request = { file, images: [], knownImages: [] };
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

/** Returns a block with a language. */
export function fenced(language: string, ...lines: readonly string[]): string {
  return ['', `\`\`\`${language}`, ...lines, '```', ''].join('\n');
}

/** Returns only commands that are run, without outputs. */
export function commandsOf(...lines: readonly string[]): readonly string[] {
  return read(...lines).steps.map((step) => step.replace(/ -> [\s\S]*/u, ''));
}
