/**
 * Finds the machines that the text of a document names: "On the second machine, run:". A name is no certain one, and where
 * such a text ends to count is not either. So no node is chosen by it: it is named where a block fails.
 */
import type { HostInText } from '../page.ts';
import type { Fence } from '../snippet/fence.ts';
import type { SourceText } from '../source/source-text.ts';

const MACHINE = `(?:hosts?|machines?|nodes?|servers?|computers?|vms?|instances?|droplets?|boxes|box|pcs?|raspberry pis?|devices?)`;
const OTHER = `(?:second|third|fourth|2nd|3rd|4th|other|another|remote|different|next|new|worker|client|agent|secondary|replica|target|peer)`;
const FIRST = `(?:first|1st|same|local|original|main|primary|manager|leader|master|own|host)`;
const ELSEWHERE = new RegExp(
  [
    String.raw`\b(?:on|from|in|into|to)\s+(?:(?:the|your|a|an|each|every|all|both|any)\s+(?:of\s+the\s+)?)?(?:${OTHER}\s+)+${MACHINE}\b`,
    String.raw`\bon\s+another\s+${MACHINE}\b`,
    String.raw`\bon\s+(?:the\s+|your\s+|each\s+)?(?:workers?|clients?|agents?|remote)\b(?=[^a-z]*$|[,:.])`,
    String.raw`\bon\s+(?:the\s+)?\W?(?:node|host|worker|vm|machine|server|box|pc)[\s_#-]*(?:0?[2-9]|[b-d])\b`,
    String.raw`在\s*(?:第\s*[二三四234]|另(?:外)?一|其他|其它|远程|工作|每)\s*[台个]?\s*(?:机器|主机|节点|服务器|电脑)`,
  ].join('|'),
  'iu',
);
const BACK = new RegExp(
  [
    String.raw`\b(?:on|from|to)\s+(?:the\s+|your\s+|this\s+)?(?:(?:${FIRST}\s+)+${MACHINE}?|this\s+${MACHINE})\b`,
    String.raw`\bon\s+(?:the\s+)?\W?(?:node|host|manager|vm|machine|server|box|pc)[\s_#-]*(?:0?1|a)\b`,
    String.raw`在\s*(?:第\s*[一1]|本|管理|当前)\s*[台个]?\s*(?:机器?|主机|节点|服务器)`,
  ].join('|'),
  'iu',
);

/** Returns the machine that the text before a block names, by the line of the block. It counts until the next heading. */
export function hostsInText({ lines }: SourceText, fences: readonly Fence[]): ReadonlyMap<number, HostInText> {
  const hosts = new Map<number, HostInText>();
  const blocks = new Map(fences.map((fence) => [fence.position.line, fence]));
  const within = new Set(fences.flatMap(({ body }) => body.map(({ position }) => position.line)));
  let host: HostInText | undefined;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (blocks.has(line) && host) hosts.set(line, host);
    if (blocks.has(line) || within.has(line)) continue;
    const short = text.slice(0, LONGEST).replace(/[*`"“”]|\b_|_\b/gu, '');
    const heading = HEADING.exec(text.slice(0, LONGEST))
      ?.slice(1)
      .find((words) => words !== undefined)
      ?.replace(/[*`]/gu, '');
    if (heading !== undefined) host = undefined;
    const position = { line, column: 1 + text.search(/\S|$/u) };
    const named = ELSEWHERE.exec(short)?.[0] ?? (ELSEWHERE.test(`on ${heading}`) ? heading?.trim() : undefined);
    if (named !== undefined) host = { text: named, position };
    else if (BACK.test(short) || BACK.test(`on ${heading}`)) host = undefined;
  }
  return hosts;
}

/** With its words. A line that is wholly bold is as good as one. */
const HEADING = /^\s{0,3}#{1,6}\s+(.*)|^\s{0,3}(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$/u;

/** In characters. What a longer line says at its end is not read. */
const LONGEST = 1_000;
