/** Icons of what follows the reader, as `Icon.astro` draws those of the page. */
const ICONS = {
  network: 'M7.500 3h5v4.500h-5ZM2.500 13h5v4.500h-5ZM12.500 13h5v4.500h-5ZM10 7.500v3M5 13v-2.500h10V13',
  tick: 'M4 10.500 8.500 15 16.500 5.500',
} as const;

/** Returns the HTML of an icon. */
export function icon(name: keyof typeof ICONS): string {
  return `<svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}
