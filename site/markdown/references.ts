/** What a page's source takes from its capture, with places for messages. */
import { type MdastPluginDefinition, mdxToJs } from 'satteri';
import type { CapturedRequest } from '../../snippets-runner/tutorial/capture/captured-value.ts';
import { snippetId } from './fence.ts';

export type Reference = { readonly line: number | undefined } & (
  | {
      readonly kind: 'snippet';
      readonly id: string /** The fence's text; a translation has none. */;
      readonly body: string | undefined;
    }
  | { readonly kind: 'value'; readonly request: CapturedRequest }
);

type JsxNode = Parameters<NonNullable<MdastPluginDefinition['mdxJsxFlowElement' | 'mdxJsxTextElement']>>[0];

/** In the order they stand. @throws what Sätteri throws when the source is not MDX */
export async function pageReferences(source: string): Promise<readonly Reference[]> {
  const references: Reference[] = [];
  await mdxToJs(source, { mdastPlugins: [collector(references)] });
  return references.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function collector(references: Reference[]): MdastPluginDefinition {
  const visitElement = (node: JsxNode): void => {
    const line = node.position?.start.line;
    const attributes = stringAttributes(node);
    if (node.name === 'Snippet') {
      references.push({ kind: 'snippet', id: attributes.id ?? '', body: undefined, line });
    } else if (node.name === 'Captured') {
      references.push({ kind: 'value', request: capturedRequest(attributes), line });
    }
  };
  return {
    name: 'references',
    options: { position: true },
    code(node) {
      const id = snippetId(node.meta);
      if (id !== undefined) references.push({ kind: 'snippet', id, body: node.value, line: node.position?.start.line });
    },
    mdxJsxFlowElement: visitElement,
    mdxJsxTextElement: visitElement,
  };
}

/** `step` may be written `"2"` or `{2}`. */
export function capturedRequest(attributes: Readonly<Record<string, string | number | undefined>>): CapturedRequest {
  const text = (name: string) => attributes[name]?.toString();
  const step = text('step');
  return {
    of: text('of') ?? '',
    step: step === undefined ? undefined : Number(step),
    path: text('path'),
    match: text('match'),
  };
}

function stringAttributes(node: JsxNode): Record<string, string> {
  return Object.fromEntries(
    node.attributes.flatMap((attribute) => {
      if (attribute.type !== 'mdxJsxAttribute') return [];
      const { name, value } = attribute;
      return [[name, typeof value === 'string' ? value : (value?.value ?? '')]];
    }),
  );
}
