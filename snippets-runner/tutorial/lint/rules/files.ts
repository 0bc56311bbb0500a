/**
 * Names files of the content folder that look like a page, guide, capture, recipe or glossary, but are not read as one. Hidden
 * files and backups of editors, such as `attach.mdx~`, are not meant to be read.
 */
import { didYouMean } from '../../../base/nearest.ts';
import { GUIDES_FOLDER, guideKeyOfName, guideName } from '../../guide/guide-file.ts';
import { LOCALES, SOURCE_LOCALE } from '../../page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

interface NotRead {
  readonly message: string;
  readonly hint: string;
}

export function fileNotRead({ content, shownInContent }: PageIndex): RuleProblem[] {
  const files = content.files.map((name) => [name, isHidden(name) ? undefined : faultOfFile(name)] as const);
  const folders = content.folders.map((name) => [name, faultOfFolder(name, content.files)] as const);
  const links = [...content.repeated].map(([name, folder]) => [name, faultOfLink(name, folder)] as const);
  const misnamed = [...content.misnamed.keys()].map((name) => [name, isHidden(name) ? undefined : MISNAMED] as const);
  return [...files, ...folders, ...links, ...misnamed].flatMap(([name, fault]) =>
    fault ? [{ file: shownInContent(name), position: undefined, ...fault }] : [],
  );
}

const MISNAMED: NotRead = { message: 'it is not read: its name is not UTF-8', hint: 'Rename it.' };

/** `.mdx` is not hidden: it is a page that has lost its name. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') && !/^\.(?:mdx?|markdown)$/iu.test(part));
}

const FOLDERS = [...LOCALES, 'captures', GUIDES_FOLDER, 'images'];

function faultOfFile(name: string): NotRead | undefined {
  const [folder = '', ...rest] = name.split('/');
  if (rest.length === 0) return faultAtTop(name);
  if ((LOCALES as readonly string[]).includes(folder)) return faultOfPage(name);
  if (folder === 'captures') return faultOfCapture(name);
  if (folder === GUIDES_FOLDER) return faultOfGuide(rest.join('/'));
  if (folder === 'images') return rest.length === 1 ? faultOfRecipe(name) : undefined;
  if (!/\.(?:mdx|ya?ml)$/iu.test(name)) return undefined;
  return {
    message: `no files are read in the folder "${folder}"${didYouMean(folder, FOLDERS)}`,
    hint: `Move it: the folders are ${FOLDERS.join(', ')}. What is not to be read belongs outside of the content folder.`,
  };
}

function faultAtTop(name: string): NotRead | undefined {
  if (/\.mdx$/iu.test(name)) {
    const hint = `Move it into the folder of its language, such as ${SOURCE_LOCALE}/${name}.`;
    return { message: 'the page is not in the folder of a language', hint };
  }
  if (name === 'glossary.yaml' || !/^glossary\.ya?ml$/iu.test(name)) return undefined;
  return { message: 'the glossary is not read under this name', hint: 'Rename the file to glossary.yaml.' };
}

function faultOfPage(name: string): NotRead | undefined {
  const [, stem, extension = ''] = /([^/]*)\.(mdx|md|markdown)$/iu.exec(name) ?? [];
  if (stem === undefined) return undefined;
  if (stem === '') {
    return { message: 'the page has no name', hint: 'Rename the file: write a name before .mdx, such as attach.mdx.' };
  }
  if (extension === 'mdx') return undefined;
  return { message: 'a page is not read under this name', hint: `Rename the file to ${stem.toLowerCase()}.mdx.` };
}

/** @param name below the folder of guides */
function faultOfGuide(name: string): NotRead | undefined {
  if (!/\.(?:mdx|md|markdown)$/iu.test(name) || guideKeyOfName(name)) return undefined;
  return {
    message: 'a guide is not read under this name',
    hint: `Name it as ${guideName('your-documents', SOURCE_LOCALE)} is: a name in kebab-case, and one of ${LOCALES.join(', ')}.`,
  };
}

function faultOfCapture(name: string): NotRead | undefined {
  const [, stem] = /([^/]*)\.ya?ml$/iu.exec(name) ?? [];
  if (stem === undefined || name.endsWith('.yaml')) return undefined;
  return { message: 'a capture is not read under this name', hint: `Rename the file to ${stem}.yaml, or delete it.` };
}

function faultOfRecipe(name: string): NotRead | undefined {
  const [, image] = /([^/]+)\.ya?ml$/iu.exec(name) ?? [];
  if (image === undefined) return undefined;
  return { message: 'a recipe is not read here', hint: `Move the file to images/${image}/image.yaml.` };
}

/** The folder of the node has no image.yaml. */
function faultOfFolder(name: string, files: readonly string[]): NotRead | undefined {
  const [top, image, ...rest] = name.split('/');
  if (top !== 'images' || image === undefined || rest.length > 0 || image === 'node' || isHidden(name))
    return undefined;
  if (files.includes(`${name}/image.yaml`)) return undefined;
  const similar = files.find(
    (file) => file.startsWith(`${name}/`) && /^image\.ya?ml$/iu.test(file.slice(name.length + 1)),
  );
  return {
    message: `labs have no image "${image}": the folder has no image.yaml`,
    hint: similar ? `Rename ${similar} to image.yaml.` : 'Write an image.yaml, or remove the folder.',
  };
}

function faultOfLink(name: string, folder: string): NotRead | undefined {
  if (isHidden(name)) return undefined;
  return {
    message: `the link is not followed: ${folder} is read in its own place`,
    hint: 'Remove the link, or put a folder with files of its own in its place.',
  };
}
