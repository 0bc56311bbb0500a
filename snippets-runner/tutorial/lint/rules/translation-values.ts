/**
 * Compares what a translation must not translate with its source: captured values, code, keys, links and numbers. Each
 * section must have those of the same section of the source, as often, in any order.
 */
import { without } from '../../../base/without.ts';
import { firstDifference } from '../../page/blocks.ts';
import type { Block, ParsedPage } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';
import { partAt, partsOf } from './page-parts.ts';
import { type PageValue, valuesOf } from './page-values.ts';
import { headingDifference } from './translations.ts';

export function translationValues(index: PageIndex): RuleProblem[] {
  return index.translations.flatMap(({ page, source }) => {
    // Without the same headings, it is not known which sections belong together.
    if (!source || headingDifference(page.sections, source.sections)) return [];
    const [own, theirs] = [valuesOf(page, index), valuesOf(source, index)];
    const [ownParts, theirParts] = [partsOf(page, source), partsOf(source, source)];
    return [
      ...orderProblems(page, source),
      ...page.sections.flatMap((_, section) => {
        if (!isUpToDate(page, source, section)) return [];
        const pair = { page, source, section, own: own[section] ?? [], theirs: theirs[section] ?? [] };
        const problems = sectionProblems(pair);
        return problems.length > 0 ? problems : partProblems(pair, ownParts[section] ?? [], theirParts[section] ?? []);
      }),
    ];
  });
}

/** Returns false if the source has changed: then `translation-outdated` tells the author to read the section again. */
export function isUpToDate({ translated }: ParsedPage, { sections }: ParsedPage, section: number): boolean {
  return translated === undefined || translated[section] === sections[section]?.proseHash;
}

function orderProblems(page: ParsedPage, source: ParsedPage): RuleProblem[] {
  if (page.order === source.order) return [];
  const stated = (order: number | undefined) => (order === undefined ? 'missing' : String(order));
  const message = `the order is ${stated(page.order)}, but in the source it is ${stated(source.order)}`;
  const hint = 'Give the translation the same order, so that the sidebar is the same in every language.';
  return [{ file: page.file, position: page.positions.order, message, hint }];
}

interface SectionPair {
  readonly page: ParsedPage;
  readonly source: ParsedPage;
  readonly section: number;
  readonly own: readonly PageValue[];
  readonly theirs: readonly PageValue[];
}

function sectionProblems({ page, source, section, own, theirs }: SectionPair): RuleProblem[] {
  const kinds = new Set([...own, ...theirs].map(({ kind }) => kind));
  return [...kinds].flatMap((each) => {
    const here = own.filter(({ kind }) => kind === each);
    const there = theirs.filter(({ kind }) => kind === each);
    // A link that leads nowhere is reported as such.
    if ([...here, ...there].some(({ key }) => key === undefined)) return [];
    const [added, missing] = [without(here, there, keyOf), without(there, here, keyOf)];
    const known = new Set(there.map(({ key }) => key));
    const places = (values: readonly PageValue[]) =>
      values.map(({ shown, position }) => `${shown} (${source.file}:${position.line}:${position.column})`).join(', ');
    const replaced = added.map((value, at): RuleProblem => {
      const meant = missing[at];
      return {
        file: page.file,
        position: value.position,
        message: `${value.shown} is ${known.has(value.key) ? 'here more often than' : 'not'} in this section of the source`,
        hint: meant
          ? `In the source it is ${places([meant])}. Write the same in both.`
          : 'Leave it out, or write it in the source, too.',
      };
    });
    const lacking = missing.slice(added.length);
    if (lacking.length === 0) return replaced;
    const message = `this section lacks ${countedList(lacking)}, which the source has`;
    const hint = `Write what the source has: ${places(lacking)}.`;
    return [...replaced, { file: page.file, position: page.sections[section]?.position, message, hint }];
  });
}

/** Finds values that are in another part of the section than in the source, such as another row of a table. */
function partProblems(
  { page, source, own, theirs }: SectionPair,
  ownParts: readonly Block[],
  theirParts: readonly Block[],
): RuleProblem[] {
  // Without the same parts, it is not known which belong together.
  if (firstDifference(ownParts, theirParts) !== undefined) return [];
  const inPart = (value: PageValue, parts: readonly Block[]): PageValue => {
    return { ...value, key: `${partAt(parts, value.position)} ${value.kind} ${value.key}` };
  };
  const here = own.filter(isComparable).map((value) => inPart(value, ownParts));
  const there = theirs.filter(isComparable).map((value) => inPart(value, theirParts));
  const elsewhere = new Map(
    without(there, here, keyOf)
      .toReversed()
      .map((value) => [value.shown, value]),
  );
  return without(here, there, keyOf).map(({ shown, position }) => {
    const meant = elsewhere.get(shown);
    const place = meant ? ` (${source.file}:${meant.position.line}:${meant.position.column})` : '';
    const message = `${shown} is in another part of this section than in the source${place}`;
    const hint =
      'Keep it in the same item of a list, in the same cell of a table, and on the same side of a snippet as in the source.';
    return { file: page.file, position, message, hint };
  });
}

function isComparable({ key }: PageValue): boolean {
  return key !== undefined;
}

function keyOf({ key }: PageValue): unknown {
  return key;
}

/** Returns a list such as `` `a` twice and `b` ``. */
function countedList(values: readonly PageValue[]): string {
  const texts = Array.from(
    Map.groupBy(values, ({ shown }) => shown),
    ([shown, { length }]) => (length === 1 ? shown : `${shown} ${length === 2 ? 'twice' : `${length} times`}`),
  );
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(texts);
}
