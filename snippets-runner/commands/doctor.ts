import { join } from 'node:path';
import { type Connection, connect, connectTo, connectToEmbedded } from '../lab/daemon/connect.ts';
import { examine } from '../lab/doctor/examine.ts';
import { isEmbeddedKind } from '../lab/engines/embedded.ts';
import { imageNames } from '../lab/images/image-recipes.ts';
import type { Examination } from '../model/examination.ts';
import { examinationReport, examinationsJson } from '../report/doctor.ts';
import type { CommandContext, ExitCode } from './command.ts';

/** Says which engines were found and why, what they are like, and what to do about what is amiss. */
export async function doctor({ json }: { readonly json: boolean }, context: CommandContext): Promise<ExitCode> {
  const { contentFolder, io } = context;
  const imagesFolder = join(contentFolder, 'images');
  const examinations: Examination[] = [];
  for (const connection of await connections(context)) {
    examinations.push(await examine(connection, imagesFolder, imageNames(imagesFolder)));
  }
  if (json) io.printExact(examinationsJson(examinations));
  else io.print(examinations.map((examination) => examinationReport(examination, io.style)).join('\n\n'));
  return examinations.some(({ findings }) => findings.some(({ severity }) => severity === 'blocking')) ? 2 : 0;
}

/** Those that were asked for, else the one that is used, and the virtual machine beside it if it runs. */
async function connections({ env, home, engines }: CommandContext): Promise<readonly Connection[]> {
  const options = { env, home };
  if (engines.length > 0) {
    return Promise.all(
      engines.map((name) => (isEmbeddedKind(name) ? connectToEmbedded(name, home) : connectTo(name, options))),
    );
  }
  const used = await connect(options);
  const machine = await connectToEmbedded('vm', home).catch(() => undefined);
  return machine && machine.host !== used.host ? [used, machine] : [used];
}
