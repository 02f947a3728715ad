import type { RenderReport } from './render-report';
import { type Grade, GRADES, type ReportRow } from './report-row';

export interface ShownRow {
  readonly row: ReportRow;
  /** Where it can be seen in the film. */
  readonly seconds?: number;
  /** `data:` URL of that frame. */
  readonly picture?: string;
}

const MEANINGS: Readonly<Record<Grade, string>> = {
  exact: 'drawn by a rule that is known and tested',
  near: 'the rule is known up to a constant',
  approximate: 'a look-alike; the note says what differs',
  skipped: 'not drawn, or a labeled stand-in; the note says why',
};

const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6673;--line:#dde2e8;--paper:#fff;--exact:#1a7f37;--near:#0969da;--approximate:#9a6700;--skipped:#cf222e}
@media(prefers-color-scheme:dark){:root{--ink:#dfe7f1;--soft:#93a1b0;--line:#2b3440;--paper:#0c1016;--exact:#4ac26b;--near:#6cb6ff;--approximate:#d4a72c;--skipped:#ff7b72}}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:var(--ink);background:var(--paper)}
ul{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.8rem 1.5rem}
li b{display:block;font-size:1.1rem}small,code,time{color:var(--soft)}small{font-size:.85rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.55rem .7rem;border-bottom:1px solid var(--line);vertical-align:top}
td{overflow-wrap:anywhere}td:nth-child(-n+2){overflow-wrap:normal;white-space:nowrap}td:last-child{width:160px}
code,time{display:block;font-size:.8em}img{display:block;width:160px;border-radius:4px}
.exact b{color:var(--exact)}.near b{color:var(--near)}.approximate b{color:var(--approximate)}.skipped b{color:var(--skipped)}
@media(max-width:40rem){ul{grid-template-columns:1fr 1fr}
table,tbody{display:block}tr:first-child{display:none}
tr{display:grid;grid-template-columns:1fr auto;grid-template-rows:auto auto 1fr;column-gap:.8rem;padding:.7rem 0;border-bottom:1px solid var(--line)}
td{grid-column:1;padding:0;border:0}td:last-child{grid-area:1/2/4;width:auto;max-width:112px}img{width:112px}}
`;

/** The page of a report; everything it shows is in it. */
export function reportHtml(counts: RenderReport['counts'], rows: readonly ShownRow[]): string {
  const legend = GRADES.map(
    (grade) => `<li class="${grade}"><b>${counts[grade]} ${grade}</b><small>${MEANINGS[grade]}</small></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Render report</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Render report</h1>
<ul>
${legend.join('\n')}
</ul>
<table>
<tr><th>grade</th><th>construct</th><th>note and segment</th><th>frame</th></tr>
${rows.map(rowHtml).join('\n')}
</table>
</body>
</html>
`;
}

function rowHtml({ row, seconds, picture }: ShownRow): string {
  const { grade, construct, note, segment } = row;
  const cells = [
    `<b>${grade}</b>`,
    escape(construct),
    escape(note) + (segment === '' ? '' : `<code>${escape(segment)}</code>`),
    (picture === undefined ? '' : `<img alt="" src="${picture}">`) +
      (seconds === undefined ? '' : `<time>${clock(seconds)}</time>`),
  ];
  return `<tr class="${grade}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** Minutes and seconds to the hundredth: `1:05.50`. */
function clock(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, '0');
  return `${Math.floor(hundredths / 6000)}:${rest}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
