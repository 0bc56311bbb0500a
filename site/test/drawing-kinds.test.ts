/**
 * One drawing of each kind, as a picture that a browser shows: `fixtures/drawings/KIND.svg`, drawn from `KIND.json`. Look
 * at the pictures before you take over a difference with `vitest -u`.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import { drawStep } from '../drawing/draw.ts';
import { planOf } from '../drawing/plan.ts';
import type { Step } from '../drawing/step.ts';
import { svgOf } from '../drawing/svg.ts';
import { descriptionOf } from '../drawing/words.ts';
import { en } from '../i18n/en.ts';

const FOLDER = 'site/test/fixtures/drawings';
const KINDS = globSync(`${FOLDER}/*.json`).map((file) => basename(file, '.json'));

test('there are kinds', () => expect(KINDS.length).toBeGreaterThan(10));

test.each(KINDS)('%s', async (kind) => {
  const { before, topology }: { before: Topology; topology: Topology } = JSON.parse(
    readFileSync(`${FOLDER}/${kind}.json`, 'utf8'),
  );
  const steps: readonly Step[] = [
    { id: 'before', topology: before, before: undefined },
    { id: 'now', topology, before },
  ];
  const [, now] = steps as [Step, Step];
  const scene = drawStep(now, planOf(steps), en.drawing);
  const svg = svgOf(scene, { id: 'now', title: kind, description: descriptionOf(now, en.drawing) });
  const standalone = svg
    .replace(
      '<svg ',
      '<?xml-stylesheet href="../../../styles/base.css"?><?xml-stylesheet href="../../../styles/drawing.css"?>\n<svg xmlns="http://www.w3.org/2000/svg" ',
    )
    .replaceAll(/<(?=[a-z])/gu, '\n<');
  await expect(`${standalone.trim()}\n`).toMatchFileSnapshot(resolve(FOLDER, `${kind}.svg`));
});
