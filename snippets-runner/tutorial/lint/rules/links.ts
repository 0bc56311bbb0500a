/** Finds links that lead to no page, or to no heading of a page. */
import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { nearest } from '../../../base/nearest.ts';
import { decoded, linkedSlug, urlParts } from '../../page/page-link.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function linkDead(index: PageIndex): RuleProblem[] {
  const anchors = new Map<ParsedPage, ReadonlySet<string>>();
  const anchorsIn = (page: ParsedPage) => {
    const known = anchors.get(page) ?? anchorsOf(page);
    anchors.set(page, known);
    return known;
  };
  return index.pages.flatMap((page) =>
    page.links.flatMap(({ url, position }) => {
      const fault = faultOf(url, page, index, anchorsIn);
      return fault ? [{ file: page.file, position, ...fault }] : [];
    }),
  );
}

/** Returns the anchors that the site gives to a page's headings: GitHub's slugs, numbered if a heading is repeated. */
export function anchorsOf({ sections }: ParsedPage): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  return new Set(sections.flatMap(({ heading }) => (heading === undefined ? [] : [slugger.slug(heading)])));
}

type Fault = Pick<RuleProblem, 'message' | 'hint'>;

/** Matches the path of a file that is not a page, such as an image. */
const OTHER_FILE = /\.(?!mdx?$|html?$)[a-z][a-z0-9]*$/iu;

function faultOf(
  url: string,
  page: ParsedPage,
  index: PageIndex,
  anchorsIn: (page: ParsedPage) => ReadonlySet<string>,
): Fault | undefined {
  const parts = urlParts(url);
  if (!parts) return undefined;
  const { path, hash } = parts;
  if (path === '' && hash === '')
    return { message: 'the link has no target', hint: 'Write the path of a page, or a URL.' };
  if (OTHER_FILE.test(path)) return undefined;
  const slug = path === '' ? page.slug : linkedSlug(path, page);
  if (slug === undefined || !index.has(page.locale, slug)) return deadPath(path, hash, page, index);
  const target = index.page(page.locale, slug);
  const anchor = decoded(hash);
  if (anchor === '' || !target || anchorsIn(target).has(anchor)) return undefined;
  const meant = nearest(anchor, anchorsIn(target));
  const hint = meant === undefined ? `Its headings are ${list(anchorsIn(target))}.` : `Did you mean #${meant}?`;
  return { message: `${target.file} has no heading #${anchor}`, hint };
}

function deadPath(path: string, hash: string, page: ParsedPage, index: PageIndex): Fault {
  const anchor = hash === '' ? '' : `#${hash}`;
  const meant = meantPage(decoded(path), page, index);
  const message = `there is no page ${path} in "${page.locale}"`;
  if (meant !== undefined) return { message, hint: `Write ${relativePath(page.slug, meant)}${anchor}` };
  return { message, hint: "Write the target's path relative to this file, such as ./attach.mdx or ../overview.mdx." };
}

/** Returns the slug of the page that was probably meant: by a URL path of the site, or by a misspelled path. */
function meantPage(path: string, { locale, slug }: ParsedPage, index: PageIndex): string | undefined {
  const bare = path.replace(/(?:\.mdx?|\.html?)$/u, '').replace(/\/(?:index)?$/u, '');
  const fromRoot = bare.replace(/^\/+/u, '');
  const candidates = path.startsWith('/')
    ? [fromRoot, fromRoot.replace(/^[^/]*\//u, '')]
    : [posix.join(posix.dirname(slug), bare), posix.join(slug, bare), bare.replace(/^(?:\.{1,2}\/)+/u, '')];
  const found = candidates.find((candidate) => index.has(locale, candidate));
  return found ?? nearest(candidates[0] ?? '', index.slugs(locale));
}

function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), `${to}.mdx`);
  return path.startsWith('../') ? path : `./${path}`;
}

function list(anchors: ReadonlySet<string>): string {
  return anchors.size === 0 ? 'none' : Array.from(anchors, (anchor) => `#${anchor}`).join(', ');
}
