import { describe, expect, test } from 'vitest';
import { withoutComments } from '../../../tutorial/lint/rules/code-comments.ts';

describe('a translation may write', () => {
  test.each([
    ['yaml', 'a: 1 # one', 'a: 1 # 一'],
    ['yaml', 'a: 1', 'a: 1 # 某物'],
    ['yaml', 'a: 1\nb: 2', '# 某物\na: 1\nb: 2'],
    ['yaml', 'a: 1 #one', 'a: 1 #一'],
    ['yaml', `a: it's fine # so`, `a: it's fine # 好`],
    ['yaml', `a: "#1" # in 5 s`, `a: "#1" # 5 秒内`],
    ['ini', '[a]\n; one\nb = 1 ; two', '[a]\n; 一\nb = 1 ; 二'],
    ['sql', '-- one\nSELECT 1; -- two', '-- 一\nSELECT 1; -- 二'],
    ['lua', 'x = 1 -- one', 'x = 1 -- 一'],
    ['go', 'a := 1 /* one */\n/* two\n three */\nb()', 'a := 1 /* 一 */\n/* 二 */\nb()'],
    ['css', 'a { /* one */ }', 'a { /* 一 */ }'],
    ['sh', '#!/bin/sh\n#one\nls "a\n# b" # c', '#!/bin/sh\n#一\nls "a\n# b" # 丙'],
    ['sh', 'cat <<EOF >x # one\n# a\nEOF\nls # two', 'cat <<EOF >x # 一\n# a\nEOF\nls # 二'],
    ['python', 'x = """\n# a\n""" # one', 'x = """\n# a\n""" # 一'],
  ])('in %s, for %j: %j', (language, en, zh) => {
    expect(withoutComments(`${language}\n${zh}`)).toBe(withoutComments(`${language}\n${en}`));
  });
});

describe('a translation may not write', () => {
  test.each([
    ['yaml', 'a: 1 # in 5 s', 'a: 1 # 5 分钟内'],
    ['yaml', 'a: 1', 'a: 2 # 某物'],
    ['yaml', 'a: "x # y"', 'a: "x # 甲"'],
    ['yaml', 'a: nginx#one', 'a: nginx#一'],
    ['sh', 'cat <<EOF\n# a\nEOF', 'cat <<EOF\n# 甲\nEOF'],
    ['sh', `cat <<-'END' | x\n\t# a\n\tEND`, `cat <<-'END' | x\n\t# 甲\n\tEND`],
    ['sh', `echo 'a\n# b'`, `echo 'a\n# 乙'`],
    ['sh', '#!/bin/sh', '#!/bin/bash'],
    ['sql', `SELECT '-- a'`, `SELECT '-- 甲'`],
    ['js', 'f("/* a */")', 'f("/* 甲 */")'],
    ['console', '# docker ps', '# docker images'],
    ['python', 'x = """\n# a\n"""', 'x = """\n# 甲\n"""'],
  ])('in %s, for %j: %j', (language, en, zh) => {
    expect(withoutComments(`${language}\n${zh}`)).not.toBe(withoutComments(`${language}\n${en}`));
  });
});
