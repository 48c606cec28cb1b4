"""The style sheet and the script of the report: small, inline, the same in every report."""

STYLE = """
:root { --ink: #1f2933; --soft: #52606d; --line: #d9dee4; --pale: #f5f7fa; --accent: #0b5394; }
* { box-sizing: border-box; }
html { color-scheme: light; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink);
  font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: clamp(1.6rem, 4vw, 2.4rem); line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.45rem; margin: 3rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; }
p, dl, li { max-width: 46rem; overflow-wrap: anywhere; }
p.facts, p.note { color: var(--soft); font-size: .92rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, input:focus-visible, .scroll:focus-visible
  { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
dl.answer { margin: .25rem 0 0; }
dl.answer dt { font-weight: 650; margin-top: .5rem; }
dl.answer dd { margin: 0; }
dl.answer dd::first-letter { text-transform: uppercase; }
@media (min-width: 48rem), print {
  dl.answer { display: grid; grid-template-columns: 11rem 1fr; gap: .4rem 1.25rem; max-width: 58rem; }
  dl.answer dt { margin: 0; }
}
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid var(--line); color: var(--soft); }
.warnings { border-left: 4px solid #d55e00; background: #fff7f0; padding: .5rem 1rem; }
.grid { display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1.25rem; }
figure { margin: 0; min-width: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
figcaption { font-weight: 650; line-height: 1.3; }
figcaption span { display: block; font-weight: 400; font-size: .85rem; color: var(--soft); }
.chart { width: 100%; }
fieldset { border: 0; padding: 0; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
legend { font-weight: 650; padding: 0; }
label { display: inline-flex; align-items: center; gap: .45rem; min-height: 2rem; cursor: pointer; }
input[type=checkbox] { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
summary { cursor: pointer; color: var(--accent); padding: .3rem 0; font-size: .92rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .86rem; line-height: 1.4; width: 100%; }
caption { text-align: left; font-weight: 650; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0;
  border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 500; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.wide table { min-width: 62rem; }
code { background: var(--pale); padding: .1rem .3rem; border-radius: .2rem; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .9rem; padding-bottom: 3rem; margin-top: 3rem; }
@media print {
  body { font-size: 10.5pt; }
  nav, .skip, fieldset, .modebar { display: none !important; }
  figure, dl.answer, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .wide table { min-width: 0; }
  .scroll { overflow: visible; }
}
"""

SCRIPT = """
"use strict";
const config = {
  responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "",
  displayModeBar: "hover", modeBarButtons: [["toImage"]], scrollZoom: false, doubleClick: false
};
const charts = [...document.querySelectorAll(".chart")];
const boxes = [...document.querySelectorAll("input[name=policy]")];
const shown = () => new Set(boxes.filter((box) => box.checked).map((box) => box.value));
const visible = (trace, policies) => !trace.meta || policies.has(trace.meta);

for (const chart of charts) {
  const figure = JSON.parse(document.getElementById(chart.id + "-data").textContent);
  const policies = shown();
  for (const trace of figure.data) trace.visible = visible(trace, policies);
  Plotly.newPlot(chart, figure.data, figure.layout, config);
}
for (const box of boxes) box.addEventListener("change", () => {
  const policies = shown();
  for (const chart of charts) {
    if (chart.data.some((trace) => trace.meta))
      Plotly.restyle(chart, { visible: chart.data.map((trace) => visible(trace, policies)) });
  }
});
"""
