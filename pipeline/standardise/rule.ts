/** What a rule makes of a text. */
export type Ruled =
  | { readonly kind: "value"; readonly value: string | number }
  /** It stays as it was sent; `problem` is the end of the sentence "It …" and never the value. */
  | { readonly kind: "problem"; readonly problem: string };

/**
 * One way to bring a text into its standard form: pure, and its own result stays as it is. `region` is the country
 * (ISO 3166-1 alpha-2) that the text was written in, where it is known.
 */
export type Rule = (text: string, region: string | null) => Ruled;

/** A value in its standard form. */
export function value(of: string | number): Ruled {
  return { kind: "value", value: of };
}

/** A value that has none. */
export function problem(of: string): Ruled {
  return { kind: "problem", problem: of };
}
