/** Every drawing of every step of every page, in both languages. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readCaptures } from '../../snippets-runner/tutorial/capture/read.ts';
import { questionSnippets } from '../data/question-snippets.ts';
import { changesOf } from '../drawing/changes.ts';
import { drawStep } from '../drawing/draw.ts';
import { drawingsOf, fullestStep, pagePicture, planFor, stepSvg } from '../drawing/page-drawings.ts';
import { isDrawn } from '../drawing/plan.ts';
import { type Scene, type Shape, WIDTH, widthOf } from '../drawing/scene.ts';
import { type Step, shownName } from '../drawing/step.ts';
import { changeText, descriptionOf } from '../drawing/words.ts';
import { en } from '../i18n/en.ts';
import { zhCn } from '../i18n/zh-cn.ts';
import { flatStyle } from '../social/flat-style.ts';

const CAPTURES = [...readCaptures('content/captures').captures.values()];
const LANGUAGES = { en: en.drawing, 'zh-cn': zhCn.drawing };

interface Drawn {
  readonly where: string;
  readonly step: Step;
  readonly scene: Scene;
}

const ALL: readonly Drawn[] = CAPTURES.flatMap((capture) =>
  Object.entries(LANGUAGES).flatMap(([language, words]) => {
    const drawings = drawingsOf(capture);
    return [...drawings.steps.values()].map((step) => ({
      where: `${capture.slug} ${step.id} ${language}`,
      step,
      scene: drawStep(step, planFor(step, drawings), words),
    }));
  }),
);

type Kind<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

function shapesIn<K extends Shape['kind']>(shapes: readonly Shape[], kind: K): readonly Kind<K>[] {
  return shapes.flatMap((shape) => [
    ...(shape.kind === kind ? [shape as Kind<K>] : []),
    ...(shape.kind === 'group' ? shapesIn(shape.shapes, kind) : []),
  ]);
}

/** Returns what a text covers. Letters without a stroke above or below are lower. */
function areaOf({ x, y, text, style, isEnd, isCentred }: Kind<'text'>) {
  const width = widthOf(text, style);
  const left = x - (isEnd ? width : isCentred ? width / 2 : 0);
  return { left, right: left + width, top: y - 8.5, bottom: y + 1.5, text };
}

test('there are drawings', () => {
  expect(ALL.length).toBeGreaterThan(200);
});

test('no text overlaps another, or leaves the drawing', () => {
  const wrong = ALL.flatMap(({ where, scene }) => {
    const areas = shapesIn(scene.shapes, 'text').map(areaOf);
    const outside = areas.filter(({ left, right, bottom }) => left < 0 || right > WIDTH || bottom > scene.height);
    const over = areas.flatMap((one, index) =>
      areas
        .slice(index + 1)
        .filter(
          (other) =>
            one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
        )
        .map((other) => `${one.text} over ${other.text}`),
    );
    return [...over, ...outside.map(({ text }) => `${text} is outside`)].map((what) => `${where}: ${what}`);
  });
  expect(wrong).toEqual([]);
});

test('no mark covers a text', () => {
  const wrong = ALL.flatMap(({ where, scene }) => {
    const areas = shapesIn(scene.shapes, 'text').map(areaOf);
    return shapesIn(scene.shapes, 'mark').flatMap(({ x, y }) =>
      areas
        .filter(({ left, right, top, bottom }) => x + 6 > left && x - 6 < right && y + 6 > top && y - 6 < bottom)
        .map(({ text }) => `${where}: ${text}`),
    );
  });
  expect(wrong).toEqual([]);
});

test('every endpoint of a running container is drawn once, with its address', () => {
  const wrong = ALL.flatMap(({ where, step: { topology }, scene }) => {
    const groups = shapesIn(scene.shapes, 'group').filter(({ shapes }) => shapes.some(isBox));
    const drawn = groups
      .flatMap(({ shapes }) => shapesIn(shapes, 'text'))
      .filter(({ style, isStruck }) => style === 'address' && !isStruck)
      .map(({ text }) => text);
    const isRunning = (name: string, node: string) =>
      topology.containers.some((each) => each.name === name && each.node === node && each.state === 'running');
    const networks = topology.networks.filter((network) => isDrawn(network, topology));
    const expected = [
      ...topology.endpoints
        .filter(({ container, node }) => isRunning(container, node))
        .filter(({ network, node }) => networks.some(({ name, nodes }) => name === network && nodes.includes(node)))
        .flatMap(({ ipv4, ipv6 }) => [ipv4 ?? [], ipv6 ?? []].flat()),
      ...(topology.services ?? []).flatMap(({ addresses = [] }) => addresses.map(({ ipv4 }) => ipv4)),
      ...topology.hosts.flatMap(({ interfaces = [] }) => interfaces.flatMap(({ ipv4 }) => ipv4.slice(0, 1))),
    ].map((address) => address.replace(/\/\d+$/u, ''));
    return drawn.toSorted().join() === expected.toSorted().join() ? [] : [`${where}: ${drawn} for ${expected}`];
  });
  expect(wrong).toEqual([]);
});

function isBox(shape: Shape): boolean {
  return shape.kind === 'rect' && shape.style === 'box';
}

test('every port that a task publishes on its own node has its arrow', () => {
  const isTaskWithPorts = ({ service, ports = [], state }: Step['topology']['containers'][number]) =>
    service !== undefined && ports.length > 0 && state === 'running';
  const withPorts = ALL.filter(({ step: { topology } }) => topology.containers.some(isTaskWithPorts));
  expect(withPorts.length).toBeGreaterThan(0);
  const wrong = withPorts.flatMap(({ where, step: { topology }, scene }) => {
    const texts = new Set(shapesIn(scene.shapes, 'text').map(({ text }) => text));
    return topology.containers
      .filter(isTaskWithPorts)
      .flatMap(({ ports = [] }) => ports.flatMap(({ published, target }) => [String(published), `→ ${target}`]))
      .filter((text) => !texts.has(text))
      .map((text) => `${where}: ${text}`);
  });
  expect(wrong).toEqual([]);
});

test('it says that a network is encrypted, even where there is little room', () => {
  const wrong = ALL.flatMap(({ where, step: { topology }, scene }) => {
    const drawn = topology.networks.filter((network) => network.encrypted && isDrawn(network, topology));
    const said = shapesIn(scene.shapes, 'text').filter(({ text }) => /encrypted|加密/u.test(text));
    return said.length < drawn.length ? [where] : [];
  });
  expect(wrong).toEqual([]);
});

test('every endpoint with an address has one stub', () => {
  const stubs = (id: string) => {
    const scene = ALL.find(({ where }) => where === `bridge/ipv6 ${id} en`)?.scene.shapes ?? [];
    const boxes = shapesIn(scene, 'group').filter(({ shapes }) => shapes.some(isBox));
    return boxes.map(({ title, shapes }) => [title.split(' ')[1], shapesIn(shapes, 'dot').length]);
  };
  // One with IPv4 alone, several with both, one with IPv6 alone.
  const expected = ['old', 'older', 'client', 'four', 'web', 'modern'].map((name) => [name, 1]);
  expect(stubs('six')).toEqual(expected);
});

test('every subnet of a network is drawn once, and described', () => {
  const wrong = ALL.flatMap(({ where, step, scene }) => {
    const networks = step.topology.networks.filter((network) => isDrawn(network, step.topology));
    const texts = shapesIn(scene.shapes, 'text').filter(({ isStruck }) => !isStruck);
    const description = descriptionOf(step, en.drawing);
    return networks
      .flatMap(({ subnets = [] }) => subnets)
      .filter(({ subnet }) => !texts.some(({ text }) => text === subnet) || !description.includes(subnet))
      .map(({ subnet }) => `${where}: ${subnet}`);
  });
  expect(wrong).toEqual([]);
});

test('every container, network and service of a step is named', () => {
  const wrong = ALL.flatMap(({ where, step: { topology }, scene }) => {
    const names = new Set(shapesIn(scene.shapes, 'text').map(({ text }) => text));
    // A name that is cut is whole in the title of its part.
    const titles = shapesIn(scene.shapes, 'group').map(({ title }) => title);
    const isCut = (name: string) =>
      [...names].some((text) => text.endsWith('…') && name.startsWith(text.slice(0, -1))) &&
      titles.some((title) => title.includes(name));
    const wanted = [
      ...topology.containers.filter(({ service }) => service === undefined).map(({ name }) => name),
      ...topology.networks.filter((network) => isDrawn(network, topology)).map(({ name }) => name),
      ...(topology.services ?? []).map(({ name }) => name),
      ...topology.hosts.map(({ name }) => name),
    ];
    return wanted.filter((name) => !names.has(name) && !isCut(name)).map((name) => `${where}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('nothing of the head of a network is cut short', () => {
  const cut = ALL.flatMap(({ where, scene }) =>
    shapesIn(scene.shapes, 'group')
      .filter(({ part }) => part?.startsWith('network '))
      .flatMap(({ shapes }) => shapesIn(shapes, 'text').filter(({ text }) => text.endsWith('…')))
      .map(({ text }) => `${where}: ${text}`),
  );
  expect(cut).toEqual([]);
});

test('the description names every container', () => {
  const wrong = ALL.filter(({ where }) => where.endsWith(' en')).flatMap(({ where, step }) => {
    const description = descriptionOf(step, en.drawing);
    const names = step.topology.containers.map(({ name }) => shownName(name));
    return names.filter((name) => !description.includes(name)).map((name) => `${where}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('the description says what a container has in place of a network', () => {
  const of = (slug: string, id: string) => ALL.find(({ where }) => where === `${slug} ${id} en`)?.step as Step;
  expect(descriptionOf(of('host/nginx', 'start-nginx'), en.drawing)).toContain('my_nginx: the host’s own.');
  expect(descriptionOf(of('none/isolated', 'start'), en.drawing)).toContain('sealed: loopback only.');
});

test('every step tells a change, except of what Docker makes itself, and of things replaced by their like', () => {
  // Networks are in the order of their ids, so they change places when one is made anew.
  const shown = (topology: Step['topology'] | undefined) =>
    Object.values(topology ?? {})
      .flat()
      .map((thing) => JSON.stringify(thing, (key, value) => (['id', 'mac'].includes(key) ? undefined : value)))
      .toSorted()
      .join('\n');
  const silent = ALL.filter(
    ({ where, step }) =>
      where.endsWith(' en') && changesOf(step).length === 0 && shown(step.before) !== shown(step.topology),
  );
  expect(silent.map(({ where }) => where)).toEqual([
    // One more task is wanted than there is room for.
    'overlay/client-address second-task en',
    'swarm/three-nodes clean-manager en',
    'swarm/three-nodes clean-worker-1 en',
    'swarm/three-nodes clean-worker-2 en',
  ]);
});

test('what is told as new or gone is marked in the drawing', () => {
  const wrong = ALL.flatMap(({ where, step, scene }) => {
    const groups = shapesIn(scene.shapes, 'group');
    const isNamed = (group: Kind<'group'>, name: string) =>
      shapesIn(group.shapes, 'text').some(
        ({ text }) =>
          [text, text.replace(/\.\d+$/u, '')].includes(name) ||
          (text.endsWith('…') && name.startsWith(text.slice(0, -1))),
      );
    return changesOf(step)
      .filter(({ kind, what }) => kind !== 'other' && !['node', 'place'].includes(what))
      .filter(({ name, kind, what }) => {
        const marks = groups.filter((group) => isNamed(group, name)).flatMap(({ shapes }) => shapesIn(shapes, 'mark'));
        // A network that was made anew is there, so only the new one is marked.
        return !marks.some(({ mark }) => mark === kind || (what === 'network' && mark === 'new'));
      })
      .map((change) => `${where}: ${change.kind} ${changeText(change, en.drawing)}`);
  });
  expect(wrong).toEqual([]);
});

test('a port that was taken away or added is marked beside its text', () => {
  const step = ALL.find(({ where }) => where === 'practice/firewalls still-open-anew en');
  const boxes = shapesIn(step?.scene.shapes ?? [], 'group').filter(({ title }) => title.startsWith('container web '));
  const texts = shapesIn(boxes, 'text').filter(({ text }) => text.endsWith('→ 80/tcp'));
  expect(texts.map(({ text, isStruck }) => [text, isStruck ?? false])).toEqual([
    ['127.0.0.1 → 80/tcp', false],
    // Of port 8081, which stays, and of port 8080.
    ['→ 80/tcp', false],
    ['→ 80/tcp', true],
  ]);
});

test('what is there is not struck through, though its first address has gone', () => {
  const wrong = ALL.flatMap(({ where, step: { topology }, scene }) => {
    const names = shapesIn(scene.shapes, 'text').filter(({ style }) => style === 'name');
    const struck = names.filter(({ isStruck }) => isStruck).map(({ text }) => text);
    const there = new Set(names.filter(({ isStruck }) => !isStruck).map(({ text }) => text));
    return topology.containers
      .map(({ name }) => shownName(name))
      .filter((name) => struck.includes(name) && !there.has(name))
      .map((name) => `${where}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('all that an address or a port had is gone with it, and is known as such', () => {
  const wrong = ALL.flatMap(({ where, scene }) =>
    shapesIn(scene.shapes, 'group')
      .filter(({ mark, shapes }) => mark === undefined && shapes.some(isBox))
      .flatMap(({ shapes }) => shapes.filter((shape) => shape.kind === 'mark' && shape.mark === 'gone'))
      .map(() => where),
  );
  expect(wrong).toEqual([]);
  const { scene } = ALL.find((each) => each.where === 'bridge/several-networks metrics-leaves en') as Drawn;
  const gone = shapesIn(scene.shapes, 'group').filter(({ mark }) => mark === 'gone');
  expect(gone.map(({ shapes }) => shapes.map(({ kind }) => kind))).toEqual([
    ['text', 'mark', 'path'],
    ['text', 'mark', 'rect', 'text', 'path', 'path'],
  ]);
});

test('a container that does not run has no address, in the drawing and in words', () => {
  const at = ({ step }: Drawn, name: string) =>
    step.topology.endpoints.filter(({ container }) => container === name).map(({ ipv4 = '' }) => ipv4);
  const failed = ALL.find(({ where }) => where === 'bridge/publish in-use en') as Drawn;
  expect(at(failed, 'second')).toEqual(['']);
  expect(changesOf(failed.step).map((change) => changeText(change, en.drawing))).toEqual(['second · bridge']);
  expect(descriptionOf(failed.step, en.drawing)).not.toContain('172.17.0.4');
});

test('the ports of services stand in the frames of their hosts', () => {
  const wrong = ALL.flatMap(({ where, scene }) => {
    const rects = shapesIn(scene.shapes, 'rect');
    const frames = rects.filter(({ style }) => style === 'frame');
    return rects
      .filter(({ style }) => style === 'published')
      .filter((pill) => !frames.some(({ y, height }) => y <= pill.y && pill.y + pill.height < y + height))
      .map(({ y }) => `${where}: ${y}`);
  });
  expect(wrong).toEqual([]);
});

test('the switch of a network is at the same place in all steps of a page', () => {
  for (const capture of CAPTURES) {
    const drawings = drawingsOf(capture);
    const places = new Map<string, Set<number>>();
    const plans = [drawings.plan, ...new Set(drawings.exercisePlans.values())];
    for (const step of drawings.steps.values()) {
      const plan = planFor(step, drawings);
      for (const { title, shapes } of shapesIn(drawStep(step, plan, en.drawing).shapes, 'group')) {
        // A network of a swarm may be on other hosts in the next step.
        const [head] = shapes.filter((shape) => shape.kind === 'rect' && shape.style === 'switch');
        const [name = ''] = title.split(', driver overlay');
        // Each exercise has places of its own.
        const key = `${plans.indexOf(plan)} ${title.includes('driver overlay') ? name.replace(/ on .*/u, '') : title}`;
        if (head?.kind === 'rect') places.set(key, (places.get(key) ?? new Set()).add(head.x));
      }
    }
    for (const [network, own] of places) expect([capture.slug, network, own.size]).toEqual([capture.slug, network, 1]);
  }
});

test('what the reader will build is not what a question builds', () => {
  const full = CAPTURES.flatMap((capture) => {
    const aside = questionSnippets(capture.slug);
    const step = fullestStep(drawingsOf(capture), aside);
    return step ? [{ where: `${capture.slug} ${step.id}`, isAside: aside.has(step.id) }] : [];
  });
  expect(full.filter(({ isAside }) => isAside)).toEqual([]);
  expect(full.map(({ where }) => where)).toContain('outside/mtu narrow');
  expect(questionSnippets('outside/mtu')).toContain('question-overlay');
});

test('the drawings of the heaviest page are small', () => {
  const words = en.drawing;
  const sizes = CAPTURES.map((capture) => {
    const drawings = drawingsOf(capture);
    const all = [...drawings.steps.values()].map((step) =>
      stepSvg(step, drawings, { id: step.id, title: words.title(step.id), words }),
    );
    return gzipSync(all.join('')).length;
  });
  expect(Math.max(...sizes)).toBeLessThan(10_000);
});

test('every change is told in words, with no value left out', () => {
  const told = ALL.flatMap(({ where, step }) =>
    changesOf(step).map((change) => `${where}: ${changeText(change, en.drawing)}`),
  );
  expect(told.filter((text) => /undefined|NaN|: $/u.test(text))).toEqual([]);
  expect(told.length).toBeGreaterThan(200);
});

describe('outside of a browser', () => {
  const [drawing, base] = ['drawing', 'base'].map((name) => readFileSync(`site/styles/${name}.css`, 'utf8'));
  const style = flatStyle(drawing ?? '', base ?? '');

  test('the style has colours in place of variables and functions', () => {
    expect(style).not.toMatch(/var\(|light-dark|color-mix|:is|&/u);
    expect(style).toContain('.wi.c-overlay-1{stroke: #b0246a;');
    // 4 % of #0b5cad on #fcfdfe.
    expect(style).toContain('.fr.h0{fill: #f2f7fb;');
    expect(style).toContain('.na{font-weight:650;font-size:12.5px;font-family:monospace}');
  });

  test('every kind of shape has a style', () => {
    const classes = new Set(
      CAPTURES.flatMap((capture) => {
        const svg = pagePicture(drawingsOf(capture), en.drawing) ?? '';
        return [...svg.matchAll(/<(?!g|svg)\w+ class="(\w+)/gu)].map(([, name]) => name);
      }),
    );
    expect(classes.size).toBeGreaterThan(12);
    expect([...classes].filter((name) => !style.includes(`.${name}`))).toEqual([]);
  });
});

describe('the colours', () => {
  const css = readFileSync('site/styles/drawing.css', 'utf8');
  const pairs = [...css.matchAll(/--c: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gu)];

  test.each([
    ['light', 1, '#fcfdfe'],
    ['dark', 2, '#0e141b'],
  ])('have enough contrast on %s paper', (_scheme, index, paper) => {
    expect(pairs.length).toBeGreaterThan(15);
    const weak = pairs.map((pair) => pair[index] ?? '').filter((colour) => contrast(colour, paper) < 4.5);
    expect(weak).toEqual([]);
  });
});

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
