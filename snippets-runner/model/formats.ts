/** What can be asked for by name, apart from what makes it: the command line starts without loading that. */

/** What a report can be made into. */
export const REPORTERS = ['pretty', 'json', 'junit', 'github'] as const;
export type ReporterName = (typeof REPORTERS)[number];

/** What a page can be exported as. */
export const EXPORT_FORMATS = ['sh', 'cast'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
