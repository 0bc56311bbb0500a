/**
 * Finds what a page begins with: the snippets of another page that its front matter names in `begins`. A page is parsed
 * without looking at others, so this comes afterwards.
 */
import { isDeepStrictEqual } from 'node:util';
import { COMMAND } from '../../base/installation.ts';
import { listed, meantHint, nearest } from '../../base/nearest.ts';
import { exerciseSnippetIds } from '../exercise/play-order.ts';
import type { Beginning, Begins, LabSpec, Position, Snippet } from '../page.ts';
import type { ParsedPage } from '../parsed-page.ts';
import { byPosition, type Problem } from '../problem.ts';
import { placeholdersOf } from '../snippet/placeholder.ts';
import { givenPlaceholders, reportPlaceholder } from '../snippet/snippets.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { ParseResult } from './parse-page.ts';

/** The pages in the source language. */
export interface SourcePages {
  /** Returns a page as it was parsed, without its beginning. Undefined if there is none. */
  readonly find: (slug: string) => ParseResult | undefined;
  /** For a hint, where there is no page of that name. */
  readonly slugs: () => Iterable<string>;
}

/**
 * Returns the page with its beginning, and all mistakes in it. A page that begins in a fresh lab is returned as it is.
 * The other page is one that begins in a fresh lab, so there is never a circle.
 */
export function withBeginning(result: ParseResult, sources: SourcePages): ParseResult {
  const { page } = result;
  const begins = page?.begins;
  // With mistakes in its front matter, the lab of the page is not known.
  if (!page || !begins || result.problems.some(({ code }) => code === 'front-matter-invalid')) return result;
  const found: Problem[] = [];
  const report: ReportProblem = (code, position, message, hint) =>
    found.push({ code, file: page.file, position, message, hint });
  const beginning = beginningOf(page, begins, sources, report);
  return {
    ...result,
    page: found.length === 0 && beginning ? { ...page, beginning } : page,
    problems: [...result.problems, ...found].toSorted(byPosition),
  };
}

function beginningOf(
  page: ParsedPage,
  begins: Begins,
  sources: SourcePages,
  report: ReportProblem,
): Beginning | undefined {
  const refuse = (position: Position, message: string, hint: string) =>
    report('beginning-invalid', position, message, hint);
  const at = begins.positions.page;
  const other = otherPage(page, begins, sources, (message, hint) => refuse(at, message, hint));
  if (!other) return undefined;
  const { slug, file, title } = other;
  const { found, isWhole } = named(begins, other, refuse);
  for (const { snippet, position } of found) {
    const { node, id } = snippet;
    if (page.lab.nodes.includes(node)) continue;
    const hint = `Add the node to this page's lab.nodes, or leave out the snippet.`;
    refuse(position, `"${id}" of ${file} runs on the node "${node}", which the lab of this page does not have`, hint);
  }
  for (const lack of lacksOf(page.lab, other.lab)) {
    const hint = 'Give both pages the same: the snippets have been tried only there.';
    refuse(at, `the lab of ${file} has ${lack}, and that of this page does not`, hint);
  }
  // One that was not found may be the one that saves a value.
  if (!isWhole) return undefined;
  const snippets = found.map(({ snippet }) => snippet);
  const known = checkPlaceholders(page, begins, snippets, report);
  checkSaves(page, other, known, report);
  return { slug, file, title, snippets };
}

/** Returns the page that is begun with. Reports why nothing can begin with it, and returns undefined then. */
function otherPage(
  page: ParsedPage,
  { page: slug }: Begins,
  { find, slugs }: SourcePages,
  refuse: (message: string, hint: string) => void,
): ParsedPage | undefined {
  if (slug === page.slug) {
    refuse('a page cannot begin with its own snippets', 'Name another page.');
    return undefined;
  }
  const result = find(slug);
  const other = result?.page;
  if (!result) {
    const meant = nearest(slug, slugs());
    const hint = meant === undefined ? `\`${COMMAND} list\` shows the pages.` : `Did you mean "${meant}"?`;
    refuse(`there is no page "${slug}"`, hint);
    return undefined;
  }
  if (!other || result.problems.length > 0) {
    refuse(`the page "${slug}" has mistakes, so no page can begin with it`, `Run: ${COMMAND} lint ${slug}`);
    return undefined;
  }
  if (other.begins) {
    const message = `the page "${slug}" itself begins with snippets of "${other.begins.page}"`;
    refuse(message, 'Name a page that begins in a fresh lab.');
    return undefined;
  }
  return other;
}

interface Named {
  /** Those that the other page has, and where `begins` names them. */
  readonly found: readonly { readonly snippet: Snippet; readonly position: Position }[];
  /** Whether these are all, in the order of the other page. */
  readonly isWhole: boolean;
}

/** Finds the snippets of the other page. Reports those that it does not have at that place. */
function named(
  { snippets: ids, positions }: Begins,
  other: ParsedPage,
  refuse: (position: Position, message: string, hint: string) => void,
): Named {
  const inExercises = new Set(other.exercises.flatMap(exerciseSnippetIds));
  const own = other.snippets.filter(({ id, repeats }) => repeats === undefined && !inExercises.has(id));
  let isWhole = true;
  let last = -1;
  const found = ids.flatMap((id, index) => {
    const position = positions.snippets[index] ?? positions.page;
    const place = own.findIndex((snippet) => snippet.id === id);
    const snippet = own[place];
    if (!snippet) {
      isWhole = false;
      const hint = meantHint(
        'snippets',
        id,
        own.map((each) => each.id),
      );
      const isInExercise = inExercises.has(id);
      const message = isInExercise
        ? `"${id}" of ${other.file} is a part of an exercise`
        : `${other.file} has no snippet "${id}"`;
      refuse(position, message, hint);
      return [];
    }
    if (place <= last) {
      isWhole = false;
      refuse(position, `"${id}" is not after the snippet before it`, `Write them in the order of ${other.file}.`);
    }
    last = place;
    return [{ snippet, position }];
  });
  return { found, isWhole };
}

/** Returns what one lab has and another lacks. Nodes are compared one by one: not all of them are needed. */
function lacksOf(own: LabSpec, other: LabSpec): readonly string[] {
  const missing = (name: 'images' | 'needs') => {
    const lacking = other[name].filter((each) => !(own[name] as readonly string[]).includes(each));
    return lacking.length > 0 ? [`${name} ${listed(lacking)}`] : [];
  };
  return [
    ...missing('images'),
    ...missing('needs'),
    ...(other.outside && !own.outside ? ['a web server outside of its nodes'] : []),
    ...(isDeepStrictEqual(own.daemon, other.daemon) ? [] : ['other options of its daemons']),
  ];
}

/** Returns where the placeholders of the page have their values from, by name. Reports those that have none. */
function checkPlaceholders(
  page: ParsedPage,
  { placeholders, positions }: Begins,
  snippets: readonly Snippet[],
  report: ReportProblem,
): ReadonlyMap<string, string> {
  const known = givenPlaceholders(page.lab);
  for (const [index, { id, steps, saves }] of snippets.entries()) {
    for (const name of placeholdersOf(steps.map(({ text }) => text).join('\n'))) {
      if (known.has(name)) continue;
      const hint = `Name the snippet that saves it, too. The placeholders with a value are ${listed(known.keys())}.`;
      const position = positions.snippets[index] ?? positions.page;
      report('beginning-invalid', position, `"${id}" needs <${name}>, which has no value here`, hint);
    }
    for (const { name } of saves) known.set(name, `snippet "${id}"`);
  }
  for (const used of placeholders) {
    if (!known.has(used.name)) reportPlaceholder(used, known.keys(), report);
  }
  return known;
}

function checkSaves(
  { snippets }: ParsedPage,
  other: ParsedPage,
  known: ReadonlyMap<string, string>,
  report: ReportProblem,
): void {
  for (const { saves, position } of snippets) {
    for (const { name } of saves) {
      const giver = known.get(name);
      if (giver === undefined || giver === 'the lab') continue;
      const hint = 'Choose another name: a placeholder has one value in the whole page.';
      report('save-duplicate', position, `<${name}> already has a value, from ${giver} of ${other.file}`, hint);
    }
  }
}
