import { Argument } from 'commander';
import { COMMAND } from '../base/installation.ts';
import { visibleLine } from '../base/visible.ts';
import { complete } from './complete.ts';
import { completionScript, SHELLS, type ShellName } from './completion-scripts.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addCompletion: AddCommand = (program, runs) => {
  program
    .command('completion')
    .description('print a script that lets a shell complete commands, options, pages, snippets and nodes')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .addHelpText(
      'after',
      examples(
        [`source <(${COMMAND} completion bash)`, `add to ~/.bashrc, with: alias snippets="${COMMAND}"`],
        [`source <(${COMMAND} completion zsh)`, 'add to ~/.zshrc, after compinit'],
        [`${COMMAND} completion fish | source`, 'add to ~/.config/fish/config.fish'],
      ),
    )
    .action(
      runs(({ home, io }, shell: ShellName) => {
        io.printExact(completionScript(shell, [process.execPath, `${home}/snippets-runner/bin.mjs`]));
        return 0;
      }),
    );

  // Called only by the completion scripts.
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action(
      runs(async (context, words: string[]) => {
        const { completionSources } = await import('../commands/completion-sources.ts');
        const { candidates, files } = complete(program, words, completionSources(words, context));
        for (const { value, description } of candidates) {
          context.io.printExact([value, ...(description ? [description] : [])].map(visibleLine).join('\t'));
        }
        if (files) context.io.printExact(':files');
        return 0 as const;
      }),
    );
};
