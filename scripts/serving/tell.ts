/**
 * Tells what came of a verification, and keeps it for the page "How this was verified".
 *
 *   tell.ts REPORT KNOWN URL     REPORT: JSON report of the run; KNOWN: file of earlier results, replaced; URL: of the site
 */
import { readFileSync } from 'node:fs';
import { readVerifiedHere } from '../../site/data/verified-here.ts';
import { replaceFile } from '../../snippets-runner/base/replace-file.ts';
import { visible } from '../../snippets-runner/base/visible.ts';
import { runReportSchema } from '../../snippets-runner/model/report.ts';
import { knownAfter, lastLines } from './results.ts';

const [reportFile = '', knownFile = '', url = ''] = process.argv.slice(2);
const report = runReportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
replaceFile(knownFile, `${JSON.stringify(knownAfter(readVerifiedHere(knownFile), report), undefined, 2)}\n`);
for (const line of lastLines(report, url)) process.stdout.write(`${visible(line)}\n`);
