import source from './theme-before-paint.js?raw';

/** For the head of every page, without its comments. */
export const themeScript: string = source.replace(/^\s*\/\/.*\n/gmu, '');
