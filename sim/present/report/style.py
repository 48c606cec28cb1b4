"""The style sheet of the report: small, inline, the same in every report."""

STYLE = """
:root { --ink: #1f2933; --soft: #45525f; --line: #d9dee4; --pale: #f5f7fa; --accent: #0b5394; }
* { box-sizing: border-box; }
html { color-scheme: light; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink);
  font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
.first { padding-top: .75rem; }
h1 { font-size: 1.3rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; overflow-wrap: anywhere; }
p, dl, li { max-width: 46rem; overflow-wrap: anywhere; }
p.facts, p.note { color: var(--soft); font-size: .88rem; }
.first p.facts { margin: .4rem 0; line-height: 1.4; }
.findings { list-style: none; margin: 0; padding: 0; }
.findings li { font-size: .88rem; line-height: 1.34; padding: .3rem 0 .3rem .7rem; margin: 0 0 .4rem;
  border-left: 4px solid var(--accent); }
.findings strong { display: block; font-size: .88rem; color: var(--accent); }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, pre:focus-visible
  { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem; }
figure { margin: 0; min-width: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .25rem .5rem; }
figure > svg { display: block; width: 100%; height: auto; }
figure > details { padding: 0 .75rem; }
@media screen and (max-width: 30rem) {
  .findings li { font-size: .84rem; line-height: 1.3; padding: .2rem 0 .2rem .6rem; margin-bottom: .3rem; }
  .findings strong { display: inline; font-size: inherit; }
  .findings strong::after { content: ": "; }
}
@media (min-width: 60rem) {
  main, footer { padding: 0 2rem; }
  .first { display: grid; grid-template-columns: minmax(0, 1fr) 29rem; gap: .5rem 2.5rem; padding-top: 1.75rem;
    align-items: start; grid-template-rows: auto 1fr; }
  .first figure { grid-column: 2; grid-row: 1 / span 2; }
  .first > p.facts { grid-column: 1; margin: 0; }
  h1 { font-size: 2rem; margin-bottom: 1rem; }
  .findings li { font-size: 1.02rem; line-height: 1.5; padding: .3rem 0 .3rem 1rem; margin-bottom: .7rem; }
}
dl.answer { margin: .25rem 0 0; }
dl.answer dt { font-weight: 650; margin-top: .5rem; }
dl.answer dd { margin: 0; }
dl.answer dd::first-letter { text-transform: uppercase; }
@media screen and (min-width: 48rem) {
  dl.answer { display: grid; grid-template-columns: 11rem 1fr; gap: .4rem 1.25rem; max-width: 58rem; }
  dl.answer dt { margin: 0; }
}
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid var(--line); color: var(--soft); }
.warnings { border-left: 4px solid #d55e00; background: #fff7f0; padding: .1rem 1rem; margin: .75rem 0; }
.warnings ul { padding-left: 1rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1.25rem;
  align-items: start; }
.folded { border-top: 1px solid var(--line); margin: .5rem 0; }
.folded:first-of-type { margin-top: 2rem; }
summary { cursor: pointer; color: var(--accent); padding: .4rem 0; font-size: .92rem; }
summary h2 { display: inline; font-size: 1.1rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .86rem; line-height: 1.4; width: 100%; }
caption { text-align: left; font-weight: 650; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0;
  border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 500; }
.text-1 tr > :nth-child(n+2), .text-2 tr > :nth-child(n+3), .text-3 tr > :nth-child(n+4),
.text-4 tr > :nth-child(n+5), .text-5 tr > :nth-child(n+6) {
  text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.wide table { min-width: 62rem; }
code, pre { background: var(--pale); border-radius: .2rem; }
code { padding: .1rem .3rem; overflow-wrap: anywhere; }
pre { padding: .75rem; overflow-x: auto; font-size: .82rem; }
footer { color: var(--soft); font-size: .88rem; padding-bottom: 3rem; margin-top: 2.5rem; }
p.print { display: none; }
@page { margin: 15mm; }
@media print {
  body { font-size: 10pt; line-height: 1.4; }
  .skip, details:not([open]), .folded:not(:has(details[open])) { display: none; }
  .first { display: grid; grid-template-columns: minmax(0, 1fr) 9cm; gap: .75cm; padding: 0;
    align-items: start; }
  .first > p.facts { grid-column: 1 / -1; margin: 0; }
  main, footer { padding: 0; }
  p.print { display: block; }
  figure, .findings li, dl.answer dd, tr { break-inside: avoid; }
  h2, h3, dl.answer dt { break-after: avoid; }
  h1 { font-size: 15pt; }
  h2 { font-size: 12pt; margin-top: 1rem; }
  h3 { font-size: 10pt; margin-top: .6rem; }
  .arms { columns: 2; column-gap: .8cm; font-size: 8pt; line-height: 1.28; }
  .arms h3:first-child { margin-top: 0; }
  dl.answer dt { margin-top: .2rem; }
  .findings li { font-size: 9.5pt; line-height: 1.3; margin-bottom: .4rem; }
  #more .findings li { font-size: 8.5pt; }
  .wide table { min-width: 0; }
  .scroll { overflow: visible; }
  footer { margin-top: 1rem; padding: 0; font-size: 8.5pt; }
}
"""
