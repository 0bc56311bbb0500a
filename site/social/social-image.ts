/** The image of a page for those who share its address: the network that it builds, as a PNG of 1200 by 630 pixels. */
import sharp from 'sharp';
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { drawingsOf, pagePicture } from '../drawing/page-drawings.ts';
import { en } from '../i18n/en.ts';
import logo from '../public/favicon.svg?raw';
import base from '../styles/base.css?raw';
import drawing from '../styles/drawing.css?raw';
import { flatStyle } from './flat-style.ts';

/** What most places that show such an image ask for. */
const [WIDTH, HEIGHT] = [1200, 630];
const MARGIN = 44;
/** A taller drawing is cut at the lower edge. */
const SCALE = { least: 1.3, most: 1.75 };

const STYLE = `<style>${flatStyle(drawing, base)}</style>`;

const made = new Map<string, Promise<Buffer>>();

/**
 * Returns undefined for a page that does not change the network. Pages with the same network share an image.
 * @param aside ids of snippets whose network is not what the page is about
 */
export async function socialImage(capture: Capture, aside: ReadonlySet<string>): Promise<Buffer | undefined> {
  const picture = socialPicture(capture, aside);
  if (picture === undefined) return undefined;
  const image =
    made.get(picture) ??
    sharp(Buffer.from(composed(picture)))
      .png()
      .toBuffer();
  made.set(picture, image);
  return image;
}

/** Names and addresses are the same in all languages. Not every machine has the letters of all. */
function socialPicture(capture: Capture, aside: ReadonlySet<string>): string | undefined {
  return pagePicture(drawingsOf(capture), en.drawing, aside);
}

function composed(picture: string): string {
  const [, , , width = 1, height = 1] = picture.match(/viewBox="(\d+) (\d+) (\d+) (\d+)"/u)?.map(Number) ?? [];
  const scale = Math.min(SCALE.most, Math.max(SCALE.least, (HEIGHT - 2 * MARGIN) / height));
  const place = `x="${WIDTH - MARGIN - width * scale}" y="${MARGIN}" width="${width * scale}" height="${height * scale}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">`,
    STYLE,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fcfdfe"/>`,
    logo.replace('<svg ', `<svg x="140" y="195" width="240" height="240" `),
    picture.replace('<svg ', `<svg ${place} font-family="sans-serif" `),
    '</svg>',
  ].join('');
}
