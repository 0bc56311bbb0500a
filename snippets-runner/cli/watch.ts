import { IS_PACKAGE } from '../base/installation.ts';
import { gathered, withDocumentOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

const DEV_SERVER = `
While it runs, npm run dev shows the page with the new outputs.`;

const HELP = `

What a save runs:
  text, expected outputs, tolerance   nothing; what was recorded is compared once more
  new snippets at the end             only these, in the lab in which the others have run
  anything else                       the whole page, in a fresh lab that is ready

An answer is what verify would say. It writes no capture: snippets capture does.${IS_PACKAGE ? '' : DEV_SERVER}
Ctrl-C ends it and removes its labs.`;

export const addWatch: AddCommand = (program, runs) => {
  withDocumentOptions(program.command('watch'))
    .description('run what has changed each time a page is saved, in a lab that stays ready')
    .argument('<page>', 'a file or slug')
    .option('--image <name>', 'image that a Markdown file needs in its lab; may be repeated', gathered)
    .addHelpText(
      'after',
      examples(
        ['snippets watch attach', 'a page, while you write it'],
        ['snippets watch content/en/bridge/internal.mdx', 'a new page, without a capture'],
        ['snippets watch --image nginx README.md', 'a Markdown file, with an image in its lab'],
      ) + HELP,
    )
    .action(
      runs(async (context, page: string, { image = [] }: { image?: readonly string[] }) => {
        const { watch } = await import('../commands/watch.ts');
        return watch(page, { images: image }, context);
      }),
    );
};
