/** Knows commands that never end by themselves, and those that seem to wait for input all the time. */
import type { Attention } from '../model/plan.ts';
import { commandInContainer, containerStart, DETACHES, simpleCommands } from '../tutorial/docker-commands.ts';
import { opensShell } from '../tutorial/markdown/inner-shells.ts';

interface Kind {
  readonly matches: RegExp;
  readonly unless?: RegExp;
}

/** Commands that run until they are stopped, with these options and without those that make them end. */
const ENDLESS: readonly Kind[] = [
  { matches: /^docker (?:system )?events\b/u, unless: / --until\b/u },
  { matches: /^docker (?:container )?stats\b/u, unless: / --no-stream\b/u },
  { matches: /^docker (?:container |service |compose .*)?logs .*(?<= )(?:-\w*f\w*|--follow)\b/u },
  {
    matches: /^docker compose (?:-\S+ \S+ )*up(?= |$)/u,
    unless: / (?:-\w*d\w*|--detach|--wait|--no-start|--abort-on-container-(?:exit|failure)|--exit-code-from)\b/u,
  },
  { matches: /^docker (?:container )?attach\b/u },
  { matches: /^ping6? /u, unless: / -\w*[cw]/u },
  { matches: /^tail .*(?<= )(?:-\w*[fF]|--follow)/u },
  { matches: /^(?:top|htop|watch|tcpdump|dockerd|vim?|nano|less|more|man)\b/u, unless: / -c ?\d/u },
  { matches: /^python3? -m (?:http\.server|SimpleHTTPServer)\b/u },
  { matches: /^(?:nc|ncat|socat) .*(?<= )-\w*l/u },
];

/** Clients that read the terminal to pass on what is typed, whatever the program in the container does. */
const READS_ALWAYS: readonly Kind[] = [
  { matches: /^docker (?:container )?(?:run|exec|start) .*(?<= )(?:-\w*i\w*|--interactive)(?= |$)/u },
  { matches: /^docker (?:container )?attach\b/u },
  { matches: /^docker compose .*(?<= )(?:run|exec) /u, unless: / (?:-\w*[dT]\w*|--detach|--no-tty)(?= |$)/u },
];

/** Clients that wait until all tasks of a service run. They print the error of a task again and again. */
const AWAITS_TASKS = /^docker service (?:create|update|scale|rollback)\b/u;
/** Errors of tasks that no other attempt mends. */
const TASK_ERROR =
  /\b\d+\/\d+: (?<error>(?:No such image|no suitable node|invalid mount config|pull access denied)[^\r\n]*?)\s*[\r\n]/u;

/** Options of `docker run` with which it reads the terminal. */
const INTERACTIVE = /^-(?:\w*i\w*|-interactive)$/u;

/** In characters. A longer line is not judged. */
const LONGEST = 2_000;

/** @param shown the lines that the document shows below the command */
export function attentionTo(command: string, shown: readonly string[]): Attention {
  const simple = command.length > LONGEST ? [] : simpleCommands(command);
  const awaitsTasks = simple.some(({ text }) => AWAITS_TASKS.test(text));
  return {
    isEndless: simple.some(({ text, isAwaited }) => isAwaited && isEndless(text)),
    opensShell: command.length <= LONGEST && opensShell(command),
    readsAlways: simple.some(({ text }) => isOf(READS_ALWAYS, text)),
    vainReason: (printed) => (awaitsTasks ? TASK_ERROR.exec(printed)?.groups?.error : undefined),
    answerTo: (question) => {
      if (question.trim() === '') return undefined;
      const line = shown.find((each) => each.startsWith(question) && each.length > question.length);
      return line?.slice(question.length).trim();
    },
  };
}

function isEndless(text: string): boolean {
  const start = containerStart(text);
  if (start?.kind !== 'run') return isOf(ENDLESS, commandInContainer(text) ?? text);
  const { options, image = '', command } = start;
  if (options.some((word) => DETACHES.test(word))) return false;
  if (command.length > 0) return isEndless(command.join(' '));
  // Without a command after the image, most images run a server.
  return !options.some((word) => INTERACTIVE.test(word)) && !ENDS.test(image);
}

/** Images that do something and end. */
const ENDS = /(?:^|\/)(?:hello-world|alpine|busybox|debian|ubuntu|fedora|centos|bash)(?:[:@]|$)/u;

function isOf(kinds: readonly Kind[], text: string): boolean {
  return kinds.some(({ matches, unless }) => matches.test(text) && !unless?.test(text));
}
