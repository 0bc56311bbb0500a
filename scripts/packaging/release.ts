/** What changes with a release: versions, and the change log, in the format of Keep a Changelog 1.1.0. */

/** Compares two versions, such as 0.2.0, number by number. */
export function isHigher(version: string, present: string): boolean {
  const others = numbersOf(present);
  const differing = numbersOf(version)
    .map((number, index) => number - (others[index] ?? 0))
    .find((difference) => difference !== 0);
  return differing !== undefined && differing > 0;
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map(Number);
}

const UNRELEASED = /^## \[?Unreleased\]?[ \t]*$/imu;

/** Returns the change log in which what was unreleased is this version. Undefined if nothing was unreleased. */
export function released(changelog: string, version: string, day: Date): string | undefined {
  const found = UNRELEASED.exec(changelog);
  if (!found) return undefined;
  const rest = changelog.slice(found.index + found[0].length);
  const [changes = ''] = rest.split(/^## /mu);
  if (!/^[-*] \S/mu.test(changes)) return undefined;
  return `${changelog.slice(0, found.index)}## ${version} - ${day.toISOString().slice(0, 10)}${rest}`;
}

/** Stands in documents for who has the repository on GitHub, as long as package.json does not say it. */
export const OWNER = 'OWNER';

/** @param repository of package.json: an address, or an object with one. Undefined if it is not on GitHub. */
export function ownerOf(repository: unknown): string | undefined {
  const url = typeof repository === 'object' ? (repository as { readonly url?: unknown } | null)?.url : repository;
  const [, owner] = /(?:^|github(?:\.com)?[:/])([\w.-]+)\/[\w.-]+?(?:\.git)?\/?$/u.exec(String(url)) ?? [];
  return owner;
}

/** Returns a document with the owner in the addresses of a repository. */
export function withOwner(text: string, name: string, repository: unknown): string {
  const owner = ownerOf(repository);
  return owner === undefined ? text : text.replaceAll(`${OWNER}/${name}`, `${owner}/${name}`);
}
