/** An engine for one test, which may fill and stop it. Skip the test if `obstacleTo('native')` returns a reason. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { HOME } from './snippets.ts';

export interface OwnEngine {
  /** Folder of all its files. The caller removes it. */
  readonly scratch: string;
  readonly socketPath: string;
  start(): void;
  stop(): void;
  /** Returns the names of containers and networks that a fresh engine does not have. */
  strangers(): Promise<readonly string[]>;
}

export function ownEngine(): OwnEngine {
  const scratch = mkdtempSync(join(tmpdir(), 'engine-'));
  const socketPath = join(scratch, 'run/docker.sock');
  const docker = new Docker({ socketPath });
  const script = (verb: string) =>
    execFileSync(join(HOME, 'scripts/engine'), [verb], {
      env: { ...process.env, SNIPPETS_ENGINE_FOLDER: scratch, NODE: process.execPath },
    });
  return {
    scratch,
    socketPath,
    start: () => void script('start'),
    stop: () => void script('stop'),
    strangers: async () => {
      const [containers, networks] = await Promise.all([docker.listContainers({ all: true }), docker.listNetworks()]);
      const names = networks.map(({ Name }) => Name).filter((name) => !['bridge', 'host', 'none'].includes(name));
      return [...containers.flatMap(({ Names }) => Names), ...names];
    },
  };
}
