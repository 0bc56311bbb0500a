/** The content security policy of every page: nothing on a page violates it, and it stops what is not of the build. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { withPolicy } from '../integrations/security-policy.ts';
import { launchBrowser } from './setup/browser.ts';
import type { TestedSite } from './setup/global.ts';

const real = inject('real');
const fixture = inject('fixture');
let browser: Browser;
let context: BrowserContext;
let page: Page;
let violations: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  context = await browser.newContext({ permissions: ['clipboard-write'] });
  violations = [];
  await context.exposeBinding('violated', (_, what: string) => violations.push(what));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, lineNumber }) => {
      const { violated } = globalThis as unknown as { violated(what: string): void };
      violated(`${location.pathname}:${lineNumber} ${violatedDirective} ${blockedURI}`);
    });
  });
  page = await context.newPage();
});
afterEach(() => context.close());
afterAll(() => browser?.close());

test.each([real, fixture])('no page of the site at $base violates its policy', async (site) => {
  for (const file of pagesOf(site)) {
    await page.goto(`${site.url}${file.replace(/(?<=^|\/)index\.html$/u, '')}`, { waitUntil: 'load' });
  }
  expect(violations).toEqual([]);
});

test.each([real, fixture])('nothing that a reader does at $base violates it', async (site) => {
  await page.goto(`${site.url}en/`);
  await page.click('.sidebar-more a, .card, a.button');
  await page.click('.theme-button');
  await page.locator('.copy').first().click();
  await page.locator('.copied').first().waitFor();
  for (const details of await page.locator('summary').all()) await details.click();
  await page.keyboard.press('/');
  await page.locator('.search input').fill('network');
  await page.locator('.search-results a').first().waitFor();
  expect(await page.locator('.search').evaluate((dialog) => getComputedStyle(dialog).position)).toBe('fixed');
  await page.keyboard.press('Enter');
  await page.emulateMedia({ media: 'print' });
  await page.emulateMedia({ media: null });
  await page.goto(site.url);
  await page.waitForURL(`${site.url}en/`);
  expect(violations).toEqual([]);
});

describe('a page', () => {
  test.each([
    { what: 'an inline script', html: '<script>document.title = "taken"</script>' },
    { what: 'a handler', html: '<img src="nothing.png" onerror="document.title = \'taken\'">' },
    { what: 'a script of another host', html: '<script src="https://evil.example/x.js"></script>' },
    { what: 'a frame', html: '<iframe src="https://evil.example/"></iframe>' },
    { what: 'another base', html: '<base href="https://evil.example/">' },
    { what: 'a style', html: '<style>body { display: none }</style>' },
    { what: 'an image of another host', html: '<img src="https://evil.example/count.gif">' },
  ])('refuses $what that the build has not written', async ({ html }) => {
    const url = `${fixture.url}en/start/`;
    const body = await (await context.request.get(url)).text();
    await page.route(url, (route) =>
      route.fulfill({ contentType: 'text/html', body: body.replace('</article>', `${html}</article>`) }),
    );
    await page.goto(url);
    await expect.poll(() => violations.length).toBe(1);
    expect(await page.title()).not.toBe('taken');
    expect(await page.isVisible('article')).toBe(true);
  });

  test('refuses a script that is a URL of data, and a request to another host', async () => {
    await page.goto(`${fixture.url}en/start/`);
    const refused = await page.evaluate(async () => {
      const failed = await fetch('https://evil.example/').catch((error) => error.name);
      const script = document.createElement('script');
      script.src = `data:text/javascript,document.title="taken"`;
      document.head.append(script);
      return [failed, document.title];
    });
    expect(refused).toEqual(['TypeError', expect.not.stringMatching('taken')]);
    await expect.poll(() => violations.length).toBe(2);
  });
});

test('no policy allows inline scripts or attributes without a hash, or another host', () => {
  for (const site of [real, fixture]) {
    for (const file of pagesOf(site)) {
      const html = readFileSync(path.join(site.folder, file), 'utf8');
      const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(html)?.[1];
      expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
      expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'sha256-/u);
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*|strict-dynamic/u);
    }
  }
});

describe('the policy of a page with', () => {
  const START = '<!doctype html><html><head><meta charset="utf-8">';
  const policyOf = (html: string) => /content="(default-src[^"]+)"/u.exec(withPolicy(START + html, 'x.html'))?.[1];
  // Hashes of `openssl dgst -sha256 -binary | base64`.
  const ONE = "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='";

  test('inline scripts has their hashes, each once', () => {
    const scripts = '<script>1</script><script type="module">1</script><script type="application/json">2</script>';
    expect(policyOf(scripts)).toContain(`script-src 'self' ${ONE};`);
    expect(policyOf('<script src="/x.js"></script>')).toContain("script-src 'self';");
  });

  test('inline styles has their hashes', () => {
    expect(policyOf('<style>1</style>')).toContain(`style-src 'self' ${ONE};`);
    expect(policyOf('<p style="1">')).toContain(`style-src-attr 'unsafe-hashes' ${ONE};`);
    expect(policyOf('<p>')).not.toContain('style-src-attr');
  });

  test('another head is refused', () => {
    expect(() => withPolicy('<html><head><title>x</title></head></html>', 'x.html')).toThrow(
      'x.html got no content security policy',
    );
  });
});

function pagesOf({ folder }: TestedSite): readonly string[] {
  return globSync('**/*.html', { cwd: folder });
}
