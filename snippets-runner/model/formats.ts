/** The names that options take. Kept apart from the code that uses them, so that the command line starts faster. */
import { LOCALES } from '../tutorial/page.ts';

/** Of the pages. */
export const LANGUAGES = LOCALES;

export const REPORTERS = ['pretty', 'json', 'junit', 'github', 'markdown'] as const;
export type ReporterName = (typeof REPORTERS)[number];

export const EXPORT_FORMATS = ['sh', 'cast'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
