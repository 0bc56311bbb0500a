/**
 * The words of the search and of the list of keys. They are not in `Strings`, because they are loaded when a dialog is
 * first opened, in all languages, and not with the page.
 */
import type { Locale } from './locales.ts';

export interface DialogWords {
  readonly search: {
    readonly label: string;
    readonly placeholder: string;
    readonly close: string;
    readonly hint: string;
    readonly searching: string;
    readonly unavailable: string;
    /** `{query}` stands for the query. */
    readonly nothing: string;
    /** The same where the definition of the term is shown. */
    readonly noPage: string;
    /** `{count}` stands for a number above 1. */
    readonly found: string;
    readonly foundOne: string;
    /** Comes after how many pages were found. `{words}` stands for words that no page has, each as in `quoted`. */
    readonly unknown: string;
    readonly quoted: string;
    /** Name of the card with the meaning of a term. */
    readonly definition: string;
    /** Comes before the title of the page that explains the term. */
    readonly explained: string;
  };
  readonly keys: {
    readonly title: string;
    readonly close: string;
    readonly actions: Readonly<Record<'list' | 'search' | 'previous' | 'next' | 'leave', string>>;
    /** Joins two keys that do the same. */
    readonly or: string;
    /** Label of the switch for keys that are a single character. */
    readonly single: string;
    readonly singleNote: string;
  };
}

export const DIALOG_WORDS: Readonly<Record<Locale, DialogWords>> = {
  en: {
    search: {
      label: 'Search the tutorials',
      placeholder: 'A command, an error message, a word…',
      close: 'Close search',
      hint: 'Type to search titles, text, commands and their output.',
      searching: 'Searching…',
      unavailable: 'The search index could not be loaded.',
      nothing: 'Nothing found for “{query}”.',
      noPage: 'No page has “{query}”.',
      found: '{count} pages found',
      foundOne: 'One page found',
      unknown: '. No page has {words}.',
      quoted: '“{word}”',
      definition: 'Definition',
      explained: 'Explained in',
    },
    keys: {
      title: 'Keyboard shortcuts',
      close: 'Close',
      actions: {
        list: 'Show this list',
        search: 'Search',
        previous: 'Previous tutorial',
        next: 'Next tutorial',
        leave: 'Close what is open',
      },
      or: 'or',
      single: 'Shortcuts of a single character',
      singleNote: 'Turn them off if you use voice control, or press keys by accident. This browser remembers it.',
    },
  },
  'zh-cn': {
    search: {
      label: '搜索教程',
      placeholder: '命令、报错信息或关键词…',
      close: '关闭搜索',
      hint: '可搜索标题、正文、命令及其输出。',
      searching: '正在搜索…',
      unavailable: '搜索索引加载失败。',
      nothing: '没有找到与“{query}”有关的内容。',
      noPage: '没有页面提到“{query}”。',
      found: '找到 {count} 个页面',
      foundOne: '找到 1 个页面',
      unknown: '。没有页面提到{words}。',
      quoted: '“{word}”',
      definition: '释义',
      explained: '详见',
    },
    keys: {
      title: '键盘快捷键',
      close: '关闭',
      actions: {
        list: '显示快捷键',
        search: '搜索',
        previous: '上一篇教程',
        next: '下一篇教程',
        leave: '关闭当前窗口',
      },
      or: '或',
      single: '启用单字符快捷键',
      singleNote: '如果使用语音控制，或者容易误触按键，可以关闭。这项设置保存在这个浏览器里。',
    },
  },
};
