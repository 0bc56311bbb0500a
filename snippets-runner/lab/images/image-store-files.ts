/**
 * The files of an image store, and the scripts that make and check them. They run in nodes.
 *
 *   store/state.tar   Docker's records of the images. Each node unpacks them.
 *   store/layers/ID   the files of a layer. Nodes only read them.
 *   empty/            overlayfs needs a second folder for a mount that nobody can write to.
 *
 * The folders of overlay2 are described at the top of moby's daemon/graphdriver/overlay2/overlay.go: the files of a
 * layer are in `diff`, which may be a link, and Docker never changes them.
 */
import { COMMAND } from '../../base/installation.ts';
import { SnippetsError } from '../../model/error.ts';
import type { DockerNode } from '../node/docker-node.ts';

/** Where a node has the content of `store`. `content/images/node/start` reads it there. */
export const IMAGE_STORE_FOLDER = '/opt/node/images';

/** Exit code of COPY if the node's daemon does not use overlay2. */
const NOT_SHAREABLE = 3;

/**
 * Copies the images of a node's daemon to the volume. Overlayfs marks what a layer deletes: with a device file, or an
 * attribute of a folder. A layer with such marks stays in state.tar, because the overlayfs mount through which nodes see
 * `store` would take the marks as its own. tar shows attributes in its headers; a file that happens to contain the
 * same words is no harm.
 *
 * Docker mounts a layer for changes until something is made of it, and then marks it with a file `committed`. These layers
 * get the mark at once: `docker save` of an image that is not in use would fail, because nothing can be written to them.
 */
export const COPY = `
  [ "$(docker info --format '{{.Driver}}')" = overlay2 ] || exit ${NOT_SHAREABLE}
  cd ${IMAGE_STORE_FOLDER} && mkdir -p empty store/layers state || exit 1
  cp -a /var/lib/docker/image /var/lib/docker/overlay2 state/ || exit 1
  archive() { tar --xattrs --xattrs-include='trusted.*' --xattrs-include='security.*' "$@"; }
  for diff in state/overlay2/*/diff; do
    [ -z "$(find "$diff" -type c)" ] || continue
    ! archive -C "$diff" -cf - . | grep -qa 'SCHILY.xattr.trusted.overlay.' || continue
    layer=\${diff%/diff} layer=\${layer##*/}
    mv "$diff" "store/layers/$layer" && ln -s "${IMAGE_STORE_FOLDER}/layers/$layer" "$diff" || exit 1
    : >"\${diff%/diff}/committed"
  done
  archive -C state -cf store/state.tar . && rm -rf state && sync -f .`;

/**
 * Prints a hash of the store as a node sees it: of each file its path, type, rights, owner, size, target, and the second
 * in which it was last changed. No program can set that time, unless it sets the clock.
 */
export const MANIFEST = `set -o pipefail
  cd ${IMAGE_STORE_FOLDER} || exit 1
  [ ! -d store ] || cd store
  find . -mindepth 1 \\( -type d -printf '%m %U %G %P\\n' \\) -o -printf '%C@ %y %m %U %G %s %P %l\\n' |
    sed 's/\\.[0-9]*//' | LC_ALL=C sort | sha256sum | cut -c1-32`;

/** Mounts the layers of each image, as `docker run` does. */
const TRY = 'for image; do docker create --network none "$image" true >/dev/null || exit 1; done';

/** @returns hash of the store; undefined if the node's daemon does not use overlay2 */
export async function copyToVolume(node: DockerNode): Promise<string | undefined> {
  const { exit, errors } = await node.run(['bash', '-c', COPY]);
  if (exit === NOT_SHAREABLE) return undefined;
  if (exit === 0) return manifestOf(node);
  throw new SnippetsError(
    'node-not-ready',
    `the images of a lab could not be copied to a volume for its nodes: ${errors.trim()}`,
    'check with `docker system df` whether the engine has free space',
  );
}

/**
 * Returns the hash of a node's image store. Call it before a page runs on the node.
 * @throws SnippetsError `node-not-ready` if it could not be computed, as in a node that has ended meanwhile
 */
export async function manifestOf(node: DockerNode): Promise<string> {
  const { exit, output, errors } = await node.run(['bash', '-c', MANIFEST]);
  if (exit === 0) return output.trim();
  throw new SnippetsError(
    'node-not-ready',
    `the images of a lab could not be read on node "${node.name}" (exit code ${exit}): ${errors.trim()}`,
    `\`${COMMAND} doctor\` checks the engine`,
  );
}

/** Returns whether containers of these images can be made on the node. */
export async function canUseImages(node: DockerNode, names: readonly string[]): Promise<boolean> {
  return (await node.run(['bash', '-c', TRY, '-', ...names])).exit === 0;
}
