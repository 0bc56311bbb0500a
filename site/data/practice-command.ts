/** What a reader types to get an exercise in a lab. */
import { type Locale, SOURCE_LOCALE } from '../i18n/locales.ts';

/** Returns the command and its last part, which is short, and stays on one line. */
export function practiceCommand(slug: string, exercise: string, locale: Locale): readonly [string, string] {
  const command = `npx snippets practice ${slug}`;
  return locale === SOURCE_LOCALE ? [command, exercise] : [`${command} ${exercise}`, `--language ${locale}`];
}
