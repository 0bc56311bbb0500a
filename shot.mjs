import { chromium } from 'playwright-core';
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']});
for (const [w,s,n,l] of [[1440,'light','1','en'],[360,'dark','2','zh-cn'],[800,'light','3','en']]) {
const p = await b.newPage({viewport:{width:w,height:900}, colorScheme:s});
await p.goto(`http://localhost:4600/${l}/`); await p.evaluate(()=>document.querySelector('.tutorials').scrollIntoView({behavior:'instant'})); await p.waitForTimeout(300); await p.screenshot({path:`/tmp/h${n}.png`}); }
const p = await b.newPage({viewport:{width:1000,height:1300}});
await p.goto('http://localhost:4600/en/overview/'); await p.evaluate(()=>document.querySelectorAll('.drawn')[0].scrollIntoView({behavior:'instant',block:'center'})); await p.waitForTimeout(300); await p.screenshot({path:`/tmp/h4.png`});
await b.close();
