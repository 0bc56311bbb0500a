/** A lab's private network. It gets the first free subnet of a range, so several labs can run at once. */
import type Docker from 'dockerode';
import { COMMAND } from '../base/installation.ts';
import { SnippetsError } from '../model/error.ts';
import { onDaemon } from './daemon/failures.ts';
import type { Labels } from './labels.ts';

export interface LabNetwork {
  readonly name: string;
  /** IPv4 address of a host of the lab. @param index counted from 0 */
  address(index: number): string;
}

/** 10.213.0.0/24 to 10.213.255.0/24: rarely used elsewhere, and outside of Docker's default address pools. */
const SUBNETS = 256;
/** The last byte of the first host's address. A round number is easy to recognise on a page. */
const FIRST_HOST = 10;

/** @throws SnippetsError `docker-refused`, also if no subnet is free, `engine-lost` */
export async function createLabNetwork(docker: Docker, labId: string, labels: Labels): Promise<LabNetwork> {
  const name = `snippets-${labId}`;
  for (let subnet = 0; subnet < SUBNETS; subnet++) {
    if (await tryCreate(docker, name, `10.213.${subnet}`, labels)) {
      return { name, address: (index) => `10.213.${subnet}.${FIRST_HOST + index}` };
    }
  }
  throw new SnippetsError(
    'docker-refused',
    `all ${SUBNETS} subnets for labs are in use on this engine`,
    `\`${COMMAND} clean\` removes the labs of earlier runs`,
  );
}

/** @returns false if the subnet is in use */
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
