/** Lists what is in a folder and in all folders below it. Every recursive reading of the project is done here. */
import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderTree {
  /** Everything that is not a folder, as paths below the root, sorted. A link that leads nowhere is among them. */
  readonly files: readonly string[];
  /** The folders below the root, sorted. A link to a folder is among them if it is followed. */
  readonly folders: readonly string[];
  /** Links to folders that are not followed, because they are read in another place. By link: the real folder. */
  readonly repeated: ReadonlyMap<string, string>;
  /**
   * Files and folders whose names are not UTF-8, with replacement characters in place of the wrong bytes. By these names
   * they cannot be opened, so they are not among the others, and neither is what is in them.
   */
  readonly misnamed: ReadonlyMap<string, 'file' | 'folder'>;
}

export interface TreeOptions {
  /** Whether links to folders are followed. Default: true. If not, they are left out. */
  readonly followsLinks?: boolean;
  /** Leaves out a file or folder. Default: none. */
  readonly isLeftOut?: (name: string) => boolean;
  /** The largest number of files and folders. Default: no limit. */
  readonly most?: number;
}

/** A folder that has more files and folders than it may have. */
export class FolderTooLarge extends Error {
  override readonly name = 'FolderTooLarge';
}

/**
 * Reads each real folder once, so it ends wherever links lead. A folder that is below the root is read in its own
 * place; one that is reached only through links, in the place of the first link.
 * @throws the errors of `node:fs` if a folder cannot be read; FolderTooLarge
 */
export function folderTree(root: string, { followsLinks = true, ...options }: TreeOptions = {}): FolderTree {
  const found: Found = {
    files: [],
    folders: [],
    links: [],
    misnamed: new Map(),
    identities: new Set([identityOf(root)]),
  };
  const repeated = new Map<string, string>();
  readFolders('', root, found, options);
  // Reading the folder of a link may append further links.
  for (const link of followsLinks ? found.links : []) {
    const path = join(root, link);
    if (found.identities.has(identityOf(path))) repeated.set(link, realpathSync(path));
    else {
      addFolder(link, root, found);
      readLink(link, root, found, options);
    }
  }
  return { files: found.files.sort(), folders: found.folders.sort(), repeated, misnamed: found.misnamed };
}

/** @throws FolderTooLarge, which names the link: the folder of the root may be small */
function readLink(link: string, root: string, found: Found, options: TreeOptions): void {
  try {
    readFolders(link, root, found, options);
  } catch (error) {
    // The folder that a link leads to may have links itself.
    const first = found.links.find((each) => link === each || link.startsWith(`${each}/`)) ?? link;
    const below = [...found.files, ...found.folders].filter((path) => path.startsWith(`${first}/`)).length;
    const isToBlame = below > (found.files.length + found.folders.length) / 2;
    if (!(error instanceof FolderTooLarge) || !isToBlame) throw error;
    throw new FolderTooLarge(
      `with the link ${first}, which leads to ${realpathSync(join(root, first))}, ${error.message}`,
    );
  }
}

/** Paths below the root. */
interface Found {
  readonly files: string[];
  readonly folders: string[];
  /** Links to folders. */
  readonly links: string[];
  readonly misnamed: Map<string, 'file' | 'folder'>;
  /** Of the folders. */
  readonly identities: Set<string>;
}

/** Reads a folder and the real folders below it. Not recursive: folders may be nested deeper than the call stack. */
function readFolders(
  start: string,
  root: string,
  found: Found,
  { isLeftOut = () => false, most = Number.POSITIVE_INFINITY }: TreeOptions,
): void {
  const ahead = [start];
  for (let folder = ahead.pop(); folder !== undefined; folder = ahead.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort(byName)) {
      if (isLeftOut(entry.name)) continue;
      const path = join(folder, entry.name);
      if (isMisnamed(entry.name, join(root, path))) {
        found.misnamed.set(path, entry.isDirectory() ? 'folder' : 'file');
        continue;
      }
      const kind = kindOf(entry, join(root, path));
      if (kind === 'file') found.files.push(path);
      else if (kind === 'link') found.links.push(path);
      else {
        addFolder(path, root, found);
        ahead.push(path);
      }
      if (found.files.length + found.folders.length > most) {
        throw new FolderTooLarge(`it has more than ${most.toLocaleString('en')} files and folders`);
      }
    }
  }
}

/** Returns whether the name is one that Node has made up. A name may also have the replacement character itself. */
function isMisnamed(name: string, path: string): boolean {
  return name.includes('\ufffd') && lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function addFolder(folder: string, root: string, { folders, identities }: Found): void {
  identities.add(identityOf(join(root, folder)));
  folders.push(folder);
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

function kindOf(entry: Dirent, path: string): 'file' | 'folder' | 'link' {
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'file';
  try {
    return statSync(path).isDirectory() ? 'link' : 'file';
  } catch {
    // Whoever reads it says why it leads nowhere.
    return 'file';
  }
}

function identityOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}/${ino}`;
}
