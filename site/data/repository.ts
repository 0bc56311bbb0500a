import type { Locale } from '../i18n/locales.ts';

/** `https://github.com/owner/name/edit/main/`; the host may be another one that runs GitHub's software. */
const GITHUB_EDIT_URL = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/edit\//u;

/** Options of the form's field `language`. */
const LANGUAGES = { en: 'English', 'zh-cn': '中文' } satisfies Record<Locale, string>;

/** Returns the URL below which files are edited, with a slash at its end. Undefined if nobody has said it (EDIT_URL). */
export function editUrl(): string | undefined {
  // A workflow may set it to nothing.
  return process.env.EDIT_URL ? process.env.EDIT_URL.replace(/\/*$/u, '/') : undefined;
}

/** Returns the URL below which files are read: GitHub shows below `blob` what can be edited below `edit`. */
export function readUrl(): string | undefined {
  return editUrl()?.replace(GITHUB_EDIT_URL, '$1/blob/');
}

/** Returns the URL of the repository that EDIT_URL leads to. Returns undefined if its issues are not GitHub's. */
export function repositoryUrl(): string | undefined {
  return GITHUB_EDIT_URL.exec(editUrl() ?? '')?.[1];
}

export interface NewIssue {
  readonly title: string;
  readonly slug: string;
  readonly locale: Locale;
  readonly snippet: string;
}

/** Returns the URL of the form for an error in a tutorial (`.github/ISSUE_TEMPLATE/tutorial.yml`), filled in. */
export function newIssueUrl(repository: string, { title, slug, locale, snippet }: NewIssue): string {
  const language = LANGUAGES[locale];
  const page = `content/${locale}/${slug}.mdx`;
  return `${repository}/issues/new?${new URLSearchParams({ template: 'tutorial.yml', language, title, page, snippet })}`;
}
