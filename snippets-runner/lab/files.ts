/** Files that each node of a lab gets. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { SnippetsError } from '../model/error.ts';
import type { LabFiles } from '../tutorial/page.ts';
import type { DockerNode } from './node/docker-node.ts';

/**
 * Copies files to nodes, into a folder of the same name: Docker Compose calls a project after its folder. Links stay
 * links.
 * @throws SnippetsError `node-not-ready`
 */
export async function copyFiles(files: LabFiles, nodes: readonly DockerNode[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'snippets-files-')).catch((cause: Error) => {
    throw notCopied(files, cause.message, cause);
  });
  const archive = join(scratch, 'files.tar');
  try {
    await pack(files, archive);
    await Promise.all(nodes.map((node) => node.unpack(archive, basename(files.folder))));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function pack(files: LabFiles, archive: string): Promise<void> {
  const { folder, names } = files;
  // Otherwise the tar of macOS adds a file `._NAME` for each file with extended attributes.
  const env = { ...process.env, COPYFILE_DISABLE: '1' };
  const options = ['-C', folder, '--no-recursion', '--null', '-T', '-'];
  const packing = promisify(execFile)('tar', ['-c', '-f', archive, ...options], { env });
  // If tar ends before it has read all names, its exit says why.
  packing.child.stdin?.on('error', () => undefined).end(names.join('\0'));
  try {
    await packing;
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { stderr?: string };
    throw notCopied(files, stderr.trim() || message, cause);
  }
}

function notCopied({ folder }: LabFiles, why: string, cause: unknown): SnippetsError {
  const hint = 'is tar installed, is there space for temporary files, and can the files be read?';
  return new SnippetsError('node-not-ready', `the files of ${folder} could not be copied: ${why}`, hint, { cause });
}
