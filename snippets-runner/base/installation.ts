/**
 * How the tool got onto this machine: as a checkout, which has the sources, or as an npm package, which has JavaScript.
 * `scripts/package` makes the package. Also the site's build loads this module, so it knows only its own address.
 */

/** Name of the npm package. */
export const PACKAGE = 'docker-networking-tutorials';

export const IS_PACKAGE = isPackage(import.meta.url);

/** How a person starts the tool. npm has another package named `snippets`, so the package is called by its own name. */
export const COMMAND = IS_PACKAGE ? `npx ${PACKAGE}` : 'npx snippets';

/** @param url of this module */
export function isPackage(url: string): boolean {
  return url.endsWith('/base/installation.js');
}
