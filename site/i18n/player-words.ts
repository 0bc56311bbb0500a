/**
 * What replays say. These words are not in `Strings`, because they are loaded with the player, in all languages, and
 * not with the page.
 */
import type { Locale } from './locales.ts';

export interface PlayerWords {
  /** Of a terminal's replay. */
  readonly stop: string;
  /** Of a terminal's replay: shows what comes next, for readers who want no motion. */
  readonly more: string;
  readonly player: (page: string) => string;
  readonly close: string;
  readonly play: string;
  readonly pause: string;
  readonly previous: string;
  readonly next: string;
  /** Name of the track, on which each step has a tick. */
  readonly steps: string;
  readonly step: (number: number, count: number) => string;
  readonly waited: (seconds: string) => string;
  /** Shown while the page's commands have changed nothing. */
  readonly untouched: string;
  readonly unchanged: string;
}

export const PLAYER_WORDS: Readonly<Record<Locale, PlayerWords>> = {
  en: {
    stop: 'Stop',
    more: 'Show more',
    player: (page) => `Replay of “${page}”`,
    close: 'Close the replay',
    play: 'Play',
    pause: 'Pause',
    previous: 'Previous step',
    next: 'Next step',
    steps: 'Steps',
    step: (number, count) => `Step ${number} of ${count}`,
    waited: (seconds) => `waited ${seconds} s`,
    untouched: 'No command has changed the network yet.',
    unchanged: 'The network is as before.',
  },
  'zh-cn': {
    stop: '停止',
    more: '继续',
    player: (page) => `回放：${page}`,
    close: '关闭回放',
    play: '播放',
    pause: '暂停',
    previous: '上一步',
    next: '下一步',
    steps: '步骤',
    step: (number, count) => `第 ${number} 步，共 ${count} 步`,
    waited: (seconds) => `实际等待 ${seconds} 秒`,
    untouched: '到这一步，网络还没有变化。',
    unchanged: '网络与上一步相同。',
  },
};
