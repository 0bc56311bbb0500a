import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import fc from 'fast-check';
import { createProgram, type GlobalOptions } from '../../snippets-runner/cli/program.ts';
import type { Runs } from '../../snippets-runner/cli/run-command.ts';
import { isOfFileSystem } from '../../snippets-runner/commands/readable.ts';
import { SnippetsError } from '../../snippets-runner/model/error.ts';
import { contentFolder, contextFor, mdx, snippet } from '../../snippets-runner/test/commands/content-folder.ts';
import type { Target } from './target.ts';

// biome-ignore format: a list of words
const WORDS = [
  'lint', 'list', 'verify', 'capture', 'shell', 'export', 'merge-reports', 'doctor', 'clean', 'completion', '__complete', 'help', 'bash', 'zsh',
  '--', '-', '', '-h', '--help', '-v', '-q', '--quiet', '--verbose', '--no-color', '--engine', '--engine=', 'ssh://h/%', 'unix://', '--json',
  '--format', 'sh', 'cast', '-o', 'out', '--output=x', '--reporter', 'json', 'json:', 'json:r.json', 'junit:a:b', 'github', ':', '--shard', '1/2', '0/0', '9/1',
  '-j', '0', '1e9', '-1', '--jobs=x', '--bail', '--changed', '--update', '--image', 'alpine', '--at', 'one', '--node', 'host', '--translated', '--force', '--dry-run',
  'a', 'a.mdx', 'content', 'content/en/a.mdx', 'README.md', '.', './', 'b', 'constructor', '__proto__', 'x'.repeat(300), '\u202e', '网络', '*', '{}', '--x=y=z',
];
/** They need a daemon, or a person. Their arguments are only parsed. */
const PARSED_ONLY = new Set(['verify', 'capture', 'shell', 'doctor', 'clean']);

/** Command lines of words that the tool knows and others, run in a small content folder. */
export function commandLines(): Target<readonly string[]> {
  const folder = contentFolder({ 'en/a.mdx': mdx(snippet('one', '$ docker ps')), 'images/alpine/image.yaml': '' });
  writeFileSync(join(folder.home, 'README.md'), '```console\n$ docker ps\n```\n');
  // No path outside of the folder: some options name files to write.
  const other = fc
    .string({ maxLength: 6, unit: 'binary' })
    .map((text) => text.replaceAll('\0', '').replace(/[/.]/gu, ''));
  const word = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: other });
  const runs: Runs =
    (run) =>
    async (...given) => {
      const command = given.at(-1) as { name(): string; optsWithGlobals(): GlobalOptions };
      const { content: _, ...options } = command.optsWithGlobals();
      if (PARSED_ONLY.has(command.name())) return;
      const context = { ...contextFor(folder), engines: options.engine ?? [] };
      await run(context, ...(given.slice(0, -1) as never));
    };
  const nothing = () => undefined;
  return {
    inputs: fc.array(word, { maxLength: 8 }),
    check: async (args) => {
      const program = createProgram({ contentFolder: folder.content, version: '1.2.3' }, runs, {
        writeErr: nothing,
        writeOut: nothing,
      });
      try {
        await program.parseAsync(args, { from: 'user' });
      } catch (error) {
        // With these, the command line prints a message of its own.
        if (!(error instanceof CommanderError || error instanceof SnippetsError || isOfFileSystem(error))) throw error;
      }
    },
    end: async () => folder[Symbol.dispose](),
  };
}
