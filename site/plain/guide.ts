/** A guide as plain Markdown: the author's text, byte for byte, but for links to files of the repository. */

import { publishedGuideUrl } from '../data/guide-links.ts';
import { readGuide } from '../data/guide-source.ts';
import type { GuidePage } from '../data/guides.ts';

export function guideMarkdown({ locale, slug, entry }: GuidePage): string {
  const { title, description } = entry.data;
  const body = readGuide({ locale, slug })?.text.replace(/^---\n.*?^---\n/msu, '') ?? '';
  return `# ${title}\n\n${description}\n\n${withPublishedLinks(body).trim()}\n`;
}

/** Rewrites links of the text. Those in blocks of code stay. */
function withPublishedLinks(body: string): string {
  return body.replace(/^(?<fence>`{3,}).*?^\k<fence>$|\[(?<text>[^\]]+)\]\((?<url>[^)\s]+)\)/gmsu, (...match) => {
    const { fence, text, url } = match.at(-1);
    if (fence !== undefined) return match[0];
    const published = publishedGuideUrl(url);
    return published === undefined ? text : `[${text}](${published})`;
  });
}
