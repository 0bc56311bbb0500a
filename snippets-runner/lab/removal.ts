/** Removes labs: the lab of a page when the page ends, and labs whose process is gone. */
import { setTimeout } from 'node:timers/promises';
import type Docker from 'dockerode';
import { SnippetsError } from '../model/error.ts';
import type { LabOrigin } from '../model/lab.ts';
import { onDaemon, statusOf } from './daemon/failures.ts';
import { LAB_ID, originOf } from './labels.ts';
import { thaw } from './thaw.ts';

/**
 * Removes every container and network with the lab's label. One that is already gone is no failure.
 * @throws SnippetsError `docker-refused`, `engine-lost`
 */
export async function removeLab(docker: Docker, labId: string): Promise<void> {
  await onDaemon(`removing lab ${labId}`, async () => {
    const filters = { label: [`${LAB_ID}=${labId}`] };
    const containers = await docker.listContainers({ all: true, filters });
    await Promise.all(containers.map((container) => removeContainer(docker, container)));
    const networks = await docker.listNetworks({ filters });
    await Promise.all(networks.map(({ Id }) => unlessGone(docker.getNetwork(Id).remove())));
  });
}

/** Removing a node usually takes 0.1 s. The daemon gives up after 10 s. */
const SLOW_AFTER_MS = 2_000;
const REMOVED_WITHIN_MS = 15_000;

async function removeContainer(docker: Docker, container: Docker.ContainerInfo): Promise<void> {
  const removal = removed(docker.getContainer(container.Id));
  const timer = new AbortController();
  const slow = setTimeout(SLOW_AFTER_MS, true, { signal: timer.signal }).catch(() => false);
  const isSlow = await Promise.race([removal.then(() => false), slow]).finally(() => timer.abort());
  // If thawing fails, the error of the removal says more.
  if (isSlow) await thaw(docker, container).catch(() => undefined);
  await removal;
}

/** Another process may be removing it at the moment. Its network cannot be removed before it is gone. */
async function removed(container: Docker.Container): Promise<void> {
  try {
    // `v` also removes its anonymous volumes, which have no label.
    await unlessGone(container.remove({ force: true, v: true }));
  } catch (error) {
    if (statusOf(error) !== CONFLICT) throw error;
    const abortSignal = AbortSignal.timeout(REMOVED_WITHIN_MS);
    // If the other process does not succeed, what is still there says why.
    await container.wait({ condition: 'removed', abortSignal }).catch(() => undefined);
  }
}

/** Lists every lab on the engine, of all processes. @throws SnippetsError `docker-refused`, `engine-lost` */
export async function listLabs(docker: Docker): Promise<readonly LabOrigin[]> {
  return onDaemon('listing labs', async () => {
    const filters = { label: [LAB_ID] };
    const [containers, networks] = await Promise.all([
      docker.listContainers({ all: true, filters }),
      docker.listNetworks({ filters }),
    ]);
    const origins = [...containers, ...networks].flatMap(({ Labels }) => originOf(Labels) ?? []);
    return [...new Map(origins.map((origin) => [origin.labId, origin])).values()];
  });
}

export interface Reaped {
  readonly removed: readonly LabOrigin[];
  /** Labs that the daemon could not remove. Other labs can run beside them. */
  readonly stuck: readonly { readonly lab: LabOrigin; readonly error: SnippetsError }[];
}

/** Removes the labs of processes of this machine that are gone. @throws SnippetsError `engine-lost` */
export async function reapLabs(docker: Docker): Promise<Reaped> {
  const orphans = (await listLabs(docker)).filter(({ ownerState }) => ownerState === 'gone');
  const removed: LabOrigin[] = [];
  const stuck: { lab: LabOrigin; error: SnippetsError }[] = [];
  await Promise.all(
    orphans.map(async (lab) => {
      try {
        await removeLab(docker, lab.labId);
        removed.push(lab);
      } catch (error) {
        if (!(error instanceof SnippetsError) || error.code !== 'docker-refused') throw error;
        stuck.push({ lab, error });
      }
    }),
  );
  return { removed, stuck };
}

const NOT_FOUND = 404;
const CONFLICT = 409;

async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (statusOf(error) !== NOT_FOUND) throw error;
  }
}
