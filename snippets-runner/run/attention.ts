/** Knows commands that never end by themselves, and those that seem to wait for input all the time. */
import type { Attention } from '../model/plan.ts';

/** Programs that run until they are stopped, with these options and without those that make them end. */
const ENDLESS: readonly { readonly matches: RegExp; readonly unless?: RegExp }[] = [
  { matches: /\bdocker\s+(?:system\s+)?events\b/u, unless: /\s--until\b/u },
  { matches: /\bdocker\s+(?:container\s+)?stats\b/u, unless: /\s--no-stream\b/u },
  { matches: /\bdocker[\s-](?:compose\s[^|]*|container\s+|service\s+)?logs\b[^|;&]*\s(?:-\w*f\w*|--follow)\b/u },
  { matches: /\bdocker[\s-]compose\s(?:[^|;&]*\s)?up(?=\s|$)/u, unless: /\s(?:-\w*d\w*|--detach|--wait)\b/u },
  { matches: /^\s*(?:sudo\s+)?ping6?\s/u, unless: /\s-\w*[cw]/u },
  { matches: /\btail\s(?:[^|;&]*\s)?(?:-\w*[fF]|--follow)/u },
  {
    matches: /^\s*(?:sudo\s+)?(?:top|htop|watch|tcpdump|dockerd|vim?|nano|less|more|man)\b/u,
    unless: /\|\s*head\b|\s-c\s*\d/u,
  },
  { matches: /\bpython3?\s+-m\s+(?:http\.server|SimpleHTTPServer)\b/u },
  { matches: /^\s*(?:nc|ncat|socat)\s[^|;&]*-\w*l/u },
];

const READS_ALWAYS =
  /\bdocker\s+(?:(?:container\s+)?(?:run|exec)\b[^|;&]*\s(?:-\w*i\w*|--interactive)\b|(?:container\s+)?attach\b)/u;

const RUN = /\bdocker\s+(?:container\s+)?run\s+/u;
const IN_BACKGROUND = /\s(?:-\w*d\w*|--detach|-\w*i\w*|--interactive)(?=\s)/u;
/** Options of `docker run` without a value. */
const FLAG =
  /^-(?:[dtiPqh]+|-(?:rm|tty|init|privileged|read-only|publish-all|quiet|sig-proxy|no-healthcheck|disable-content-trust|oom-kill-disable))$/u;

/** @param shown the lines that the document shows below the command */
export function attentionTo(command: string, shown: readonly string[]): Attention {
  return {
    isEndless: !/&\s*$/u.test(command) && isEndless(command),
    readsAlways: READS_ALWAYS.test(command),
    answerTo: (question) => {
      const line = shown.find((each) => each.startsWith(question) && each.length > question.length);
      return line?.slice(question.length).trim();
    },
  };
}

function isEndless(command: string): boolean {
  const [, ...runs] = command.split(RUN);
  if (runs.length > 0) return runs.some(isEndlessRun);
  return ENDLESS.some(({ matches, unless }) => matches.test(command) && !unless?.test(command));
}

/** @param words after `docker run`. Without a command after the image, most images run a server. */
function isEndlessRun(words: string): boolean {
  const [line = ''] = words.split(/[|;&]/u);
  const all = line.trim().split(/\s+/u);
  let at = 0;
  while (all[at]?.startsWith('-')) at += FLAG.test(all[at] ?? '') || all[at]?.includes('=') ? 1 : 2;
  if (IN_BACKGROUND.test(` ${all.slice(0, at).join(' ')} `)) return false;
  const command = all.slice(at + 1);
  return command.length === 0 || isEndless(command.join(' '));
}
