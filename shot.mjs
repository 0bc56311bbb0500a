import { chromium } from 'playwright-core';

const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const p = await b.newPage({ viewport: { width: 1000, height: 900 } });
await p.goto('http://localhost:4600/en/overview/');
await p.screenshot({ path: '/tmp/o.png', fullPage: true });
await b.close();
