import { expect, test } from 'vitest';
import { lint } from '../../commands/lint.ts';
import { captureText } from '../../tutorial/capture/write.ts';
import { captureOf, parsedSource } from '../tutorial/lint/lint-sources.ts';
import { contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

test('the problems of a capture file are those of its page, too', () => {
  const page = mdx(snippet('one', '$ docker ps'));
  const text = captureText(captureOf(parsedSource('en/a.mdx', page)));
  using folder = contentFolder({
    'en/a.mdx': page,
    'en/b.mdx': mdx('Prose.'),
    'zh-cn/a.mdx': mdx('<Snippet id="one" />'),
    'captures/a.yaml': text.replace('duration: 1', 'duration: 2'),
  });
  const lintOf = (path: string) => {
    const said: Said = { printed: [], told: [] };
    const exit = lint([path], { translated: false }, contextFor(folder, said));
    return { exit, text: said.printed.join('\n') };
  };
  expect(lintOf('a').exit).toBe(1);
  expect(lintOf('a').text).toMatch(/^content\/captures\/a\.yaml:4:1 the seal .* capture-unsealed$/mu);
  expect(lintOf('b').text).not.toContain('capture-unsealed');
});
