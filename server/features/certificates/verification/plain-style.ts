import { createHash } from 'node:crypto';

/** Of the pages that have neither the site's type nor its script: they must open on any telephone, and at once. */
export const plainStyle = `:root{color-scheme:light dark;--text:#211d18;--soft:#5d5448;--line:#ddd3c2;--accent:#0f5a47;--paper:#faf6ee;--card:#fffdf8;--good:#0f5a47;--bad:#a3231d;--warn:#8a5a00}
@media(prefers-color-scheme:dark){:root{--text:#f1ebe1;--soft:#b9ae9e;--line:#3a342b;--accent:#84cdb0;--paper:#171512;--card:#1f1c18;--good:#84cdb0;--bad:#ff9d94;--warn:#f0c069}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:40rem;padding:1rem 1.125rem 3.5rem;background:var(--paper);color:var(--text);font:1.0625rem/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header{display:flex;gap:1rem;justify-content:space-between;align-items:center;margin-bottom:1rem}
a{color:var(--accent)}
header a,.next{display:inline-block;padding:.65rem 0}
header a{flex:none;white-space:nowrap}
h1{font-size:1.125rem;line-height:1.4;margin:0;font-weight:600;text-wrap:balance}
h2{font-size:1.0625rem;line-height:1.5;margin:2rem 0 .25rem}
p{margin:0 0 .75rem}
.soft{color:var(--soft);font-size:.9375rem}
.card+.soft{margin-top:.75rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow:hidden}
.status{padding:1.125rem;border-inline-start:.375rem solid var(--good)}
.status strong{display:block;text-wrap:balance;font-size:1.5rem;line-height:1.3;color:var(--good)}
.status p{margin:.25rem 0 0}
.bad{border-color:var(--bad)}.bad strong{color:var(--bad)}
.warn{border-color:var(--warn)}.warn strong{color:var(--warn)}
dl{margin:0;border-top:1px solid var(--line)}
dl div{padding:.7rem 1.125rem .7rem 1.5rem;border-bottom:1px solid var(--line)}
dl div:last-child{border-bottom:0}
dt{color:var(--soft);font-size:.875rem}
dd{margin:0}
dd.name{font-size:1.25rem;font-weight:600;line-height:1.4}
code{font:.8125rem/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;word-break:break-all}
ul{margin:0 0 .75rem;padding-inline-start:1.25rem}
li code{word-break:normal}
li{margin-bottom:.375rem}
.card+.card{margin-top:1rem}
.status ul{margin:.5rem 0 0}
form{margin-top:1rem}
label{display:block;font-weight:600;margin-bottom:.375rem}
input{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.5rem;letter-spacing:.04em}
button{min-height:3rem;margin-top:.75rem;padding:.5rem 1.5rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:0;border-radius:.5rem;width:100%}
@media(min-width:30rem){button{width:auto}}
@media print{:root{--text:#000;--soft:#333;--paper:#fff;--card:#fff;--accent:#000;--good:#000}@page{size:A4;margin:14mm 16mm}body{padding:0;max-width:none;font-size:10.5pt;line-height:1.45}header a,.another{display:none}dl div{padding:.4rem 1rem}}`;

/** For a `Content-Security-Policy`: this very style, and no other. */
export const plainStyleSource = `'sha256-${createHash('sha256').update(plainStyle).digest('base64')}'`;
