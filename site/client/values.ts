import type { ReaderValue } from './shell-quoting.ts';
import { recall, remember } from './storage.ts';

/**
 * Returns a function from a name to what is in its field. The fields are restored when the page is shown again in the
 * same tab. Not for longer: the token with which a node joins a swarm is a secret, and the addresses of a lab change.
 */
export function setUpValues(): (name: string) => ReaderValue {
  const box = document.querySelector<HTMLElement>('[data-values]');
  const fields = [...(box?.querySelectorAll('input') ?? [])];
  const key = `values:${box?.dataset.values}`;
  const stored = new URLSearchParams(recall(key, 'sessionStorage') ?? '');
  const keep = () => {
    const values = new URLSearchParams(fields.map(({ name, value }) => [name, value]));
    remember(key, `${values}`, 'sessionStorage');
  };
  // The reader may have typed while this was loaded.
  if (fields.some(({ value }) => value !== '')) keep();
  else for (const field of fields) field.value = stored.get(field.name) ?? '';
  box?.addEventListener('input', keep);
  return (name) => {
    const field = fields.find((each) => each.name === name);
    return { typed: field?.value.trim() ?? '', example: field?.placeholder };
  };
}
