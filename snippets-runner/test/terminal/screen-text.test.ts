import { describe, expect, test } from 'vitest';
import { Screen } from '../../terminal/screen.ts';
import { isAtPrompt } from '../../terminal/screen-text.ts';

async function isAt(shown: string, prompt: string): Promise<boolean> {
  const screen = new Screen({ columns: 80, rows: 24 }, () => undefined);
  await screen.print(shown);
  await screen.settle();
  return isAtPrompt(screen, prompt, undefined);
}

describe('the prompt that is waited for', () => {
  test.each(['# ', '/ # ', '/app # ', 'root@0ecccdfa45ef:/# ', '[root@box /]# ', 'bash-5.2# '])(
    'may be "%s" if it is that of any root shell',
    async (shown) => expect(await isAt(shown, '# ')).toBe(true),
  );

  test.each([
    ['/ $ ', '# '],
    ['mysql> ', '# '],
    ['a # ', '# '],
    ['/ # ls', '# '],
    ['/app # ', '/ # '],
    ['root@box:/# ', '/ # '],
  ])('is not "%s" if it is "%s"', async (shown, prompt) => expect(await isAt(shown, prompt)).toBe(false));

  test('is the same in another container', async () => {
    expect(await isAt('root@0ecccdfa45ef:/# ', 'root@4c01db0b339c:/# ')).toBe(true);
  });
});
