/** The command line of `scripts/node-docker`. */
import { join } from 'node:path';
import { chooseDocker, chosenArchive, Mistake, type NodeImage, removeArchives } from './node-image/choose-docker.ts';

const IMAGE: NodeImage = {
  folder: join(import.meta.dirname, '../content/images/node'),
  // Its archives have programs that need no library.
  repository: 'https://download.docker.com/linux/static/stable',
  architecture: process.arch,
  tell: (message) => process.stderr.write(`${message}\n`),
};

async function main([choice, ...rest]: readonly string[]): Promise<void> {
  if (rest.length > 0) throw new Mistake('give one version or one file\nhint: scripts/node-docker 29.7.2');
  if (choice === '--debian') removeArchives(IMAGE.folder);
  else if (choice !== undefined) await chooseDocker(choice, IMAGE);
  const archive = chosenArchive(IMAGE.folder);
  process.stdout.write(`nodes have ${archive === undefined ? "Debian's Docker" : `the Docker of ${archive}`}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}
