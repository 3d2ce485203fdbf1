"""How the page looks: on a phone, on a screen, and on A4; no font and no image from elsewhere."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 15px/1.45 Arial, 'Liberation Sans', Helvetica, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 20px 16px 32px; }
h1 { font-size: 17px; margin: 0 0 2px; }
h2 { font-size: 20px; line-height: 1.25; margin: 0 0 8px; }
p { margin: 0 0 10px; max-width: 68ch; overflow-wrap: anywhere; }
.soft { color: #4d4d4d; font-size: 13px; }
.first { font-size: 26px; line-height: 1.22; font-weight: bold; max-width: 30ch; margin: 18px 0; text-wrap: balance; }
dl { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; margin: 0 0 18px; padding: 0; }
dl div { border: 1px solid #cfcfcf; border-top: 4px solid #767676; padding: 8px 10px; }
dl .shown { border-top-color: #0072b2; }
dl .claimed { border-top-color: #d55e00; }
dt { font-size: 13px; color: #4d4d4d; }
dd { margin: 0; overflow-wrap: anywhere; }
dd.big { font-size: 24px; line-height: 1.2; font-weight: bold; }
dd.small { font-size: 13px; }
section { border-top: 1px solid #cfcfcf; padding: 22px 0 10px; }
figure { margin: 8px 0 18px; }
svg { display: block; max-width: 100%; height: auto; }
.wide { overflow-x: auto; margin: 0 0 18px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.3; }
caption { text-align: left; font-weight: bold; padding: 0 0 4px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-bottom: 1px solid #e3e3e3;
  overflow-wrap: break-word; }
thead th { vertical-align: bottom; border-bottom: 1px solid #767676; color: #4d4d4d; font-weight: normal;
  overflow-wrap: normal; }
tbody th { font-weight: normal; }
tbody th, td:not(.n) { overflow-wrap: anywhere; min-width: 8ch; }
.below { display: block; color: #4d4d4d; }
.n .below { color: inherit; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding: 4px 0 4px 8px; }
thead .n { white-space: normal; }
footer { border-top: 1px solid #cfcfcf; padding-top: 12px; }
@media (min-width: 820px) {
  .first { font-size: 32px; }
  dl { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .both { display: grid; grid-template-columns: 340px minmax(0, 1fr); column-gap: 40px; }
}
@media (min-width: 600px), print {
  thead .n { min-width: 8ch; }
  td.n .below { display: inline-block; min-width: 10ch; }
}
@media (max-width: 480px) {
  table { font-size: 12px; }
  th, td { padding-right: 5px; }
  .n { padding-left: 9px; padding-right: 0; }
}
@page { size: A4; margin: 14mm 13mm; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  dl { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .both { display: grid; grid-template-columns: 300px minmax(0, 1fr); column-gap: 18px; }
  section[aria-labelledby="missing"] .both { display: block; }
  table { font-size: 8.5pt; }
  .wide { overflow: visible; }
  h2, section > p, caption, thead { break-after: avoid; }
  figure, tr, dl div, section > p { break-inside: avoid; }
  section { padding: 14px 0 4px; }
}
"""
