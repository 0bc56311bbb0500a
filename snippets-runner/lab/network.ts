/** A lab's private network: the first free of our subnets, so that several labs can live at once. */
import type Docker from 'dockerode';
import { SnippetsError } from '../model/error.ts';
import { onDaemon } from './daemon/failures.ts';
import type { Labels } from './labels.ts';

export interface LabNetwork {
  readonly name: string;
  /** Address of the nth host of the lab, counted from 0. */
  address(index: number): string;
}

/** 10.213.0.0/24 to 10.213.255.0/24: seldom used by others, and beyond what Docker gives by itself. */
const SUBNETS = 256;
/** Below it: the network's address and its gateway; a round number is easier to recognise on a page. */
const FIRST_HOST = 10;

/** @throws SnippetsError `docker-refused` when all subnets are taken, or for another reason */
export async function createLabNetwork(docker: Docker, labId: string, labels: Labels): Promise<LabNetwork> {
  const name = `snippets-${labId}`;
  for (let subnet = 0; subnet < SUBNETS; subnet++) {
    if (await tryCreate(docker, name, `10.213.${subnet}`, labels)) {
      return { name, address: (index) => `10.213.${subnet}.${FIRST_HOST + index}` };
    }
  }
  throw new SnippetsError(
    'docker-refused',
    `all ${SUBNETS} subnets for labs are taken on this engine`,
    '`snippets clean` removes what earlier runs left',
  );
}

async function tryCreate(docker: Docker, name: string, prefix: string, labels: Labels): Promise<boolean> {
  return onDaemon("creating the lab's network", async () => {
    try {
      await docker.createNetwork({
        Name: name,
        Driver: 'bridge',
        Labels: { ...labels },
        IPAM: { Driver: 'default', Config: [{ Subnet: `${prefix}.0/24`, Gateway: `${prefix}.1` }] },
      });
      return true;
    } catch (error) {
      if (/overlap|address space|conflict/i.test((error as Error).message)) return false;
      throw error;
    }
  });
}
