/** The command line of scripts/release: see there. Refuses before it changes anything. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { isHigher, released, withOwner } from './packaging/release.ts';

const CHANGELOG = 'CHANGELOG.md';
/** They name the version of the package, or of the action, and the repository. */
const NAMING = ['.pre-commit-hooks.yaml', 'action.yml', 'README.md', 'README.zh-CN.md', ...guides()];
const CHANGED = ['package.json', 'package-lock.json', CHANGELOG, ...NAMING];

/** Its message ends with a hint. */
class Refusal extends Error {
  constructor(message: string, hint: string) {
    super(`${message}\nhint: ${hint}`);
  }
}

function release([version, ...rest]: readonly string[]): void {
  if (version === undefined || rest.length > 0 || !/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/u.test(version)) {
    throw new Refusal('give one version', 'scripts/release 0.2.0');
  }
  const tag = `v${version}`;
  checkRepository(tag);
  const { name, version: present, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (!isHigher(version, present)) throw new Refusal(`${version} is not higher than ${present}`, 'choose a higher one');
  const changelog = released(readFileSync(CHANGELOG, 'utf8'), version, new Date());
  if (changelog === undefined) {
    throw new Refusal(`${CHANGELOG} has nothing unreleased`, 'say below "## Unreleased" what users will notice');
  }
  try {
    execFileSync('npm', ['version', version, '--no-git-tag-version', '--ignore-scripts'], { stdio: QUIET });
    writeFileSync(CHANGELOG, changelog);
    for (const file of NAMING) {
      const text = readFileSync(file, 'utf8');
      const named = ['', 'v'].reduce(
        (all, v) => all.replaceAll(`${name}@${v}${present}`, `${name}@${v}${version}`),
        withOwner(text, name, repository),
      );
      if (named !== text) writeFileSync(file, named);
    }
    git('commit', '--quiet', '--message', `Release ${version}`, '--', ...CHANGED);
  } catch (error) {
    git('checkout', '--quiet', 'HEAD', '--', ...CHANGED);
    throw error;
  }
  git('tag', '--annotate', '--message', version, tag);
  process.stdout.write(`${version} is committed and tagged. To publish it: git push --atomic origin main ${tag}\n`);
}

function guides(): readonly string[] {
  return globSync('content/guides/*.mdx');
}

function checkRepository(tag: string): void {
  const branch = git('branch', '--show-current');
  if (branch !== 'main') throw new Refusal(`this is ${branch || 'no branch'}, not main`, 'git switch main');
  const changes = git('status', '--porcelain');
  if (changes !== '') throw new Refusal(`there are changes that are not committed:\n${changes}`, 'commit them first');
  if (git('tag', '--list', tag) !== '') throw new Refusal(`there is a tag ${tag} already`, 'choose a higher version');
}

/** Shows only errors. */
const QUIET: ['ignore', 'ignore', 'inherit'] = ['ignore', 'ignore', 'inherit'];

/** Returns what Git prints. */
function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trimEnd();
}

try {
  release(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
