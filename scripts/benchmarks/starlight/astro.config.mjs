import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

const site = process.env.SITE_URL;

/** Starlight as its documentation sets it up, in the languages of this site. */
export default defineConfig({
  ...(site && { site }),
  integrations: [
    starlight({
      title: 'Docker networking tutorials',
      defaultLocale: 'en',
      locales: { en: { label: 'English' }, 'zh-cn': { label: '简体中文', lang: 'zh-CN' } },
    }),
  ],
});
