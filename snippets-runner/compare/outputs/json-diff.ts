/** Explains the differences between two JSON trees, line by line. */
import { append } from '../../base/append.ts';
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import { roleOfKey } from '../tokens/text-roles.ts';
import { additionalLine, explainTexts, missingLine, sameLine, within } from './diff.ts';
import {
  assignMembers,
  isObject,
  isScalar,
  type Json,
  type JsonObject,
  type Member,
  type Members,
  matchJson,
  type Scalar,
  splitMembers,
} from './json.ts';

const INDENT = '    ';

/** Returns the printed tree as lines, indented as Docker does it, with its differences. Binds what matches. */
export function explainJson(captured: Json, printed: Json, comparison: Comparison): DiffLine[] {
  return explainValue(captured, printed, { key: '', before: '', after: '' }, comparison);
}

/** The key of a value, and the text before and after it. */
interface Setting {
  readonly key: string;
  /** Indentation and the key, as printed. */
  readonly before: string;
  /** A comma, or nothing. */
  readonly after: string;
}

function explainValue(captured: Json, printed: Json, setting: Setting, comparison: Comparison): DiffLine[] {
  if (comparison.substitution.attempt(() => matchJson(captured, printed, setting.key, comparison))) {
    return linesOf(printed, setting).map(sameLine);
  }
  const inner = `${indentOf(setting.before)}${INDENT}`;
  const wrap = (open: string, lines: readonly DiffLine[], close: string) => [
    sameLine(`${setting.before}${open}`),
    ...lines,
    sameLine(`${indentOf(setting.before)}${close}${setting.after}`),
  ];
  if (Array.isArray(captured) && Array.isArray(printed)) {
    return wrap('[', explainElements(captured, printed, { ...setting, before: inner }, comparison), ']');
  }
  if (isObject(captured) && isObject(printed)) {
    return wrap('{', explainMembers(captured, printed, inner, comparison), '}');
  }
  if (isScalar(captured) && isScalar(printed)) return explainScalars(captured, printed, setting, comparison);
  return [...missing(captured, setting, undefined, comparison), ...additional(printed, setting, undefined)];
}

function explainScalars(captured: Scalar, printed: Scalar, setting: Setting, comparison: Comparison): DiffLine[] {
  const [before, now] = [JSON.stringify(captured), JSON.stringify(printed)];
  const role = roleOfKey(setting.key);
  return explainTexts(comparison.captured(before, role), comparison.printed(now, role), comparison).map((line) =>
    within(setting.before, line, setting.after),
  );
}

function explainElements(
  captured: readonly Json[],
  printed: readonly Json[],
  setting: Setting,
  comparison: Comparison,
): DiffLine[] {
  const lines: DiffLine[] = [];
  for (let index = 0; index < Math.max(captured.length, printed.length); index++) {
    const [before, now] = [captured[index], printed[index]];
    const here = { ...setting, after: index < printed.length - 1 ? ',' : '' };
    if (before !== undefined && now !== undefined) append(lines, explainValue(before, now, here, comparison));
    else if (before !== undefined) append(lines, missing(before, here, 'element missing', comparison));
    else if (now !== undefined) append(lines, additional(now, here, 'additional element'));
  }
  return lines;
}

function explainMembers(captured: JsonObject, printed: JsonObject, indent: string, comparison: Comparison): DiffLine[] {
  const members = splitMembers(captured, printed, comparison);
  const counterparts = pairMembers(members, comparison);
  const lastKey = Object.keys(printed).at(-1);
  const setting = (key: string) => ({
    key,
    before: `${indent}${JSON.stringify(key)}: `,
    after: key === lastKey ? '' : ',',
  });
  const lines = Object.entries(printed).flatMap(([key, value]) => {
    const member = Object.hasOwn(captured, key) && members.common.includes(key) ? key : counterparts.get(key);
    if (member === undefined) return additional(value, setting(key), 'additional member');
    return explainMember([member, captured[member] as Json], [key, value], setting(key), comparison);
  });
  const paired = new Set(counterparts.values());
  const unpaired = members.captured.map(([key]) => key).filter((key) => !paired.has(key));
  return [
    ...lines,
    ...[...members.missing, ...unpaired].flatMap((key) =>
      missing(captured[key] as Json, setting(key), 'member missing', comparison),
    ),
  ];
}

function explainMember(captured: Member, printed: Member, setting: Setting, comparison: Comparison): DiffLine[] {
  const key = [comparison.captured(captured[0], 'line'), comparison.printed(printed[0], 'line')] as const;
  const lines = explainValue(captured[1], printed[1], setting, comparison);
  if (comparison.substitution.attempt(() => matchTexts(...key, comparison))) return lines;
  // The keys differ. If the value begins with the same text on both sides, such as `{`, it stays beside the keys.
  const indent = indentOf(setting.before);
  const [first] = lines;
  const opening = first?.kind === 'same' ? first.text.slice(setting.before.length - ': '.length) : ':';
  return [
    ...explainTexts(...key, comparison).map((line) => within(`${indent}"`, line, `"${opening}`)),
    ...lines.slice(first?.kind === 'same' ? 1 : 0),
  ];
}

/**
 * Pairs keys that are identities: matching members first, then the others in order. Returns the captured key by printed
 * key.
 */
function pairMembers(members: Members, comparison: Comparison): Map<string, string> {
  const assigned = assignMembers(members, comparison);
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (captured: string, printed: string) => {
    pairs.set(printed, captured);
    taken.add(captured);
  };
  for (const [before, now] of assigned) pair(members.captured[before]?.[0] ?? '', members.printed[now]?.[0] ?? '');
  for (const [key] of members.printed) {
    if (pairs.has(key)) continue;
    const keyMatches = ([captured]: Member) =>
      !taken.has(captured) &&
      comparison.substitution.attempt(() =>
        matchTexts(comparison.captured(captured, 'line'), comparison.printed(key, 'line'), comparison),
      );
    const found = members.captured.find(keyMatches) ?? members.captured.find(([captured]) => !taken.has(captured));
    if (found) pair(found[0], key);
  }
  return pairs;
}

function missing(captured: Json, setting: Setting, note: string | undefined, comparison: Comparison): DiffLine[] {
  return linesOf(captured, setting).map((line) => missingLine(comparison.captured(line, 'line'), note, comparison));
}

function additional(printed: Json, setting: Setting, note: string | undefined): DiffLine[] {
  return linesOf(printed, setting).map((line) => additionalLine(line, note));
}

function linesOf(value: Json, { before, after }: Setting): string[] {
  const indent = indentOf(before);
  const lines = JSON.stringify(value, null, INDENT).split('\n');
  return lines.map((line, index) => {
    const start = index === 0 ? before : indent;
    return `${start}${line}${index === lines.length - 1 ? after : ''}`;
  });
}

function indentOf(line: string): string {
  return /^ */u.exec(line)?.[0] ?? '';
}
