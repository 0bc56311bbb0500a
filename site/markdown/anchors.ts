/**
 * Writes the anchors of links as the ids that they are: `#清理`, and not nine characters of `%E6%B8%85` for each Chinese
 * one. Browsers read both alike.
 */
import { defineHastPlugin, type HastPluginDefinition } from 'satteri';

export const anchorsPlugin: HastPluginDefinition = defineHastPlugin({
  name: 'anchors',
  element: {
    filter: ['a'],
    visit(node, context) {
      const { href } = node.properties ?? {};
      if (typeof href !== 'string' || !href.includes('#')) return;
      const written = href.replace(/(?<=#)(?:%[\dA-F]{2}|[\w-])+$/u, decodedId);
      if (written !== href) context.setProperty(node, 'href', written);
    },
  },
});

/** Returns an anchor unchanged if it is not the id of a heading, which has letters, digits and hyphens. */
function decodedId(anchor: string): string {
  const id = decodeURIComponent(anchor);
  return /^[\p{L}\p{N}_-]+$/u.test(id) ? id : anchor;
}
