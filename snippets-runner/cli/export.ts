import { Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat } from '../model/formats.ts';
import { withDocumentOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addExport: AddCommand = (program, runs) => {
  withDocumentOptions(program.command('export'))
    .description("write a page's commands as a script, or its capture as a terminal recording")
    .argument('<page>', 'a file or slug')
    .addOption(
      new Option('--format <format>', 'sh: a bash script; cast: an asciicast v3 recording, for asciinema')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('-o, --output <file>', 'file to write; default: standard output')
    .addHelpText(
      'after',
      examples(
        ['snippets export attach --format cast -o attach.cast', 'play it: asciinema play attach.cast'],
        ['snippets export bridge/default --format sh', 'print its commands as a script'],
      ),
    )
    .action(
      runs(async (context, page: string, options: { format: ExportFormat; output?: string }) => {
        const { exportPage } = await import('../commands/export.ts');
        return exportPage(page, { format: options.format, output: options.output }, context);
      }),
    );
};
