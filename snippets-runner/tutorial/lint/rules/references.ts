/** Finds names of images and snippets that do not exist. */

import { meantHint } from '../../../base/nearest.ts';
import { SOURCE_LOCALE } from '../../page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function imageUnknown({ sources, images }: PageIndex): RuleProblem[] {
  return sources.flatMap(({ file, lab, positions }) =>
    lab.images.flatMap((image, index) => {
      if (images.has(image)) return [];
      const hint = `${meantHint('images', image, images)} To add an image, write content/images/${image}/image.yaml.`;
      return [
        {
          file,
          position: positions.images[index],
          message: `content/images has no image "${image}"`,
          hint,
        },
      ];
    }),
  );
}

/** Checks `<Snippet id>`, `<Captured of>`, `<Reach of>` and `<Path of>`. If the source is not valid MDX, its snippets are not known. */
export function snippetUnknown({ pages, page }: PageIndex): RuleProblem[] {
  return pages.flatMap(({ file, slug, snippetReferences, capturedValues, reachElements, pathElements }) => {
    const source = page(SOURCE_LOCALE, slug);
    if (!source) return [];
    const ids = new Set(source.snippets.map(({ id }) => id));
    const references = [
      ...snippetReferences,
      ...capturedValues.map(({ of, position }) => ({ id: of, position })),
      ...[...reachElements, ...pathElements].flatMap(({ of = [], position }) => of.map((id) => ({ id, position }))),
    ];
    return references
      .filter(({ id }) => !ids.has(id))
      .map(({ id, position }) => {
        const message = `${source.file} has no snippet "${id}"`;
        return { file, position, message, hint: meantHint('snippets', id, ids) };
      });
  });
}
