import { join } from 'node:path';
import { connect } from '../lab/connect.ts';
import { examine } from '../lab/examine.ts';
import { imageNames } from '../lab/image-recipes.ts';
import { examinationReport } from '../report/doctor.ts';
import type { CommandContext, ExitCode } from './command.ts';

/** Says which engine was found and why, what it is like, and what to do about what is amiss. */
export async function doctor({ env, home, contentFolder, io }: CommandContext): Promise<ExitCode> {
  const connection = await connect({ env, home });
  const imagesFolder = join(contentFolder, 'images');
  const examination = await examine(connection, imagesFolder, imageNames(imagesFolder));
  io.print(examinationReport(examination, io.style));
  return examination.findings.some(({ severity }) => severity === 'blocking') ? 2 : 0;
}
