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
