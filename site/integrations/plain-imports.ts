/**
 * Leaves an `import()` in a script to the browser. Vite puts 0.7 kB before the first, which load the style sheets and
 * the imports of the imported script at the same time. The site's scripts take a style sheet as a text (`?inline`); one
 * that does not fails when it is imported.
 */
import type { AstroIntegration } from 'astro';

/** The module that Vite adds. */
const HELPER = '\0vite/preload-helper.js';
const REPLACEMENT = `export const __vitePreload = (load, needed = []) => {
  if (needed.some((file) => file.endsWith('.css'))) throw Error(needed);
  return load();
};`;

export function plainImports(): AstroIntegration {
  const plugin = {
    name: 'plain-imports',
    enforce: 'pre' as const,
    load: (id: string) => (id === HELPER ? REPLACEMENT : undefined),
    // Otherwise a script has the addresses of all that it may import, for the helper. Those of style sheets remain.
    configEnvironment: () => ({ build: { modulePreload: { polyfill: false, resolveDependencies: () => [] } } }),
  };
  return {
    name: 'plain-imports',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [plugin] } });
      },
    },
  };
}
