/** Scripts that stand in pages, because they run before the first paint. Comments and indentation are removed. */
import readerLanguage from './reader-language.js?raw';
import themeBeforePaint from './theme-before-paint.js?raw';

export const themeScript: string = shortened(themeBeforePaint);
export const readerLanguageScript: string = shortened(readerLanguage);

function shortened(source: string): string {
  return source.replace(/^\s*\/\/.*\n|^\s+/gmu, '');
}
