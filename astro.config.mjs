import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { completeCaptures } from './site/integrations/complete-captures.ts';
import { plainImports } from './site/integrations/plain-imports.ts';
import { securityPolicy } from './site/integrations/security-policy.ts';
import { isListed, sitemapLocales, withDefault } from './site/integrations/sitemap.ts';
import { anchorsPlugin } from './site/markdown/anchors.ts';
import { REPLACED_ELEMENTS } from './site/markdown/replaced-elements.ts';
import { FEATURES, tutorialPlugin } from './site/markdown/tutorial-plugin.ts';
import { normaliseBase } from './site/urls.ts';

const site = process.env.SITE_URL || undefined;
const base = normaliseBase(process.env.BASE_PATH);

// Pages read these from `import.meta.env`, where Astro prefers variables of the environment to its own values.
delete process.env.BASE_URL;
delete process.env.SITE;

export default defineConfig({
  // Without an address of its own the site has no canonical links and no sitemap, rather than wrong ones.
  ...(site && { site }),
  base,
  srcDir: './site',
  publicDir: './site/public',
  cacheDir: process.env.ASTRO_CACHE ?? './.cache/astro',
  // `index.astro` becomes a folder's page, `404.astro` a file next to it: /en/404.html is where servers look.
  build: { format: 'preserve', inlineStylesheets: 'never', concurrency: 4 },
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  markdown: {
    processor: satteri({
      mdastPlugins: [tutorialPlugin({ base })],
      hastPlugins: [anchorsPlugin],
      features: FEATURES,
    }),
    shikiConfig: { theme: 'css-variables' },
  },
  integrations: [
    completeCaptures(),
    mdx({ optimize: { ignoreElementNames: [...REPLACED_ELEMENTS] } }),
    ...(site
      ? [
          sitemap({
            filter: isListed,
            i18n: { defaultLocale: 'en', locales: sitemapLocales },
            serialize: withDefault(new URL(base, site).href),
          }),
        ]
      : []),
    plainImports(),
    securityPolicy(),
  ],
  vite: {
    // Node loads one file of pages instead of one for each page.
    environments: {
      prerender: {
        build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'tutorials', test: /\.mdx/u }] } } } },
      },
    },
    build: {
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      // Astro marks its own modules with directives that the bundler does not know.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
});
