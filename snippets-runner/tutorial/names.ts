/** The grammars of the names that authors choose. Each kind of name has one. */

const KEBAB = '[a-z0-9]+(?:-[a-z0-9]+)*';

/** The id of a snippet. */
export const SNIPPET_ID = new RegExp(`^${KEBAB}$`, 'u');

/** The slug of a page. It becomes a part of the page's address, and the path of its capture. */
export const SLUG = new RegExp(`^${KEBAB}(?:/${KEBAB})*$`, 'u');

/** The name of a node. It becomes a host name, which has at most 63 characters (RFC 1123). */
export const NODE_NAME = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/u;

/** The pattern of a path component of a repository's name (https://pkg.go.dev/github.com/distribution/reference). */
const IMAGE_COMPONENT = '[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*';

/** The name of an image, and of its folder in content/images. */
export const IMAGE_NAME = new RegExp(`^${IMAGE_COMPONENT}$`, 'u');

/** The name of an image in a registry (https://github.com/distribution/reference/blob/main/reference.go). */
export const IMAGE_REFERENCE = new RegExp(
  `^(?:\\w[\\w.-]*(?::\\d+)?/)?${IMAGE_COMPONENT}(?:/${IMAGE_COMPONENT})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
  'u',
);
