/** Files that each node of a lab gets. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabFiles } from '../tutorial/page.ts';
import type { DockerNode } from './node/docker-node.ts';

/** Copies files to nodes. Links stay links. */
export async function copyFiles({ folder, names }: LabFiles, nodes: readonly DockerNode[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'snippets-files-'));
  const archive = join(scratch, 'files.tar');
  try {
    const packing = promisify(execFile)('tar', ['-c', '-f', archive, '-C', folder, '--null', '-T', '-']);
    packing.child.stdin?.end(names.join('\0'));
    await packing;
    await Promise.all(nodes.map((node) => node.unpack(archive)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
