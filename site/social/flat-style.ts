/**
 * Turns the stylesheet of the drawings into one that draws the light scheme outside of a browser. Programs that make
 * images of SVG know no variables, no nesting and no functions of colours, so each rule is written once for each colour.
 */

/** @param drawing text of `drawing.css`. @param base text of `base.css`, which has the colours of the site */
export function flatStyle(drawing: string, base: string): string {
  const site = new Map(
    [...base.matchAll(/--([\w-]+): light-dark\((#\w+), /gu)].map(([, name = '', light = '']) => [name, light]),
  );
  const rules = nestedRules(drawing);
  const colours = rules.flatMap(({ selectors, body }) => {
    const colour = /^--c: (?:light-dark\((#\w+), .*\)|var\(--([\w-]+)\));$/u.exec(body);
    const value = colour?.[1] ?? site.get(colour?.[2] ?? '');
    return value === undefined ? [] : selectors.map((selector) => ({ selector, value }));
  });
  return rules
    .filter(({ body }) => !body.startsWith('--c:'))
    .flatMap(({ selectors, body }) =>
      selectors.flatMap((selector) => [
        rule(selector, body, site),
        ...(body.includes('var(--c')
          ? colours.map((colour) => rule(selector + colour.selector, body, new Map([...site, ['c', colour.value]])))
          : []),
      ]),
    )
    .join('');
}

interface Rule {
  readonly selectors: readonly string[];
  readonly body: string;
}

/** The rules inside `.drawing-svg`. */
function nestedRules(css: string): readonly Rule[] {
  const block = css.slice(css.indexOf('.drawing-svg {'));
  return [...block.matchAll(/^ {2}& ([^{]+) \{\n([^}]*)\}/gmu)].map(([, selector = '', body = '']) => ({
    selectors: listed(selector),
    body: body.trim().replace(/\n\s*/gu, ' '),
  }));
}

/** Writes `path:is(.a, .b)` as `path.a` and `path.b`. */
function listed(selector: string): readonly string[] {
  const [whole, inner] = /:is\(([^)]*)\)/u.exec(selector) ?? [];
  if (whole === undefined) return [selector];
  return (inner ?? '').split(', ').map((each) => selector.replace(whole, each));
}

function rule(selector: string, body: string, values: ReadonlyMap<string, string>): string {
  const declarations = body
    .split(';')
    .map((declaration) => flat(declaration.trim(), values))
    // Of a colour that the element does not have.
    .filter((declaration) => declaration !== '' && !declaration.includes('var('));
  return declarations.length === 0 ? '' : `${selector}{${declarations.join(';')}}`;
}

function flat(declaration: string, values: ReadonlyMap<string, string>): string {
  const known = declaration
    .replace(/var\(--(mono|sans)\)/gu, (_whole, family) => (family === 'mono' ? 'monospace' : 'sans-serif'))
    .replace(/var\(--([\w-]+)\)/gu, (whole, name) => values.get(name) ?? whole)
    .replace(/var\(--([\w-]+), (#\w+)\)/gu, (_whole, name, other) => values.get(name) ?? other)
    .replace(/color-mix\(in srgb, (#\w+) (\d+)%, (#\w+)\)/gu, (_whole, one, percent, other) =>
      mixed(one, other, percent / 100),
    );
  const [, weight, size, family] = /^font: (?:(\d+) )?([\d.]+px) (.*)$/u.exec(known) ?? [];
  return size === undefined ? known : `font-weight:${weight ?? 400};font-size:${size};font-family:${family}`;
}

function mixed(one: string, other: string, part: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [first, second] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(first * part + second * (1 - part))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
