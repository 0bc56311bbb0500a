/** Finds links that lead to no page, or to no heading of a page. */
import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { nearest } from '../../../base/nearest.ts';
import { decoded, linkedSlug, urlParts } from '../../page/page-link.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function linkDead(index: PageIndex): RuleProblem[] {
  return index.pages.flatMap((page) => {
    const problems: RuleProblem[] = [];
    for (const { url, position } of page.links) {
      const fault = faultOf(url, page, index, problems.length < MOST_SEARCHED ? nearest : () => undefined);
      if (fault) problems.push({ file: page.file, position, ...fault });
    }
    return problems;
  });
}

/** For so many dead links of a page, the nearest target is searched. Nobody mistypes more. */
const MOST_SEARCHED = 100;

/** Returns the known name that was probably meant. */
type Search = (typed: string, known: Iterable<string>) => string | undefined;

/** Returns the anchors that the site gives to a page's headings, in order: GitHub's slugs, numbered if one is repeated. */
export function anchorsOf(page: ParsedPage): ReadonlySet<string> {
  const known = ANCHORS.get(page);
  if (known) return known;
  const slugger = new GithubSlugger();
  const anchors = new Set(
    page.sections.flatMap(({ heading }) => (heading === undefined ? [] : [slugger.slug(heading)])),
  );
  ANCHORS.set(page, anchors);
  return anchors;
}

/** Many pages link to the same page. */
const ANCHORS = new WeakMap<ParsedPage, ReadonlySet<string>>();

type Fault = Pick<RuleProblem, 'message' | 'hint'>;

/** Matches the path of a file that is not a page, such as an image. */
const OTHER_FILE = /\.(?!mdx?$|html?$)[a-z][a-z0-9]*$/iu;

function faultOf(url: string, page: ParsedPage, index: PageIndex, search: Search): Fault | undefined {
  const parts = urlParts(url);
  if (!parts) return undefined;
  const { path, hash } = parts;
  if (path === '' && hash === '')
    return { message: 'the link has no target', hint: 'Write the path of a page, or a URL.' };
  if (OTHER_FILE.test(path)) return undefined;
  const slug = path === '' ? page.slug : linkedSlug(path, page);
  if (slug === undefined || !index.has(page.locale, slug)) return deadPath(path, hash, page, index, search);
  const target = index.page(page.locale, slug);
  const anchor = decoded(hash);
  if (anchor === '' || !target || anchorsOf(target).has(anchor)) return undefined;
  const meant = search(anchor, anchorsOf(target));
  const hint = meant === undefined ? `Its headings are ${list(anchorsOf(target))}.` : `Did you mean #${meant}?`;
  return { message: `${target.file} has no heading #${anchor}`, hint };
}

function deadPath(path: string, hash: string, page: ParsedPage, index: PageIndex, search: Search): Fault {
  const anchor = hash === '' ? '' : `#${hash}`;
  const meant = meantPage(decoded(path), page, index, search);
  const message = `there is no page ${path} in "${page.locale}"`;
  if (meant !== undefined) return { message, hint: `Write ${relativePath(page.slug, meant)}${anchor}` };
  return { message, hint: "Write the target's path relative to this file, such as ./attach.mdx or ../overview.mdx." };
}

/** Returns the slug of the page that was probably meant: by a URL path of the site, or by a misspelled path. */
function meantPage(path: string, { locale, slug }: ParsedPage, index: PageIndex, search: Search): string | undefined {
  const bare = path.replace(/(?:\.mdx?|\.html?)$/u, '').replace(/\/(?:index)?$/u, '');
  const fromRoot = bare.replace(/^\/+/u, '');
  const candidates = path.startsWith('/')
    ? [fromRoot, fromRoot.replace(/^[^/]*\//u, '')]
    : [posix.join(posix.dirname(slug), bare), posix.join(slug, bare), bare.replace(/^(?:\.{1,2}\/)+/u, '')];
  const found = candidates.find((candidate) => index.has(locale, candidate));
  return found ?? search(candidates[0] ?? '', index.slugs(locale));
}

function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), `${to}.mdx`);
  return path.startsWith('../') ? path : `./${path}`;
}

/** Of many dead links, each has such a list. */
const MOST_LISTED = 20;

function list(anchors: ReadonlySet<string>): string {
  if (anchors.size === 0) return 'none';
  const shown = Array.from(anchors, (anchor) => `#${anchor}`).slice(0, MOST_LISTED);
  const more = anchors.size - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
