/**
 * The words of what follows the reader. They are not in `Strings`, because they are loaded when the reader first moves,
 * in all languages, and not with the page.
 */
import type { Locale } from './locales.ts';

export interface FollowingWords {
  /** The ticks of sections and pages that were read. */
  readonly ticks: {
    /** Text alternative of the tick. */
    readonly read: string;
    readonly kept: string;
    /** In place of `kept`, where storage is forbidden. */
    readonly forgotten: string;
    /** Beside an exercise that the reader ticks, where storage is forbidden. */
    readonly solvedForgotten: string;
    readonly clear: string;
    /** Shown in place of `clear` when the ticks are cleared. */
    readonly cleared: string;
  };
  readonly network: {
    /** The drawing of the step that is being read. */
    readonly now: string;
    /** Says which keys go through the names of that drawing. */
    readonly keys: string;
  };
}

export const FOLLOWING_WORDS: Readonly<Record<Locale, FollowingWords>> = {
  en: {
    ticks: {
      read: 'done',
      kept: 'A tick means that you have read the section, or solved its exercise. Ticks are kept in this browser only.',
      forgotten:
        'A tick means that you have read the section, or solved its exercise. This browser keeps nothing, so ticks are gone when you leave the page.',
      solvedForgotten: 'This browser keeps nothing: the tick is gone when you leave the page',
      clear: 'Clear all ticks',
      cleared: 'Cleared',
    },
    network: {
      now: 'The network at this step',
      keys: 'Drawing. The left and right arrow keys go through its names.',
    },
  },
  'zh-cn': {
    ticks: {
      read: '已完成',
      kept: '打勾的小节已经读过，或者其中的练习已经解出。阅读记录只保存在这个浏览器里。',
      forgotten: '打勾的小节已经读过，或者其中的练习已经解出。这个浏览器不允许保存，离开本页后，勾就没有了。',
      solvedForgotten: '这个浏览器不允许保存：离开本页后，勾就没有了',
      clear: '清除阅读记录',
      cleared: '已清除',
    },
    network: {
      now: '读到这一步时的网络',
      keys: '网络图。用左右方向键逐个查看图中的名字。',
    },
  },
};
