import { html, type Html } from "./html.ts";

const WIDTH = 160;
const HEIGHT = 28;
const EDGE = 2;

/** A line over days as inline SVG; days without a value are gaps. `most`: the value at the top. */
export function sparkline(values: readonly (number | null)[], most: number, title: string): Html {
  const step = values.length < 2 ? 0 : (WIDTH - 2 * EDGE) / (values.length - 1);
  const lines: string[] = [];
  let pen = "M";
  values.forEach((value, i) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const share = most <= 0 ? 0 : Math.min(1, value / most);
    const y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    // A line of no length with round ends is a dot: a day that stands alone is seen.
    lines.push(`${pen}${(EDGE + i * step).toFixed(1)} ${y.toFixed(1)}h0`);
    pen = "L";
  });
  return html`<svg
    class="spark"
    width="${WIDTH}"
    height="${HEIGHT}"
    role="img"
    aria-label="${title}"
  >
    <title>${title}</title>
    <path d="${lines.join("")}" />
  </svg>`;
}
