/** The style sheet of an exported page. Dark and light by the reader's system, light on paper. Everything is inline. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--ground:#f3f5f7;--surface:#fff;--line:#dbe1e6;--line-strong:#b9c3cc;--text:#17202a;--muted:#4d5b68;
--faint:#5f6d7a;--accent:#0a6ea8;--accent-surface:#dceefa;--calm:#0b7a5a;--notice:#8a6100;--notice-surface:#fbf0d2;--danger:#b5460f;
--critical:#b3123a;--critical-surface:#fde0e7;--track:#e1e6ea;--anon:#2a78c8;--file:#2ea590;--slab:#c25e33;--slab-ok:#5d977d;
--tables:#9a7330;--other:#8d99a4;--violet:#6c5fc7;--reserve:#e9cf8b}
@media screen and (prefers-color-scheme:dark){:root{--ground:#0f1317;--surface:#161b21;--line:#2a333c;--line-strong:#3b4751;--text:#e4e9ee;
--muted:#9eabb7;--faint:#8592a0;--accent:#4cb4e7;--accent-surface:#143345;--calm:#5ec2a0;--notice:#e0b341;--notice-surface:#3a2f10;
--danger:#f0845a;--critical:#ff6f8b;--critical-surface:#441622;--track:#2a333c;--anon:#4c9be8;--file:#48c0ac;--slab:#d9774f;
--slab-ok:#6fa98f;--tables:#b98f4a;--other:#7b8894;--violet:#8f83e0;--reserve:#5a4a1c}}
*{box-sizing:border-box}
body{margin:0;padding:32px 20px 48px;background:var(--ground);color:var(--text);font:14px/1.55 Inter,system-ui,-apple-system,'Segoe UI',
'DejaVu Sans',sans-serif;-webkit-font-smoothing:antialiased}
body:lang(zh){font-family:'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',system-ui,sans-serif}
main{max-width:1000px;margin:0 auto}
article+article{margin-top:48px}
header{padding:0 0 4px}
.kicker{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:0 0 8px;color:var(--muted);font-size:12.5px}
.tag{padding:1px 8px;border-radius:999px;background:var(--critical-surface);color:var(--critical);font-weight:600}
.tag.quiet{background:var(--notice-surface);color:var(--notice)}
h1{margin:0 0 6px;font-size:24px;line-height:1.25;letter-spacing:-.01em;overflow-wrap:anywhere}
header p.lead{margin:0 0 20px;color:var(--muted);font-size:15.5px;overflow-wrap:anywhere}
h2{margin:0 0 10px;font-size:15px;line-height:1.3}
section{margin:0 0 14px;padding:16px 20px 18px;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
p{margin:0 0 8px}p:last-child{margin:0}
ul,ol{margin:0;padding-left:20px}li+li{margin-top:5px}li{overflow-wrap:anywhere}
ol.steps{padding:0;list-style:none;counter-reset:step}
ol.steps>li{position:relative;padding:0 0 0 34px;min-height:24px;counter-increment:step}
ol.steps>li+li{margin-top:10px}
ol.steps>li::before{content:counter(step);position:absolute;left:0;top:0;width:22px;height:22px;border-radius:50%;
background:var(--accent-surface);color:var(--accent);font-weight:600;font-size:12px;line-height:22px;text-align:center}
bdi{font-family:ui-monospace,'SF Mono','Cascadia Mono','DejaVu Sans Mono',monospace;font-size:.93em}
h1 bdi{font-family:inherit;font-size:1em}
dl{display:grid;grid-template-columns:minmax(96px,max-content) 1fr;gap:6px 20px;margin:0}
dt{color:var(--muted)}dd{margin:0;min-width:0;overflow-wrap:anywhere}
dd>div+div{margin-top:2px}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.lines{margin-left:6px;color:var(--faint);font-size:11.5px;white-space:nowrap}
.timeline{padding:0;list-style:none}
.timeline li{display:grid;grid-template-columns:92px 1fr auto;gap:14px;padding:3px 0;margin:0}
.timeline time{color:var(--muted);text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:12.5px;font-variant-numeric:tabular-nums}
th,td{padding:4px 10px;text-align:left;white-space:nowrap}
th:first-child,td:first-child{padding-left:0}
thead th{color:var(--muted);font-weight:500;font-size:11.5px;vertical-align:bottom}
tbody tr{border-top:1px solid var(--line)}
.number{text-align:right}
tr.died td{background:var(--critical-surface)}tr.died td:first-child{box-shadow:inset 3px 0 var(--critical);padding-left:8px}
tr.exempt td{color:var(--faint)}
.zones{display:grid;grid-template-columns:max-content minmax(0,1fr) max-content;gap:12px 16px;align-items:start;margin:0 0 16px}
.zones>b{font-weight:600}.zones>span{color:var(--muted);font-variant-numeric:tabular-nums}
.bar{display:block;width:100%;height:auto;overflow:visible}
.bar text{fill:var(--faint);font-size:10.5px;font-family:inherit}
.track{fill:var(--track)}.reserve{fill:var(--reserve)}.mark{fill:none;stroke:var(--text);stroke-width:1}.cut{fill:var(--surface)}
.free{fill:var(--accent)}.free.below-min{fill:var(--critical)}.free.kept,.free.beside-cma,.free.below-low{fill:var(--danger)}.free.below-high{fill:var(--notice)}
.free.above-high{fill:var(--calm)}
.anon{fill:var(--anon);background:var(--anon)}.file{fill:var(--file);background:var(--file)}
.unevictable{fill:var(--violet);background:var(--violet)}.slab-unreclaimable{fill:var(--slab);background:var(--slab)}
.slab-reclaimable{fill:var(--slab-ok);background:var(--slab-ok)}.pagetables{fill:var(--tables);background:var(--tables)}
.other{fill:var(--other);background:var(--other)}.free-memory{fill:var(--track);background:var(--track)}
.swap-used{fill:var(--violet);background:var(--violet)}.swap-free{fill:var(--track);background:var(--track)}
section>ul+.scroll,section>ul+p{margin-top:12px}
.why{columns:2;column-gap:36px}.why>div{break-inside:avoid;padding:0 0 16px}.why h3{margin:0 0 5px;color:var(--text);font-weight:600;font-size:13px}
.why ul{padding-left:17px}
h3{margin:14px 0 6px;font-size:12.5px;color:var(--muted);font-weight:500}h3:first-child{margin-top:0}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin:7px 0 0;padding:0;list-style:none;font-size:12px;color:var(--muted)}
.legend li{margin:0}.legend i{display:inline-block;width:9px;height:9px;margin-right:6px;border-radius:2px;border:1px solid var(--line-strong)}
.share{width:64px;height:8px;margin-right:10px;vertical-align:middle}.points{fill:var(--anon)}tr.died .points{fill:var(--critical)}
.raw{margin:0;font:11.5px/1.5 ui-monospace,'SF Mono','Cascadia Mono','DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}
.raw div{display:grid;grid-template-columns:5ch 12ch 1fr;gap:12px}
.raw div:target{background:var(--notice-surface)}
.raw span{color:var(--faint);text-align:right;user-select:none}.raw em{font-style:normal;color:var(--accent)}
.raw code{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;color:var(--faint)}
.raw .u code{color:var(--text)}.raw .key em{color:var(--critical)}.raw .key code{color:var(--text);font-weight:600}
.raw .list em{color:var(--violet)}.raw .quiet em,.raw .quiet code{color:var(--faint)}
footer{margin:18px auto 0;color:var(--faint);font-size:12px}
@media(max-width:760px){.why{columns:1}}
@media(max-width:640px){body{padding:16px 10px}section{padding:12px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}
.timeline li{grid-template-columns:70px 1fr}.timeline .lines{display:none}.raw div{grid-template-columns:4ch 1fr}.raw em{display:none}}
@media print{body{padding:0;background:none;font-size:10.5pt}body:lang(zh){font-family:'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',system-ui,sans-serif}
main{max-width:none}section{break-inside:avoid;border:0;padding:0;margin:0 0 14pt}
section.long{break-inside:auto}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.raw{font-size:7pt}article+article{break-before:page}}
`;
