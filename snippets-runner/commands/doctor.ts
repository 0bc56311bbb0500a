import { join } from 'node:path';
import { connect, connectTo } from '../lab/daemon/connect.ts';
import type { Connection } from '../lab/daemon/connection.ts';
import { examine } from '../lab/doctor/examine.ts';
import { machineText } from '../lab/engines/embedded.ts';
import { imageNames } from '../lab/images/image-recipes.ts';
import type { Examination } from '../model/examination.ts';
import { examinationReport, examinationsJson } from '../report/doctor.ts';
import type { CommandContext, ExitCode } from './command.ts';

/** Prints which engines were found and why, their properties, and how to solve their problems. */
export async function doctor({ json }: { readonly json: boolean }, context: CommandContext): Promise<ExitCode> {
  const { contentFolder, home, io, holdSignals } = context;
  holdSignals();
  const imagesFolder = join(contentFolder, 'images');
  const examinations: Examination[] = [];
  for (const connection of await connections(context)) {
    examinations.push(await examine(connection, imagesFolder, imageNames(imagesFolder), machineText(home)));
  }
  if (json) io.printExact(examinationsJson(examinations));
  else io.print(examinations.map((examination) => examinationReport(examination, io.style)).join('\n\n'));
  return examinations.some(({ findings }) => findings.some(({ severity }) => severity === 'blocking')) ? 2 : 0;
}

/** Connects to the engines of `--engine`. Without it: to the engine for pages, and to the virtual machine if it runs. */
async function connections({ env, home, engines }: CommandContext): Promise<readonly Connection[]> {
  const options = { env, home };
  if (engines.length > 0) return Promise.all(engines.map((name) => connectTo(name, options)));
  const used = await connect(options);
  const machine = await connectTo('vm', options).catch(() => undefined);
  return machine && machine.address !== used.address ? [used, machine] : [used];
}
