/** Names in pages that lead to nothing. */

import { listed, nearest } from '../../../base/nearest.ts';
import { SOURCE_LOCALE } from '../../page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function imageUnknown({ sources, images }: PageIndex): RuleProblem[] {
  return sources.flatMap(({ file, lab, positions }) =>
    lab.images.flatMap((image, index) => {
      if (images.has(image)) return [];
      const hint = `${hintFor(image, images)} Or describe it in content/images/${image}/image.yaml.`;
      return [
        {
          file,
          position: positions.images[index],
          message: `no image "${image}" is described under content/images`,
          hint,
        },
      ];
    }),
  );
}

/** Of both `<Snippet id>` and `<Captured of>`; not where the source cannot be read. */
export function snippetUnknown({ pages, page }: PageIndex): RuleProblem[] {
  return pages.flatMap(({ file, slug, snippetReferences, capturedValues }) => {
    const source = page(SOURCE_LOCALE, slug);
    if (!source) return [];
    const ids = new Set(source.snippets.map(({ id }) => id));
    const references = [...snippetReferences, ...capturedValues.map(({ of, position }) => ({ id: of, position }))];
    return references
      .filter(({ id }) => !ids.has(id))
      .map(({ id, position }) => {
        const message = `${source.file} has no snippet "${id}"`;
        return { file, position, message, hint: hintFor(id, ids) };
      });
  });
}

function hintFor(name: string, known: ReadonlySet<string>): string {
  const meant = nearest(name, known);
  return meant === undefined
    ? `There ${known.size === 1 ? 'is' : 'are'} ${listed(known)}.`
    : `Did you mean "${meant}"?`;
}
