import { describe, expect, test } from 'vitest';
import { parsePage } from '../../../tutorial/page/parse-page.ts';

const problemsOf = (body: string, front = 'title: T\ndescription: D') =>
  parsePage('x.mdx', `---\n${front}\n---\n\n${body}\n`, { slug: 'x', locale: 'en' }).problems.map(
    ({ code, position, message }) => `${position?.line}:${position?.column} ${code} ${message}`,
  );

describe('a plain URL is refused', () => {
  test.each([
    ['See https://docs.docker.com@evil.example/.', '6:5', 'https://docs.docker.com@evil.example/.'],
    ['See www.evil.example', '6:5', 'www.evil.example'],
    ['Write to\na@evil.example now', '7:1', 'a@evil.example'],
    ['**HTTP://evil.example**', '6:3', 'HTTP://evil.example'],
    ['<a href="https://a.example">https://b.example</a>', '6:29', 'https://b.example'],
    ['https&#58;//evil.example', '6:1', 'https://evil.example'],
  ])('%s', (body, place, url) => {
    expect(problemsOf(body)).toEqual([`${place} markup-refused "${url}" would become a link by itself`]);
  });

  test('in the front matter', () => {
    expect(problemsOf('', 'title: T\ndescription: See https://a.example')).toEqual([
      '3:14 markup-refused the description cannot have the address "https://a.example"',
    ]);
  });

  test('but not in code, nor as the text of a link', () => {
    expect(problemsOf('`https://a.example` and [https://a.example](https://a.example)')).toEqual([]);
  });
});

describe('a part that shows nothing is refused', () => {
  test.each([
    ['## {/* nothing */}', '6:1', 'the heading shows nothing'],
    ['##', '6:1', 'the heading shows nothing'],
    ['[{/* nothing */}](./x.mdx)', '6:1', 'the link has no text'],
    ['a [ ](./x.mdx)', '6:3', 'the link has no text'],
    ['<a href="./x.mdx">{/* nothing */}</a>', '6:1', '<a> is empty'],
    ['a <kbd> </kbd>', '6:3', '<kbd> is empty'],
    ['<Note>\n{/* nothing */}\n</Note>', '6:1', '<Note> is empty'],
    ['- one\n-', '7:1', 'the item shows nothing'],
    ['- {/* nothing */}', '6:1', 'the item shows nothing'],
    ['> {/* nothing */}', '6:1', 'the quotation shows nothing'],
    ['a **{/* nothing */}**', '6:3', 'the emphasis shows nothing'],
  ])('%s', (body, place, message) => {
    const found = problemsOf(body).filter((line) => !line.includes('contains only text'));
    expect(found).toEqual([`${place} markup-refused ${message}`]);
  });

  test('but not a comment by itself', () => expect(problemsOf('{/* a */}\n\ntext {/* b */} text')).toEqual([]));
});

test.each(['[ ]', '[x]', '[X]'])('a task list with %s is refused', (box) => {
  expect(problemsOf(`- ${box} done\n- not done`)).toEqual(['6:3 markup-refused a page cannot have task lists']);
  expect(problemsOf(`- \`a\` ${box}`)).toEqual([]);
});
