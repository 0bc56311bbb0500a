/** Finds the npm packages that JavaScript imports. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { folderTree } from '../../snippets-runner/base/folder-tree.ts';

/** Returns the names of the packages that the files in a folder import, sorted. Also finds `import('…')`. */
export function importsIn(folder: string): readonly string[] {
  const files = folderTree(folder).files.filter((name) => /\.m?js$/u.test(name));
  const specifiers = files.flatMap((name) => specifiersIn(readFileSync(join(folder, name), 'utf8')));
  const foreign = specifiers.filter((each) => !each.startsWith('.') && !isBuiltin(each));
  return [...new Set(foreign.map(packageOf))].sort();
}

function specifiersIn(source: string): readonly string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** Returns `@scope/name` of `@scope/name/file`, and `name` of `name/file`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
