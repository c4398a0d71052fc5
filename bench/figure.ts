/** One measured figure, printed as a JSON line of its own. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const figures: Figure[] = [];

/** Prints a figure and keeps it for the table. */
export function report(name: string, value: number, unit: string): void {
  const figure = { name, value: Number(value.toPrecision(4)), unit };
  figures.push(figure);
  console.log(JSON.stringify(figure));
}

/** Prints all figures as a table, widths by the widest. */
export function printTable(): void {
  const widest = Math.max(...figures.map(({ name }) => name.length));
  console.log("");
  for (const { name, value, unit } of figures)
    console.log(`${name.padEnd(widest)}  ${String(value).padStart(10)}  ${unit}`);
}

/** The value that a share of the values (0 to 1) lies below. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
