/** The names of reporters and export formats. Kept apart from their code, so that the command line starts faster. */

export const REPORTERS = ['pretty', 'json', 'junit', 'github', 'markdown'] as const;
export type ReporterName = (typeof REPORTERS)[number];

export const EXPORT_FORMATS = ['sh', 'cast'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
