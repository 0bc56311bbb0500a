/**
 * Removes from the output of a run what only a node has: a reader's computer is no container, but a node is one, and the
 * engine's name server is at 127.0.0.11 in it. Lists of firewall rules and of open ports show that. A document which
 * does show it was written in a container, and is compared as it is.
 */
import type { Step } from '../../tutorial/page.ts';

/** What the engine's name server shows itself by. */
const OF_LAB = /\bDOCKER_(?:OUTPUT|POSTROUTING)\b|\b127\.0\.0\.11\b/u;
/** A command for another network namespace: a container's name server is at the same address. */
const ELSEWHERE = /\b(?:docker|podman|nsenter|netns)\b/u;

/** Rules, and the chains that they jump to, in the notations of `iptables -S`, `iptables -L` and `nft list`. */
const RULES: readonly RegExp[] = [
  /^(?:-N DOCKER_\w+|-A DOCKER_\w+ .*|:DOCKER_\w+ - \[.*\]|-A .*-j DOCKER_\w+(?: .*)?)(?:\n|$)/gmu,
  // A chain of "iptables -L" with its rules, and the blank line between it and another one.
  /(?:^|\n\n)Chain DOCKER_\w+ \(.*\)(?:\n(?!\n).*)*/gu,
  /^[ \d]*\bDOCKER_\w+ .*(?:\n|$)/gmu,
  /^[ \t]*chain DOCKER_\w+ \{(?:\n(?!\s*\}$).*)*\n\s*\}(?:\n+|$)/gmu,
  /^[ \t]+.*\bjump DOCKER_\w+(?: .*)?(?:\n|$)/gmu,
  // A line of "ss" or "netstat".
  /^(?:tcp|udp|LISTEN|UNCONN)\b.*\s127\.0\.0\.11:\d+\s.*(?:\n|$)/gmu,
];

/** @param shown what the document shows */
export function withoutRulesOfLab(printed: string, shown: string, { kind, text }: Step): string {
  if (kind !== 'command' || !OF_LAB.test(printed) || OF_LAB.test(shown) || ELSEWHERE.test(text)) return printed;
  const rest = RULES.reduce((output, rules) => output.replace(rules, ''), printed);
  return renumbered(rest.replace(/^\n+|\n+$/gu, ''), printed);
}

/** Numbers the rules of each chain anew, as if those that were removed had never been there. */
function renumbered(rest: string, printed: string): string {
  if (!/^num\s/mu.test(printed)) return rest;
  let number = 0;
  const lines = rest.split('\n').map((line) => {
    if (/^(?:Chain |num\s)/u.test(line)) number = 0;
    const [old] = /^\d+/u.exec(line) ?? [];
    if (old === undefined) return line;
    number += 1;
    return String(number).padEnd(old.length) + line.slice(old.length);
  });
  return lines.join('\n');
}
