/** The page's own style: light and dark, narrow and wide, screen and paper; nothing is told by colour alone. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1a2230;--dim:#5a6575;--line:#d6dde6;--back:#fff;--shade:#f4f7fa;
--good:#e3f4e8;--good-ink:#135c2e;--fine:#e4eefb;--fine-ink:#164a86;--bad:#fde7e5;--bad-ink:#9c1c14;
--warn:#fdf1d6;--warn-ink:#754a00;--none:#eceff3;--none-ink:#4d5766}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--dim:#a3afbf;--line:#38424f;--back:#12171e;--shade:#1a212b;
--good:#173a24;--good-ink:#9fe0b4;--fine:#172f4d;--fine-ink:#a9cdf7;--bad:#4a1d1a;--bad-ink:#ffb9b2;
--warn:#45340f;--warn-ink:#f5d58d;--none:#262e38;--none-ink:#b9c3cf}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:1.2rem 1.4rem;color:var(--ink);background:var(--back);
font:15px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",system-ui,sans-serif}
h1{font-size:1.7rem;line-height:1.3;margin:.2rem 0 .6rem}h2{font-size:1.4rem;margin:2.4rem 0 .3rem;border-left:.35rem solid var(--fine-ink);padding-left:.7rem}
h3{font-size:1.08rem;margin:1.8rem 0 .4rem}
.en{color:var(--dim);font-size:.82em;font-weight:400}
h1 .en{display:block;font-size:.62em}
p{margin:.3rem 0}.times,.source,.note,figcaption,footer{color:var(--dim);font-size:.88rem}
.demo{background:var(--warn);color:var(--warn-ink);border:1px solid;border-radius:.2rem;padding:.05rem .4rem;font-size:.85rem;font-weight:600;display:inline-block}
.banner{display:block;padding:.4rem .6rem}
a{color:var(--fine-ink)}nav{margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1rem}
.ask{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:end;margin:.6rem 0}
.ask input,.ask button{font:inherit;padding:.15rem .4rem;border:1px solid var(--line);border-radius:.2rem;background:var(--shade);color:inherit}
ul.counts,ul.legend,ul.names,.tiles ul{list-style:none;margin:.4rem 0;padding:0}
ul.counts,ul.legend{display:flex;flex-wrap:wrap;gap:.35rem .9rem}
ul.legend{font-size:.82rem;background:var(--shade);padding:.5rem .7rem;border-radius:.4rem}
ul.counts{gap:.5rem;margin:.7rem 0}ul.counts li{border:1px solid var(--line);border-radius:.4rem;padding:.25rem .6rem}ul.counts strong{font-size:1.15rem;font-variant-numeric:tabular-nums;margin-left:.3rem}
.attention td:first-child{white-space:nowrap;width:1%}.attention th[scope=row]{width:34%}
ul.who{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1.4rem}.who .of{color:var(--dim)}.who .short{color:var(--bad-ink);font-weight:600}
.calm{background:var(--good);color:var(--good-ink);border-radius:.4rem;padding:.4rem .7rem}.calm .en{color:inherit}
.mark{border-radius:.2rem;padding:0 .3rem;white-space:nowrap}
.mark .en{color:inherit}
.good{background:var(--good);color:var(--good-ink)}.fine{background:var(--fine);color:var(--fine-ink)}
.bad{background:var(--bad);color:var(--bad-ink)}.warn{background:var(--warn);color:var(--warn-ink)}
.none{background:var(--none);color:var(--none-ink)}
.wide{overflow-x:auto;margin:.4rem 0;position:relative}td,.tile{position:relative}
table{border-collapse:collapse;width:100%;font-size:.88rem}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{border-bottom:1px solid var(--line);padding:.3rem .45rem;text-align:left;vertical-align:top}
thead th{background:var(--shade);font-weight:600;white-space:nowrap;border-bottom:1px solid var(--line)}
tbody th{font-weight:500}
td small,th small{display:block;color:var(--dim);font-size:.88em}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.number small{white-space:normal}.targets td.number small{max-width:15rem;margin-left:auto}.targets th[scope=row]{width:36%}.targets td{width:1%}.targets td[data-label='对象']{white-space:nowrap}.targets td[data-label='结论']{width:18%}.targets td[data-label='数值']{width:16%}
.matrix td{text-align:center;padding:.2rem .15rem;border:1px solid var(--back);min-width:2.9rem}
.matrix td small{display:inline;color:inherit;margin-left:.15rem}
.matrix .value{display:block;font-size:.72rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.matrix thead th{text-align:center;padding:.3rem .15rem}
.matrix tbody th,.matrix thead th:first-child{position:sticky;left:0;background:var(--back);text-align:left;min-width:9rem;max-width:15rem}
.matrix tbody th .en{display:block;line-height:1.2}
.grid td.number small{display:inline;color:inherit}
.aloud{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tiles{margin:.6rem 0 1rem;display:grid;grid-template-columns:minmax(0,36rem) minmax(12rem,1fr);gap:.5rem 2rem;align-items:end}
.tiles ul{display:grid;grid-template-columns:repeat(5,minmax(3.4rem,6.6rem));gap:.25rem}
.tile{border:1px solid var(--line);border-radius:.25rem;padding:.25rem .3rem;line-height:1.35;background:var(--shade)}
.tile .name{font-weight:600;display:block}.tile .signs{display:flex;flex-wrap:wrap;gap:.1rem}.tile .mark{padding:0 .12rem;font-size:.78rem;font-variant-numeric:tabular-nums}
.tile .bar{display:flex;height:.35rem;margin-top:.25rem;border-radius:.2rem;overflow:hidden}.bar .good{background:#3f9a5f}.bar .fine{background:#4f86c6}
.bar .bad{background:#cf4a3f}.bar .warn{background:#d9a53a}.bar .none{background:#9aa5b3}
.names li{margin:0}
section.place{scroll-margin-top:.5rem}
@media (max-width:40rem){body{padding:.7rem;font-size:14px}h1{font-size:1.3rem}.tiles{grid-template-columns:minmax(0,1fr)}
.attention thead{display:none}.attention tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}.attention td,.attention th[scope=row]{display:block;width:auto;border:0;padding:.1rem .2rem}
.tiles ul{grid-template-columns:repeat(5,minmax(0,1fr))}.tile{padding:.2rem}.tile .name{font-size:.9rem}
.targets thead{display:none}.targets tr{display:grid;grid-template-columns:1fr 1fr;border-bottom:1px solid var(--line);padding:.4rem 0}
.targets th[scope=row]{grid-column:1/-1;font-weight:600}.targets th,.targets td{border:0;padding:.1rem .3rem}.targets td.number{text-align:left;white-space:normal}
.targets th[scope=row],.targets td,.targets td[data-label]{width:auto}.targets td.number small{margin:0;max-width:none}.targets td:empty{display:none}.targets td[data-label]::before{content:attr(data-label) " ";color:var(--dim);font-size:.78rem}
.matrix tbody th{min-width:6.5rem;max-width:7.5rem}.matrix tbody th .en{display:none}}
@media print{:root{color-scheme:light;--ink:#000;--dim:#444;--line:#999;--back:#fff;--shade:#eee;
--good:#fff;--good-ink:#000;--fine:#fff;--fine-ink:#000;--bad:#ddd;--bad-ink:#000;--warn:#eee;--warn-ink:#000;--none:#fff;--none-ink:#000}
@page{size:A4;margin:12mm}html{font-size:11px}body{max-width:none;padding:0;font-size:9pt}.ask,nav{display:none}
.wide{overflow:visible}table{font-size:7.5pt}thead{display:table-header-group}tr,.tile,figure{break-inside:avoid}h2,h3,caption{break-after:avoid}
section.place+section.place{break-before:page}.matrix td{min-width:0;padding:.1rem 0;border:1px solid #bbb}.matrix tbody th,.matrix thead th:first-child{position:static;min-width:0;max-width:6.5rem}
.matrix .value{font-size:5.6pt}.matrix thead th{white-space:normal}.matrix td small{display:block;margin:0}.matrix tbody th .en{display:none}a{color:inherit;text-decoration:none}
.mark,td,.tile{-webkit-print-color-adjust:exact;print-color-adjust:exact}.tile{border:1px solid #777}}
`;
