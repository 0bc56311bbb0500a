/**
 * Writes a content security policy into every page (https://www.w3.org/TR/CSP3/): scripts, styles and data come from
 * the site itself, and what is inline runs only if its hash is that of the build.
 *
 * Astro's own `security.csp` does not fit: it puts the policy behind the inline scripts of the head, to which it then
 * does not apply, knows no hash of theirs, and repeats on every page the hashes of all script files.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { unescapeHtml } from '../html.ts';
import { SiteError } from '../site-error.ts';
import { builtPages } from './built-pages.ts';

export function securityPolicy(): AstroIntegration {
  return {
    name: 'security-policy',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        for (const page of builtPages(folder)) {
          const file = join(folder, page);
          writeFileSync(file, withPolicy(readFileSync(file, 'utf8'), page));
        }
      },
    },
  };
}

/** A policy applies only to what follows it, so it is the first element but for the encoding. */
const BEFORE = '<head><meta charset="utf-8">';

/**
 * @param page names the page in a message
 * @throws SiteError if the page does not begin as every page does
 */
export function withPolicy(html: string, page: string): string {
  const [before, after, ...more] = html.split(BEFORE);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new SiteError(`${page} got no content security policy.`, `Let its head begin with ${BEFORE}`);
  }
  return `${before}${BEFORE}<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">${after}`;
}

function policyOf(html: string): string {
  const styles = matches(html, /<style[^>]*>(.*?)<\/style>/gsu);
  const attributes = matches(html, / style="([^"]*)"/gu).map(unescapeHtml);
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...hashes(inlineScripts(html))],
    'style-src': ["'self'", ...hashes(styles)],
    // Colours beyond the sixteen of a terminal, and those of ordinary code.
    ...(attributes.length > 0 && { 'style-src-attr': ["'unsafe-hashes'", ...hashes(attributes)] }),
    // The style sheets contain icons.
    'img-src': ["'self'", 'data:'],
    // The texts of the search, and pages as Markdown.
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** Returns what browsers run. Data for scripts, such as JSON, needs no hash. */
function inlineScripts(html: string): readonly string[] {
  return [...html.matchAll(/<script(?<attributes>[^>]*)>(?<text>.*?)<\/script>/gsu)].flatMap(({ groups }) => {
    const { attributes = '', text = '' } = groups ?? {};
    const type = /\stype="([^"]*)"/u.exec(attributes)?.[1] ?? 'module';
    return /\ssrc=/u.test(attributes) || !RUN.has(type) ? [] : text;
  });
}

const RUN = new Set(['module', 'text/javascript', 'importmap', 'speculationrules']);

function matches(html: string, pattern: RegExp): readonly string[] {
  return [...html.matchAll(pattern)].map(([, text = '']) => text);
}

function hashes(texts: readonly string[]): readonly string[] {
  const all = texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [...new Set(all)];
}
