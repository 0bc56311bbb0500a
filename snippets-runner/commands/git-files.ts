/** Asks Git for the files of a folder. The repository may be a stranger's, so nothing that it says is run. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LISTING = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
/** Nothing that the repository configures is run. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'safe.bareRepository=explicit', '-c', 'core.hooksPath=/dev/null'];
/** What the repository says is missing would be fetched from where it says, by a command that it says. */
const FETCHES_NOTHING = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' };
/** Bytes of names, also of a repository that has too many files. */
const MOST_LISTED = 100_000_000;

/**
 * Returns the names of the files in a folder, and below, that Git tracks or would track. Undefined if the folder is in
 * no repository.
 * @throws Error if it is in one, and Git does not say which files are ignored
 */
export function gitFiles(folder: string): readonly string[] | undefined {
  const root = realpathSync(folder);
  // Git names the folder of another repository, which has rules of its own.
  const isThere = (name: string) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === false;
  // Git also names what it tracks in a folder in whose place there is a link now, and whatever a stranger has written
  // into its index: both may lead out of the folder.
  const isBelow = (name: string) =>
    !name.split('/').includes('..') && realpathSync(join(folder, dirname(name))) === join(root, dirname(name));
  try {
    const env = { ...withoutPlaces(process.env), ...FETCHES_NOTHING };
    const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: MOST_LISTED } as const;
    const listed = execFileSync('git', [...SAFE, ...LISTING], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    return [...new Set(listed.split('\0'))].filter((name) => name !== '' && isThere(name) && isBelow(name));
  } catch (error) {
    if (!isInRepository(root)) return undefined;
    throw new Error(`Git does not say which files are ignored: ${reasonOf(error as GitError)}`);
  }
}

/** Git says to its hooks where the repository is. It would take this folder for the top of that one, without its rules. */
function withoutPlaces({ GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_COMMON_DIR, ...env }: NodeJS.ProcessEnv) {
  return env;
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return folder !== dirname(folder) && isInRepository(dirname(folder));
}

type GitError = Error & { readonly stderr?: string };

/** Git may say in further lines what to do about it. */
function reasonOf({ stderr = '', message }: GitError): string {
  return (stderr.trim() || message).split('\n')[0] as string;
}
