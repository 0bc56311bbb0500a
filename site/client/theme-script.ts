import source from './theme-before-paint.js?raw';

/** The inline script in the head of every page. Comments are removed. */
export const themeScript: string = source.replace(/^\s*\/\/.*\n/gmu, '');
