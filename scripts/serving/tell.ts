/**
 * Tells what came of a verification, and keeps it for the page "How this was verified".
 *
 *   tell.ts REPORT KNOWN URL     REPORT: JSON report of the run; KNOWN: file of earlier results, replaced; URL: of the site
 */
import { existsSync, readFileSync } from 'node:fs';
import { verifiedHereSchema } from '../../site/data/verified-here.ts';
import { replaceFile } from '../../snippets-runner/base/replace-file.ts';
import { visible } from '../../snippets-runner/base/visible.ts';
import { runReportSchema } from '../../snippets-runner/model/report.ts';
import { knownAfter, lastLines } from './results.ts';

const [reportFile = '', knownFile = '', url = ''] = process.argv.slice(2);
const report = runReportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
const before = existsSync(knownFile)
  ? verifiedHereSchema.safeParse(JSON.parse(readFileSync(knownFile, 'utf8'))).data
  : {};
replaceFile(knownFile, `${JSON.stringify(knownAfter(before ?? {}, report), undefined, 2)}\n`);
for (const line of lastLines(report, url)) process.stdout.write(`${visible(line)}\n`);
