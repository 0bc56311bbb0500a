import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseGlossary } from '../../../tutorial/glossary/parse-glossary.ts';
import { lintProblems } from '../lint/lint-sources.ts';

const WHOLE = `
- en: worker
  zh: 工作节点
  topic: swarm
  meaning:
    en: It works.
    zh: 干活的。
`;

const problemsOf = (text: string) =>
  parseGlossary('glossary.yaml', text).problems.map(
    ({ position, code, message }) => `${position?.line}:${position?.column} ${code} ${message}`,
  );

describe('parseGlossary', () => {
  test('an alias without an anchor, or aliases that grow, are mistakes', () => {
    expect(problemsOf('<<: *a\n')).toEqual([expect.stringMatching(/^1:1 glossary-invalid .*alias/iu)]);
    const levels = Array.from({ length: 30 }, (_, level) => `- &l${level + 1} [*l${level}, *l${level}, *l${level}]`);
    expect(problemsOf(['- &l0 [x, x, x]', ...levels].join('\n'))).toEqual([
      expect.stringMatching(/^1:1 glossary-invalid .*alias/iu),
    ]);
  });

  test('a term with all that it needs is right', () => {
    const { glossary, problems } = parseGlossary('glossary.yaml', WHOLE);
    expect(problems).toEqual([]);
    expect(glossary?.terms).toEqual([
      { en: 'worker', zh: '工作节点', topic: 'swarm', meaning: { en: 'It works.', zh: '干活的。' } },
    ]);
  });

  test('a missing meaning has a hint, and all mistakes are reported at once', () => {
    const text = '- en: a\n  zh: 甲\n  topic: swarms\n- en: b\n  zh: 乙\n  topic: swarm\n  meaning:\n    en: B.\n';
    expect(problemsOf(text)).toEqual([
      '3:10 glossary-invalid topic of the term "a": "swarms" is not a known value',
      '1:3 glossary-invalid the term "a" has no meaning',
      '8:5 glossary-invalid the term "b" has no meaning.zh',
    ]);
    expect(parseGlossary('glossary.yaml', text).problems[1]?.hint).toBe(
      'Write "meaning:", and below it "en: …" and "zh: …". Say in one or two sentences what the thing is. Readers see them.',
    );
  });

  test.each([
    ['- en: a\n  zh: [', ['2:8 glossary-invalid Flow sequence']],
    [`${WHOLE}  zh: 1\n`, ['8:3 glossary-invalid the key "zh" is there twice']],
    [`${WHOLE}  avoid: 工人\n`, ['8:10 glossary-invalid avoid of the term "worker": invalid input: expected array']],
    [`${WHOLE}  avoid: [""]\n`, ['8:11 glossary-invalid avoid.0 of the term "worker": it is empty']],
    [`${WHOLE}  avoids: [工人]\n`, ['8:11 glossary-invalid the term "worker" has the unknown key "avoids"']],
    [
      `${WHOLE}  note: {en: A., zh: "有 \`a"}\n`,
      ['8:22 glossary-invalid note.zh of the term "worker": a backtick is not closed'],
    ],
    [`${WHOLE}  see: ./a.mdx\n`, ['8:8 glossary-invalid see of the term "worker": "./a.mdx" is not in the right form']],
    [`${WHOLE}${WHOLE}`, ['9:7 glossary-invalid the term "worker" has two entries']],
    [
      `${WHOLE}- {en: node, zh: 节点, topic: swarm, meaning: {en: A., zh: 甲。}, avoid: [结点, 工作节点]}\n`,
      ['8:75 glossary-invalid "工作节点" is in avoid of "node", but it is the term for "worker"'],
    ],
    ['en: a\n', ['1:1 glossary-invalid the glossary is not a list of terms']],
    ['', ['1:1 glossary-invalid the glossary is not a list of terms']],
  ])('%j is none', (text, problems) => {
    const found = problemsOf(text);
    expect(parseGlossary('glossary.yaml', text).glossary).toBeUndefined();
    expect(found.length).toBeGreaterThanOrEqual(problems.length);
    for (const [index, problem] of problems.entries()) expect(found[index]).toContain(problem);
  });

  test('an unknown key has a hint with the known one', () => {
    expect(parseGlossary('glossary.yaml', `${WHOLE}  avoids: [工人]\n`).problems[0]?.hint).toBe(
      'Did you mean "avoid"?',
    );
  });

  test.each([
    ['- null\n', ['1:3 glossary-invalid term 1 is not a mapping']],
    [`${WHOLE}${WHOLE.replace('worker', 'node')}`, ['10:7 glossary-invalid the term "工作节点" has two entries']],
    [
      `${WHOLE}  note:\n    en: Has \`a\` and 3 ports.\n    zh: 有 \`b\` 和 4 个端口。\n`,
      ['10:9 glossary-invalid note.zh of the term "worker" lacks `a`, 3 and has `b`, 4 in addition'],
    ],
    [
      WHOLE.replace('干活的', '干 2 次活的'),
      ['7:9 glossary-invalid meaning.zh of the term "worker" has 2 in addition'],
    ],
  ])('%j has a mistake in one language', (text, problems) => expect(problemsOf(text)).toEqual(problems));

  test('the glossary of this repository is one', () => {
    const { glossary, problems } = parseGlossary(
      'content/glossary.yaml',
      readFileSync(new URL('../../../../content/glossary.yaml', import.meta.url), 'utf8'),
    );
    expect(problems).toEqual([]);
    expect(glossary?.terms.length).toBeGreaterThan(30);
  });
});

describe('lint of the glossary', () => {
  const lint = (more: string, pages: Readonly<Record<string, string>> = {}) => {
    const { glossary } = parseGlossary('glossary.yaml', WHOLE + more);
    if (!glossary) throw new TypeError('no glossary');
    return lintProblems({
      pages: { 'en/a/b.mdx': '## One thing', 'zh-cn/a/b.mdx': '## 一件事', ...pages },
      glossary,
    }).map(
      ({ file, position, code, message, hint }) =>
        `${file}:${position?.line}:${position?.column} ${code} ${message} – ${hint}`,
    );
  };

  test('a place that is there is right, with and without anchor', () => {
    expect(lint('  see: a/b#one-thing\n')).toEqual([]);
    expect(lint('  see: a/b\n')).toEqual([]);
  });

  test.each([
    ['a/b#one-think', 'see of the term "worker": en/a/b.mdx has no heading #one-think – Did you mean #one-thing?'],
    ['a/b#elsewhere', 'see of the term "worker": en/a/b.mdx has no heading #elsewhere – Its headings are #one-thing.'],
    ['a/c', 'see of the term "worker": there is no page "a/c" – Did you mean a/b?'],
  ])('%s leads nowhere', (see, problem) => {
    expect(lint(`  see: ${see}\n`)).toEqual([`glossary.yaml:8:8 glossary-link-dead ${problem}`]);
  });

  test('its Chinese is checked like Chinese pages, except code', () => {
    expect(lint('  avoid: [工人]\n  note:\n    en: Worker,`工人,x`.\n    zh: 工人节点,见`工人,x`\n')).toEqual([
      'glossary.yaml:11:9 term-forbidden "工人" is a word to avoid for "worker" – Write "工作节点". Worker,`工人,x`.',
      'glossary.yaml:11:13 typography "," is half-width, but is next to a Chinese character – Write "，".',
    ]);
  });
});
