import { html, type Html } from "./html.ts";

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --quiet: #777; --good: #2a7d46; --fair: #a86a00; --bad: #b3261e }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: middle }
th { color: var(--quiet); font-weight: 500 } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.quiet { color: var(--quiet) } .good { color: var(--good) } .fair { color: var(--fair) } .bad { color: var(--bad) }
.alarm { border-left: 4px solid var(--bad); margin: .5rem 0; padding: .3rem .8rem }
.spark path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
code { font-size: .92em }`;

/** A whole page. */
export function layout(title: string, body: Html): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="60" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${{ html: STYLE }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return page.html;
}

/** A share as a percentage, coloured by how good it is; a dash where it is not known. */
export function shown(share: number | null | undefined): Html {
  if (share === null || share === undefined) return html`<span class="quiet">–</span>`;
  const mood = share >= 0.95 ? "good" : share >= 0.8 ? "fair" : "bad";
  return html`<span class="${mood}">${(100 * share).toFixed(1)} %</span>`;
}

/** An instant for a person: UTC, to the second. */
export function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
