/** Columns in outputs, and lines that the text speaks of: from lines to positions. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { columnsIn } from '../terminal/columns.ts';
import { columnsHtml } from '../terminal/columns-html.ts';
import { foldsOf } from '../terminal/folds.ts';
import { namedLines } from '../terminal/named-lines.ts';
import { wholeWordsHtml } from '../terminal/span-html.ts';
import { widthClass } from '../terminal/width-class.ts';

describe('columns', () => {
  test('of a table: what is blank in all its lines, but for two characters', () => {
    const lines = ['ID         NAME     PORTS', 'a1b2       web      80/tcp', 'c3d4e5f6   client   '];
    expect(columnsIn(lines)).toEqual([
      {
        from: 0,
        to: 3,
        width: 26,
        tightWidth: 24,
        hasHeader: true,
        slack: [
          { start: 10, end: 11 },
          { start: 19, end: 20 },
        ],
      },
    ]);
  });

  test('without a header, if at least two gaps are shared', () => {
    const [list, ...others] = columnsIn(['lo      UNKNOWN   127.0.0.1/8', 'eth0    UP        10.0.0.2/24']);
    expect(others).toEqual([]);
    expect(list).toMatchObject({ from: 0, to: 2, hasHeader: false });
  });

  test('of one line, if it fits into a phone without its slack', () => {
    expect(columnsIn(['docker0          UP             172.17.0.1/16'])).toMatchObject([{ width: 45, tightWidth: 26 }]);
  });

  test.each([
    ['sentences', ['Error: no such network:  lan', 'See docker help.  It lists  more.']],
    ['one line with narrow gaps', ['It is down.  See the log.  It says why.']],
    [
      'one line that is too wide',
      ['tcp        0      0 0.0.0.0:80      0.0.0.0:*     LISTEN      290/nginx: master p'],
    ],
    ['indented lines', ['    inet 127.0.0.1/8', '        valid_lft forever']],
  ])('are not in %s', (_what, lines) => {
    expect(columnsIn(lines)).toEqual([]);
  });

  test('end with the table', () => {
    const lines = ['Some words first', 'ID    NAME', 'a1    web', '', 'more'];
    expect(columnsIn(lines)).toMatchObject([{ from: 1, to: 3 }]);
  });
});

describe('a word with a hyphen', () => {
  const whole = (text: string) => `<span class="whole">${text}</span>`;
  const wide = (html: string) => `<span class="whole wide">${html}</span>`;

  test.each([
    ['my-nginx is up', `${whole('my-nginx')} is up`],
    ['run --dns 10.0.0.1', `run ${whole('--dns')} 10.0.0.1`],
    ['--- web ping statistics ---', `${whole('---')} web ping statistics ${whole('---')}`],
    ['-c 1 -', '-c 1 -'],
    ['nslookup -type=a web', `nslookup ${whole('-type=a')} web`],
    // A terminal of 320 px would cut these off.
    ['--network name=front-net,alias=backend', `${whole('--network')} ${wide('name=front-net,alias=backend')}`],
    ['--host-record=db.corp.example,', wide('--host-record=db.corp.example,')],
    ['--address=/db.example/2001:db8:1:2::3', `${whole('--address=')}/db.example/2001:db8:1:2::3`],
    ['a-word-that-is-longer-than-a-line-of-a-phone', 'a-word-that-is-longer-than-a-line-of-a-phone'],
  ])('is not broken in "%s"', (text, html) => {
    expect(wholeWordsHtml(text)).toBe(html);
  });

  test('needs no mark in a line of output that fits into every screen', () => {
    const lines = ['my-nginx is up', '-A FORWARD -o hand -m conntrack --ctstate NEW -j ACCEPT'];
    expect(columnsHtml(lines, [], { from: 0, to: 2 })).toBe(
      `my-nginx is up\n-A FORWARD -o hand -m conntrack ${whole('--ctstate')} NEW -j ACCEPT`,
    );
  });
});

describe('widths', () => {
  const rules = new Set(readFileSync('site/styles/widths.css', 'utf8').match(/(?<=^\.)\w+/gmu));

  test.each([36, 37, 40, 41, 103, 128, 500])('of %i characters have a class with at least that width', (characters) => {
    for (const prefix of ['w', 't'] as const) {
      const name = widthClass(prefix, characters);
      expect(name === '' || rules.has(name)).toBe(true);
      expect(Number(name.slice(1) || 36)).toBeGreaterThanOrEqual(Math.min(characters, 128));
    }
  });
});

describe('named lines', () => {
  const lines = JSON.stringify(
    [{ Name: 'lan', IPAM: { Config: [{ Subnet: '10.0.0.0/24' }] }, Containers: { a1: { Name: 'web' } }, Labels: {} }],
    undefined,
    4,
  ).split('\n');
  const text = (named: ReadonlySet<number>) => [...named].sort((a, b) => a - b).map((line) => lines[line]?.trim());

  test('are those of a value, and the brackets around it', () => {
    const place = { kind: 'keys', keys: ['0', 'Containers', 'a1', 'Name'] } as const;
    expect(text(namedLines(lines, { places: [place], codes: new Set() }))).toEqual([
      '[',
      '{',
      '"Containers": {',
      '"a1": {',
      '"Name": "web"',
      '}',
      '},',
      '}',
      ']',
    ]);
  });

  test('are those of a text that was matched', () => {
    const place = { kind: 'text', text: '"Subnet": "10.0.0' } as const;
    expect(text(namedLines(lines, { places: [place], codes: new Set() }))).toContain('"Subnet": "10.0.0.0/24"');
  });

  test('are those with a key that the text contains as code', () => {
    expect(text(namedLines(lines, { places: [], codes: new Set(['Labels', 'web']) }))).toEqual([
      '[',
      '{',
      '"Labels": {}',
      '}',
      ']',
    ]);
  });

  test.each(['{"a": 1, "b": 2}', 'no JSON', ''])('are none in %j', (output) => {
    expect(namedLines(output.split('\n'), { places: [], codes: new Set(['a']) })).toEqual(new Set());
  });
});

describe('folds', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `${' '.repeat(index)}x`);
  const parts = (count: number, named: readonly number[], isFolded = false) =>
    foldsOf(lines(count), { isFolded, named: new Set(named) }).map(({ from, to, fold }) => [from, to, fold?.kind]);

  test('leave a short output as it is', () => {
    expect(parts(24, [3])).toEqual([[0, 24, undefined]]);
    expect(parts(3, [], true)).toEqual([[0, 3, undefined]]);
  });

  test('show the first lines of a long one', () => {
    expect(parts(25, [])).toEqual([
      [0, 12, undefined],
      [12, 25, 'rest'],
    ]);
  });

  test('take all, if the author says so and the text speaks of none', () => {
    expect(parts(10, [], true)).toEqual([[0, 10, 'output']]);
  });

  test('leave out named lines, and gaps of up to three lines between them', () => {
    expect(parts(30, [0, 4, 29])).toEqual([
      [0, 5, undefined],
      [5, 29, 'between'],
      [29, 30, undefined],
    ]);
  });
});
