import { Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat } from '../model/formats.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addExport: AddCommand = (program, runs) => {
  program
    .command('export')
    .description("make a script of a page's commands, or a terminal recording of its capture")
    .argument('<page>', 'a file or slug')
    .addOption(
      new Option('--format <format>', 'sh: a bash script; cast: asciicast v3, for asciinema and its players')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('-o, --output <file>', 'where to; default: standard output')
    .addHelpText(
      'after',
      examples(
        ['snippets export attach --format cast -o attach.cast', 'then: asciinema play attach.cast'],
        ['snippets export bridge/default --format sh', 'its commands, to read or to run'],
      ),
    )
    .action(
      runs(async (context, page: string, options: { format: ExportFormat; output?: string }) => {
        const { exportPage } = await import('../commands/export.ts');
        return exportPage(page, { format: options.format, output: options.output }, context);
      }),
    );
};
