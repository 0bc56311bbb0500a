/**
 * Returns backticks that enclose a text as code in Markdown: one more than the longest run of them in the text.
 * @param least how many at least: 3 for a fence
 */
export function backticksFor(text: string, least = 1): string {
  let longest = 0;
  // Not `Math.max(...runs)`: an output may have more runs than a function can have arguments.
  for (const [run] of text.matchAll(/`+/gu)) longest = Math.max(longest, run.length);
  return '`'.repeat(Math.max(least, longest + 1));
}
