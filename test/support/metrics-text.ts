/** The samples of a text in the format of Prometheus, by name and labels as they are written. */
export function readSamples(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, name, value] = /^([a-z_:]+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) samples.set(name, Number(value));
  }
  return samples;
}
