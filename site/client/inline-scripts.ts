/** Scripts that stand in pages, because they run before the first paint. Comments are removed. */
import readerLanguage from './reader-language.js?raw';
import themeBeforePaint from './theme-before-paint.js?raw';

export const themeScript: string = withoutComments(themeBeforePaint);
export const readerLanguageScript: string = withoutComments(readerLanguage);

function withoutComments(source: string): string {
  return source.replace(/^\s*\/\/.*\n/gmu, '');
}
